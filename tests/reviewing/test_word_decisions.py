import pytest

from transcript.model import Edit
from transcript.reviewing import Accept, Refuse, Replace
from transcript.reviewing.word_decisions import decide_words
from transcript.text import Segment, SourceText, Span

TEXT = "我们到摄银网点\n说三千二百\n好"
SOURCE = SourceText(
    text=TEXT, segments=(Segment(span=Span(0, 7)), Segment(span=Span(8, 13)), Segment(span=Span(14, 15)))
)
TURNS = (Span(0, 13), Span(14, 15))


def edit(start, before, after, *, kind="term", **more):
    return Edit(span=Span(start, start + len(before)), before=before, after=after, kind=kind, **more)


BANK = edit(3, "摄银", "社银", applied=False, confidence=0.5, reason="读音相同")
OTHER = edit(3, "摄银网点", "社银网点", applied=False)
SUM = edit(9, "三千二百", "3200", kind="number", reason="统计数字")
JOIN = edit(13, "\n", "", kind="join", applied=False)
EDITS = (BANK, OTHER, SUM, JOIN)


def decided(*decisions, edits=EDITS, turns=TURNS, begun=()):
    """The applied edits and the messages of what does not fit, by number."""
    made, unfit = decide_words(SOURCE, edits, enumerate(decisions), turns=turns, begun=begun)
    after = [(edit.before, edit.after) for edit in made if edit.applied]
    return after, {number: why.misfit(number, decisions[number]).message for number, why in unfit.items()}


def replace(start, before, after, **more):
    return Replace(start=start, end=start + len(before), before=before, after=after, **more)


def test_whoever_decides_is_sure():
    made, _ = decide_words(SOURCE, EDITS, [(0, Accept(edit=BANK)), (1, Refuse(edit=SUM))], turns=TURNS, begun=())
    accepted, refused = made[0], next(edit for edit in made if edit.kind == "number")
    assert (accepted.applied, accepted.confidence, accepted.reason) == (True, 1.0, "读音相同；经人工确认")
    assert (refused.applied, refused.confidence, refused.reason) == (False, 0.0, "统计数字；经人工否定")


def test_deciding_twice_says_it_once():
    made, unfit = decide_words(SOURCE, EDITS, [(0, Accept(edit=BANK)), (1, Accept(edit=BANK))], turns=TURNS, begun=())
    again, _ = decide_words(SOURCE, made, [(0, Accept(edit=made[0]))], turns=TURNS, begun=())
    assert unfit == {}
    assert again == made


def test_an_edit_is_known_by_its_words_when_its_kind_has_changed():
    renamed = edit(3, "摄银", "社银", kind="name", applied=False)
    assert decided(Accept(edit=renamed)) == ([("摄银", "社银"), ("三千二百", "3200")], {})


def test_own_words_are_a_new_edit():
    made, unfit = decide_words(SOURCE, EDITS, [(0, replace(5, "网点", "站点"))], turns=TURNS, begun=())
    (new,) = [edit for edit in made if edit.after == "站点"]
    assert unfit == {}
    assert (new.applied, new.confidence, new.kind, new.reason) == (True, 1.0, "term", "人工改写")


def test_own_words_that_an_edit_has_accept_it():
    made, _ = decide_words(SOURCE, EDITS, [(0, replace(3, "摄银", "社银"))], turns=TURNS, begun=())
    assert len(made) == len(EDITS)
    assert made[0].applied


def test_an_applied_edit_inside_own_words_gives_way():
    made, unfit = decide_words(SOURCE, EDITS, [(0, replace(8, "说三千二百", "共3300"))], turns=TURNS, begun=())
    number = next(edit for edit in made if edit.kind == "number")
    assert unfit == {}
    assert (number.applied, number.yields_to) == (False, Span(8, 13))
    assert number.reason == "统计数字；让位于人工改写“说三千二百→共3300”"


def test_an_applied_edit_that_reaches_beyond_own_words_must_be_refused():
    write = replace(8, "说三千", "共三千")
    after, unfit = decided(write)
    assert after == [("三千二百", "3200")]
    assert unfit == {0: "'说三千' → '共三千' at 8 meets '三千二百' → '3200' at 9: refuse one of them"}
    assert decided(write, Refuse(edit=SUM)) == ([("说三千", "共三千")], {})


def test_two_that_overlap_are_both_left_out():
    after, unfit = decided(Accept(edit=BANK), Accept(edit=OTHER), replace(5, "网点", "站点"))
    assert after == [("三千二百", "3200")]
    assert sorted(unfit) == [0, 1, 2]


def test_what_leaned_on_a_decision_that_does_not_fit_does_not_fit_either():
    """The edit of the number gives way only to own words that stand."""
    wide, tail = replace(8, "说三千二百", "共3300"), edit(12, "百", "佰", applied=False)
    after, unfit = decided(wide, Accept(edit=tail), edits=(*EDITS, tail))
    assert after == [("三千二百", "3200")]
    assert sorted(unfit) == [0, 1]


def test_an_edit_cannot_be_accepted_and_refused():
    after, unfit = decided(Accept(edit=SUM), Refuse(edit=SUM))
    assert after == [("三千二百", "3200")]
    assert unfit == dict.fromkeys((0, 1), "'三千二百' → '3200' at 9 is accepted and refused")


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (Accept(edit=edit(3, "摄银", "设银")), "no edit '摄银' → '设银' at 3"),
        (Refuse(edit=edit(9_999, "摄银", "社银")), "no edit '摄银' → '社银' at 9999"),
        (Accept(edit=JOIN), "reaches across the turn that begins at 14"),
        (replace(3, "社银", "摄银"), "the source has '摄银' at 3, not '社银'"),
        (replace(12, "百\n好", "百好"), "reaches across the turn that begins at 14"),
        (replace(6, "点\n", "点"), "no word of speech begins at 6"),
        (replace(9_999, "好", "坏"), "the source has '' at 9999"),
    ],
)
def test_what_does_not_fit_says_why(decision, message):
    after, unfit = decided(decision)
    assert after == [("三千二百", "3200")]
    assert message in unfit[0]


def test_an_applied_edit_gives_way_to_a_turn_that_begins_inside_it():
    after, unfit = decided(turns=(Span(0, 10), Span(10, 13), Span(14, 15)), begun=(10,))
    assert (after, unfit) == ([], {})


def test_an_edit_that_ends_where_a_turn_begins_stays():
    after, _ = decided(edits=(edit(3, "摄银", "社银"),), turns=(Span(0, 5), Span(5, 13)), begun=(5,))
    assert after == [("摄银", "社银")]


def test_what_was_put_in_between_belongs_to_neither_of_two_turns():
    after, _ = decided(edits=(edit(5, "", "，"),), turns=(Span(0, 5), Span(5, 13)), begun=(5,))
    assert after == []


def test_thousands_of_decisions_are_quick():
    size = 4_000
    source = SourceText(text="摄银" * size, segments=(Segment(span=Span(0, 2 * size)),))
    edits = [edit(2 * at, "摄银", "社银", applied=bool(at % 2)) for at in range(size)]
    wide = [(at, Replace(start=2 * at, end=2 * at + 2, before="摄银", after="涉银")) for at in range(0, size, 2)]
    refusals = [(at, Refuse(edit=edits[at])) for at in range(1, size, 2)]
    made, unfit = decide_words(source, edits, [*wide, *refusals], turns=[Span(0, 2 * size)], begun=())
    assert unfit == {}
    assert {edit.after for edit in made if edit.applied} == {"涉银"}
