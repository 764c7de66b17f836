from transcript.outline.passage import passage_of
from transcript.text import Segment, SourceText, Span


def test_running_text_knows_where_it_stands_in_the_source():
    text = "修渠。\n\n00:05\n\n引水。"
    speech = [Segment(span=Span(0, 3)), Segment(span=Span(5, 10), kind="stamp"), Segment(span=Span(12, 15))]
    passage = passage_of(SourceText(text=text, segments=tuple(speech)), Span(0, len(text)))
    assert passage.text == "修渠。\n引水。"
    assert [passage.offset(i) for i in (0, 4)] == [0, 12]
    assert passage.span(4, 6).slice(text) == "引水"


def test_it_is_read_in_simplified_script_and_shown_as_it_stands():
    passage = passage_of(SourceText(text="開會", segments=(Segment(span=Span(0, 2)),)), Span(0, 2))
    assert (passage.text, passage.words) == ("开会", "開會")
