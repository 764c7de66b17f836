import pytest

from transcript.phonetics import align, distance


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
