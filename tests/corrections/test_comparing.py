import numpy as np
import pytest

from transcript import Lexicon
from transcript.corrections import comparing
from transcript.corrections.candidates import Hits
from transcript.corrections.comparing import Compared, compare
from transcript.corrections.heard import Heard
from transcript.phonetics import distance

TERMS = ("柳溪村", "青石桥街道", "梁水库", "方志明")
INDEX = Lexicon.from_records([{"term": term} for term in TERMS]).index


def compared(*pairs: tuple[str, str], limit: float = 1.0) -> tuple[Hits, Compared]:
    """Each pair is what was said and the term that was meant."""
    text = "，".join(said for said, _ in pairs)
    starts = np.cumsum([0, *(len(said) + 1 for said, _ in pairs)])[:-1]
    forms = [[INDEX.form(number) for number in range(len(INDEX))].index(meant) for _, meant in pairs]
    ends = starts + np.array([len(said) for said, _ in pairs])
    hits = Hits(starts, ends, np.array(forms, dtype=np.int32))
    return compare(Heard.of(text, folded=text), INDEX, hits, most=limit)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("柳西村", "柳溪村"),
        ("清石桥街道", "青石桥街道"),
        ("粮水苦", "梁水库"),
        ("柳村", "柳溪村"),
        ("柳树溪村", "柳溪村"),
    ],
)
def test_a_pair_costs_what_its_alignment_costs(said: str, meant: str) -> None:
    _, pair = compared((said, meant))
    assert pair.cost[0] == pytest.approx(distance(said, meant) * max(len(said), len(meant)))


def test_what_differs_is_told_by_its_place() -> None:
    _, pair = compared(("柳西村", "柳溪村"))
    assert (pair.first[0], pair.past[0], pair.kept[0], pair.gap[0]) == (1, 2, 2, 0)
    assert not pair.head[0]
    assert not pair.tail[0]


def test_what_is_lost_is_told() -> None:
    _, pair = compared(("柳村", "柳溪村"), ("树溪村", "柳溪村"))
    assert pair.gap.tolist() == [1, 0]
    assert pair.head.tolist() == [False, True]


def test_what_is_right_or_too_far_is_left_out() -> None:
    hits, pairs = compared(("柳溪村", "柳溪村"), ("柳西村", "柳溪村"), ("大会场", "柳溪村"), limit=0.3)
    assert hits.starts.tolist() == [4]
    assert len(pairs.cost) == 1


def test_of_several_readings_the_nearest_counts() -> None:
    index = Lexicon.from_records([{"term": "长安桥"}]).index
    hits = Hits(np.array([0]), np.array([3]), np.array([0], dtype=np.int32))
    _, pair = compare(Heard.of("掌安桥", folded="掌安桥"), index, hits, most=1.0)
    assert pair.cost[0] == pytest.approx(0.0)


def test_blocks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [("柳西村", "柳溪村"), ("柳村", "柳溪村"), ("粮水库", "梁水库"), ("房志明", "方志明")] * 3
    hits, whole = compared(*pairs)
    monkeypatch.setattr(comparing, "_AT_ONCE", 2)
    again, parts = compared(*pairs)
    assert again.starts.tolist() == hits.starts.tolist()
    assert parts.cost.tolist() == whole.cost.tolist()
    assert parts.steps.tolist() == whole.steps.tolist()
