import pytest

from transcript import Lexicon, correct_terms
from transcript.corrections.decision import Choice
from transcript.corrections.heard import Heard
from transcript.corrections.reasons import confidence, reason
from transcript.lexicon import Entry


def reasons(text, *records):
    return [edit.reason for edit in correct_terms(text, lexicon=Lexicon.from_records(records)).edits]


def test_confidence_is_even_where_nothing_speaks_for_either():
    assert confidence(0.0) == 0.5
    assert confidence(2.0) > confidence(1.0) > 0.5 > confidence(-1.0)


@pytest.mark.parametrize(
    ("text", "likeness"),
    [
        ("到清石桥街道看了看", "读音相同"),
        ("到庆石桥街道看了看", "声调不同、读音相同"),
        ("到亲石桥街道看了看", "读音易混"),
    ],
)
def test_the_reason_says_how_alike_they_sound(text, likeness):
    (reason,) = reasons(text, {"term": "青石桥街道"})
    assert reason.startswith(f"与词条“青石桥街道”{likeness}，")


def test_the_reason_names_a_mishearing_that_the_lexicon_lists():
    (reason,) = reasons("升级云西摄影平台", {"term": "云栖社银平台", "heard_as": ["云西摄影平台"]})
    assert reason == "词表注明“云西摄影平台”是“云栖社银平台”的误听"


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("到清石桥街道看了看", "原文在此处不成词"),
        ("推进指挥一体化工作", "原文虽成词，但用在此处可能性小得多"),
    ],
)
def test_the_reason_says_whether_the_text_has_words_there(text, instead):
    (reason,) = reasons(text, {"term": "青石桥街道"}, {"term": "智惠一体化"})
    assert reason.endswith("，" + instead)


def told(text, before, term, *, score=2.0, margin=2.0, rival=None, heard_as=()):
    """The reason for taking *before* in a text for a term."""
    entry = Entry(term=term, heard_as=tuple(heard_as))
    start = text.index(before)
    choice = Choice(start=start, end=start + len(before), form=0, cost=0.1, score=score, margin=margin)
    return reason(Heard.of(text, folded=text), entry, choice, rival=rival)


def test_a_sure_edit_names_its_sound_and_what_stands_there():
    assert told("到清石桥看看", "清石桥", "青石桥") == "与词条“青石桥”读音相同，原文在此处不成词"


def test_what_is_likely_but_has_a_rival_names_it():
    said = told("到清石桥看看", "清石桥", "青石桥", margin=0.5, rival="轻石桥")
    assert said == "与词条“青石桥”读音相同，但也可能是“轻石桥”，请核对"


def test_what_is_hardly_likely_says_so():
    for rival in (None, "轻石桥"):
        said = told("到清石桥看看", "清石桥", "青石桥", score=0.0, rival=rival)
        assert said == "与词条“青石桥”读音相同，把握不足，请核对"
    assert told("到清石桥看看", "清石桥", "青石桥", margin=0.5).endswith("，把握不足，请核对")


def test_a_mishearing_that_belongs_to_two_entries_names_the_other():
    said = told("到清食桥看看", "清食桥", "青石桥", margin=0.0, rival="轻石桥", heard_as=["清食桥"])
    assert said == "词表注明“清食桥”是“青石桥”的误听，但也是“轻石桥”的误听，请核对"
    assert told("到清食桥看看", "清食桥", "青石桥", heard_as=["清食桥"]) == "词表注明“清食桥”是“青石桥”的误听"


@pytest.mark.parametrize(
    ("before", "likeness"),
    [
        ("清石桥", "读音相同"),
        ("请石桥", "声调不同、读音相同"),
        ("亲石桥", "读音易混"),
        ("高石桥", "读音相近"),
        ("石桥", "读音相近，字数不同"),
        ("青大石桥", "读音相近，字数不同"),
    ],
)
def test_likeness_goes_by_what_differs_most(before, likeness):
    assert told(f"到{before}看看", before, "青石桥").startswith(f"与词条“青石桥”{likeness}，原文")


def test_words_beside_a_stretch_are_not_its_own():
    assert told("我们讨论指挥，会议", "指挥", "智惠").endswith("原文虽成词，但用在此处可能性小得多")
    assert told("的指挥的", "指挥", "智惠").endswith("原文虽成词，但用在此处可能性小得多")
    assert told("去指挥", "去指", "曲直").endswith("原文在此处不成词")
