from transcript.rendering import applied, render, runs, with_texts
from transcript.text import Segment, SourceText, Span
from transcript.values import Edit, Speaker, Turn

SOURCE = SourceText(
    text="甲乙\n05:12\n丙丁",
    segments=(Segment(span=Span(0, 2)), Segment(span=Span(3, 8), kind="stamp"), Segment(span=Span(9, 11))),
)


def edit(start: int, before: str, after: str, *, applied: bool = True) -> Edit:
    return Edit(span=Span(start, start + len(before)), before=before, after=after, kind="term", applied=applied)


def test_render_ignores_edits_outside_the_span():
    assert render(SOURCE, Span(1, 10), [edit(0, "甲", "子"), edit(10, "丁", "丑")]) == "乙\n丙"


def test_what_is_set_aside_falls_out_and_lines_stay_apart():
    assert render(SOURCE, Span(0, 11), [edit(1, "乙", "")]) == "甲\n丙丁"


def test_an_edit_across_what_is_set_aside_joins_the_lines():
    assert render(SOURCE, Span(0, 11), [edit(1, "乙\n05:12\n丙", "乙丙")]) == "甲乙丙丁"


def test_every_run_has_its_place():
    assert list(runs(SOURCE, Span(0, 11), [edit(0, "甲", "子丑")])) == [
        ("子丑", Span(0, 1)),
        ("乙", Span(1, 2)),
        ("\n", Span(9, 9)),
        ("丙丁", Span(9, 11)),
    ]


def test_turns_get_their_words_from_the_applied_edits_alone():
    edits = [edit(10, "丁", "丑", applied=False), edit(0, "甲", "子")]
    (turn,) = with_texts([Turn(span=Span(0, 11), speaker=Speaker(id="S1"))], source=SOURCE, edits=edits)
    assert (turn.raw, turn.text) == ("甲乙\n丙丁", "子乙\n丙丁")
    assert applied(edits) == edits[1:]
