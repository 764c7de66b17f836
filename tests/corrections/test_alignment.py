import numpy as np
import pytest

from transcript import Lexicon
from transcript.corrections import alignment
from transcript.corrections.alignment import WAYS, Compared, compare
from transcript.corrections.term_candidates import Hits, PhoneticText
from transcript.phonetics import distance
from transcript.phonetics.phonetic_distance import GAP

TERMS = ("柳溪村", "青石桥街道", "梁水库", "方志明")
INDEX = Lexicon.from_records([{"term": term} for term in TERMS]).index


def compared(*pairs: tuple[str, str], limit: float = 1.0) -> tuple[Hits, Compared]:
    """Each pair is what was said and the term that was meant."""
    text = "，".join(said for said, _ in pairs)
    starts = np.cumsum([0, *(len(said) + 1 for said, _ in pairs)])[:-1]
    forms = [[INDEX.form(number) for number in range(len(INDEX))].index(meant) for _, meant in pairs]
    ends = starts + np.array([len(said) for said, _ in pairs])
    hits = Hits(starts, ends, np.array(forms, dtype=np.int32))
    return compare(PhoneticText.of(text, folded=text), INDEX, hits, most=limit)


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
    _, pair = compare(PhoneticText.of("掌安桥", folded="掌安桥"), index, hits, most=1.0)
    assert pair.cost[0] == pytest.approx(0.0)


def test_blocks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [("柳西村", "柳溪村"), ("柳村", "柳溪村"), ("粮水库", "梁水库"), ("房志明", "方志明")] * 3
    hits, whole = compared(*pairs)
    monkeypatch.setattr(alignment, "_AT_ONCE", 2)
    again, parts = compared(*pairs)
    assert again.starts.tolist() == hits.starts.tolist()
    assert parts.cost.tolist() == whole.cost.tolist()
    assert parts.steps.tolist() == whole.steps.tolist()


def steps(said: str, meant: str) -> dict[str, float]:
    """How many characters differ in each way that any does."""
    _, pair = compared((said, meant))
    return {way: float(count) for way, count in zip(WAYS, pair.steps[:, 0], strict=True) if count}


@pytest.mark.parametrize(
    ("said", "ways"),
    [
        ("清石桥街道", {"alike": 1}),
        ("请石桥街道", {"tone": 1}),
        ("亲石桥街道", {"close": 1}),
        ("清食桥接到", {"alike": 3, "tone": 1}),
        ("高石桥街道", {"far": 1}),
    ],
)
def test_characters_are_counted_by_how_they_differ(said: str, ways: dict[str, float]) -> None:
    found = steps(said, "青石桥街道")
    assert sum(found.values()) == sum(a != b for a, b in zip(said, "青石桥街道", strict=True))
    if len(ways) == 1:
        assert found == ways
    else:
        assert found["alike"] >= 3


def test_a_lost_character_costs_where_the_ends_differ() -> None:
    _, pair = compared(("柳村", "柳溪村"), ("溪村", "柳溪村"), ("柳溪", "柳溪村"))
    assert pair.edges[0] == 0
    assert pair.edges[1] == pair.edges[2] == GAP
    assert pair.kept.tolist() == [2, 2, 2]
    assert pair.gap.tolist() == [1, 1, 1]
    assert pair.head.tolist() == [False, True, False]
    assert pair.tail.tolist() == [False, False, True]
    assert (pair.past - pair.first).tolist() == [0, 0, 0]


def test_a_character_put_in_is_where_the_spellings_differ() -> None:
    hits, pair = compared(("柳大溪村", "柳溪村"), ("大柳溪村", "柳溪村"))
    assert pair.gap.tolist() == [-1, -1]
    assert (pair.first - hits.starts).tolist() == [1, 0]
    assert (pair.past - hits.starts).tolist() == [2, 1]
    assert pair.cost.tolist() == [GAP, GAP]


def test_the_gap_is_where_it_costs_least() -> None:
    _, pair = compared(("清石桥道", "青石桥街道"), ("石桥接道", "青石桥街道"), ("青石乔界", "青石桥街道"))
    assert pair.kept.tolist() == [3, 3, 2]
    assert pair.head.tolist() == [True, True, False]
    assert pair.tail.tolist() == [False, False, True]


def test_ends_cost_what_their_characters_cost() -> None:
    _, pair = compared(("清石桥街倒", "青石桥街道"), ("青食桥街道", "青石桥街道"), ("高石桥街道", "青石桥街道"))
    whole = [distance(a, b) for a, b in (("清", "青"), ("倒", "道"))]
    assert pair.edges[0] == pytest.approx(sum(whole))
    assert pair.edges[1] == 0
    assert pair.edges[2] == pytest.approx(distance("高", "青"))
    assert pair.kept.tolist() == [3, 4, 4]


def test_nothing_to_compare() -> None:
    none = np.zeros(0, dtype=np.int64)
    hits, pairs = compare(PhoneticText.of("好", folded="好"), INDEX, Hits(none, none, none.astype(np.int32)), most=1.0)
    assert len(hits) == len(pairs.cost) == pairs.steps.shape[1] == 0
