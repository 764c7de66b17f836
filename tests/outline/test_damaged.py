import pytest

from transcript.outline.damaged import damaged
from transcript.words import cut


def kinds_of(text: str) -> list[tuple[str, int]]:
    return [(c.kind, c.number) for c in damaged(text, cut(text))]


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("修好了渠。四配套措施要跟上。", "bare", 4),
        ("有序推进二。\n打牢根基。", "tail", 2),
        ("用好每一分资金三守住底线。", "glued", 3),
    ],
)
def test_what_is_left_of_an_ordinal(text: str, kind: str, number: int):
    assert (kind, number) in kinds_of(text)


def test_a_misheard_ordinal_knows_which_numbers_it_sounds_like():
    (found,) = [c for c in damaged("（而）修好水渠。", cut("（而）修好水渠。")) if c.kind == "misheard"]
    assert max(found.sounds, key=found.sounds.__getitem__) == 2


@pytest.mark.parametrize(
    "text",
    [
        "来了三个人。",
        "五月开工。",
        "三农工作要抓好。",
        "统一部署。",
        "二十四万元。",
        "大家静一静。",
        "回去看一看，想一想。",
    ],
)
def test_numerals_that_count_or_name_are_no_ordinals(text: str):
    assert kinds_of(text) == []
