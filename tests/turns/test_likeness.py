from itertools import accumulate

from transcript.turns.cast import HOST
from transcript.turns.decoder import Stretch
from transcript.turns.likeness import LONG, like_others

ROADS = "我们公司修了三条盘山公路，隧道和桥梁都用上了新的沥青，养护队每个月巡查一次。"
TREES = "合作社种的是核桃树和板栗树，果农们学会了嫁接，今年的收成比去年多了两成。"
MUSIC = "乐团排练了四首交响曲，小提琴手和指挥都很年轻，音乐厅的票一个星期就卖完了。"
ASKS = "各位怎么看待这样的变化呢，请谈一谈。"
FIRST, SECOND, UNKNOWN = 1, 2, 3


def speakers(*turns: tuple[int, str]) -> list[int]:
    said = [words * (LONG // len(words) + 1) if len(words) > 20 else words for _, words in turns]
    positions = [0, *accumulate(map(len, said))][:-1]
    stretches = [Stretch(first=row, last=row + 1, state=state) for row, (state, _) in enumerate(turns)]
    found = like_others(stretches, text="".join(said), positions=positions, unknown=UNKNOWN)
    return [stretch.state for stretch in found]


def test_who_comes_back_to_a_subject_is_known_again() -> None:
    turns = [(HOST, ASKS), (FIRST, ROADS), (HOST, ASKS), (SECOND, TREES), (HOST, ASKS)]
    assert speakers(*turns, (UNKNOWN, TREES[4:] + TREES[:4]))[-1] == SECOND
    assert speakers(*turns, (UNKNOWN, ROADS[4:] + ROADS[:4]))[-1] == FIRST


def test_who_speaks_of_something_else_stays_unknown() -> None:
    assert speakers((FIRST, ROADS), (HOST, ASKS), (SECOND, TREES), (HOST, ASKS), (UNKNOWN, MUSIC))[-1] == UNKNOWN


def test_who_speaks_like_somebody_unknown_stays_unknown() -> None:
    turns = ((FIRST, ROADS), (HOST, ASKS), (UNKNOWN, MUSIC), (HOST, ASKS), (UNKNOWN, MUSIC[3:] + MUSIC[:3]))
    assert speakers(*turns) == [state for state, _ in turns]


def test_nobody_speaks_twice_in_a_row() -> None:
    assert speakers((SECOND, TREES), (HOST, ASKS), (FIRST, ROADS), (UNKNOWN, ROADS[5:] + ROADS[:5]))[-1] == UNKNOWN


def test_a_short_turn_says_too_little() -> None:
    assert speakers((FIRST, ROADS), (HOST, ASKS), (SECOND, TREES), (HOST, ASKS), (UNKNOWN, "修公路。"))[-1] == UNKNOWN


def test_far_more_turns_than_are_compared() -> None:
    dialogue = [(HOST, ASKS), (FIRST, ROADS), (HOST, ASKS), (SECOND, TREES)] * 100
    found = speakers(*dialogue, (HOST, ASKS), (UNKNOWN, ROADS[7:] + ROADS[:7]))
    assert found[-1] == FIRST
