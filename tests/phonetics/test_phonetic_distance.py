import pytest

from transcript.phonetics import align, character_cost, distance
from transcript.phonetics.phonetic_distance import ALIKE, alike, confusions, syllable_costs
from transcript.phonetics.readings import readings_of, sounds


def test_every_row_names_sounds_that_exist():
    known = sounds()
    parts = {"initial": {s[0] for s in known}, "final": {s[1] for s in known}, "syllable": {"".join(s) for s in known}}
    assert [row for row in confusions() if not {row.a, row.b} <= parts[row.part]] == []


def test_no_pair_has_two_rows():
    pairs = [(row.part, *sorted((row.a, row.b))) for row in confusions()]
    assert len(set(pairs)) == len(pairs)


def test_every_row_makes_its_pair_cheaper_than_no_row():
    assert all(0 < row.cost < 0.65 and row.where for row in confusions())


def test_costs_are_symmetric_and_nothing_is_far_from_itself():
    costs = syllable_costs()
    assert (costs == costs.T).all()
    assert (costs.diagonal()[1:] == 0).all()
    assert costs.max() == 1


@pytest.mark.parametrize(("near", "far"), [("粮娘", "粮光"), ("银英", "银完"), ("知资", "知喝"), ("费惠", "费冷")])
def test_regional_habits_are_cheaper_than_chance(near, far):
    assert 0 < character_cost(*near) <= ALIKE < character_cost(*far)


def test_the_nearest_reading_counts():
    assert character_cost("仇", "求") == 0
    assert character_cost("行", "航") == 0


def test_syllables_that_count_as_one_are_cheap_to_confuse():
    number = {c: readings_of(c)[0] // 8 for c in "粮娘银英喝"}
    assert alike()[number["粮"]] == alike()[number["娘"]]
    assert alike()[number["银"]] == alike()[number["英"]]
    assert alike()[number["粮"]] != alike()[number["喝"]]
    assert alike()[0] == 0


def test_same_sounds_have_no_distance():
    assert distance("柳溪村", "柳西村") == 0
    assert distance("", "") == 0


def test_distance_ranks_what_ears_confuse_before_what_they_do_not():
    assert distance("柳溪村", "刘西春") < distance("柳溪村", "柳树村") < distance("柳溪村", "大桥镇") <= 1


def test_a_lost_syllable_and_one_put_in_cost_the_same():
    assert distance("柳村", "柳溪村") == distance("柳溪村", "柳村") < distance("柳村", "大桥镇")


def test_swapped_neighbours_are_one_step():
    assert [(p.heard, p.meant) for p in align("溪柳村", "柳溪村")] == [("溪柳", "柳溪"), ("村", "村")]


def test_an_alignment_gives_both_texts_back_and_adds_up():
    for heard, meant in [("社长办公式", "市场办公室"), ("柳，村", "柳溪村啊")]:
        steps = align(heard, meant)
        assert "".join(p.heard for p in steps) == heard
        assert "".join(p.meant for p in steps) == meant
        assert sum(p.cost for p in steps) / max(len(heard), len(meant)) == pytest.approx(distance(heard, meant))


def test_long_texts_are_refused():
    with pytest.raises(ValueError, match="at most 200"):
        distance("好" * 201, "好")


@pytest.mark.parametrize(
    "pair", [("方志明", "房志明"), ("志明方", "方志明"), ("柳溪", "溪柳"), ("方志明", "云天海"), ("李", "黄")]
)
def test_with_a_limit_it_is_the_same_distance_or_1(pair):
    apart = distance(*pair)
    for most in (0.1, 0.3, 0.5, 0.9):
        assert distance(*pair, most=most) == (apart if apart <= most else 1.0)
