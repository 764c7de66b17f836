import pytest

from transcript import Lexicon, correct_terms
from transcript.corrections.reasons import confidence


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
