import pytest

from transcript.phonetics import character_cost
from transcript.phonetics.confusions import ALIKE, alike, confusions, syllable_costs
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
