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


def test_the_host_is_nobody_whom_others_are_like() -> None:
    turns = ((FIRST, ROADS), (HOST, TREES), (SECOND, MUSIC), (HOST, TREES), (FIRST, ROADS))
    assert speakers(*turns, (UNKNOWN, TREES[4:] + TREES[:4]))[-1] == UNKNOWN


def test_where_only_the_host_or_nobody_unknown_speaks_at_length_nothing_is_compared() -> None:
    assert speakers((HOST, ROADS), (UNKNOWN, ROADS)) == [HOST, UNKNOWN]
    assert speakers((FIRST, ROADS), (HOST, ASKS), (SECOND, TREES)) == [FIRST, HOST, SECOND]
    assert speakers((UNKNOWN, ROADS), (HOST, ASKS), (UNKNOWN, TREES)) == [UNKNOWN, HOST, UNKNOWN]


def test_who_is_as_much_like_one_as_like_another_stays_unknown() -> None:
    both = ROADS + TREES
    turns = ((FIRST, both), (HOST, ASKS), (SECOND, both), (HOST, MUSIC))
    assert speakers(*turns, (UNKNOWN, both))[-1] == UNKNOWN


def test_who_spoke_before_or_speaks_next_is_somebody_else() -> None:
    turns = ((FIRST, ROADS), (HOST, ASKS), (SECOND, TREES), (HOST, ASKS))
    assert speakers(*turns, (UNKNOWN, ROADS[5:] + ROADS[:5]), (FIRST, MUSIC))[-2] == UNKNOWN
    assert speakers(*turns, (UNKNOWN, ROADS[5:] + ROADS[:5]), (SECOND, MUSIC))[-2] == FIRST
    assert speakers(*turns, (UNKNOWN, ROADS[5:] + ROADS[:5]), (HOST, ASKS), (FIRST, MUSIC))[-3] == FIRST


def test_words_that_everybody_says_tell_nothing() -> None:
    common = "各位领导各位来宾大家上午好，今天我想和大家谈一谈我们这几年的工作，谢谢大家。"
    turns = [(FIRST, common + ROADS), (HOST, ASKS), (SECOND, common + TREES), (HOST, ASKS)] * 3
    assert speakers(*turns, (UNKNOWN, common + MUSIC))[-1] == UNKNOWN
    assert speakers(*turns, (UNKNOWN, common + TREES[6:] + TREES[:6]))[-1] == SECOND


def test_a_turn_of_the_least_length_is_compared() -> None:
    words = (ROADS * 5)[:LONG]
    turns = [(FIRST, words), (HOST, ASKS), (SECOND, (TREES * 5)[:LONG]), (HOST, ASKS), (UNKNOWN, words)]
    positions = [0, *accumulate(len(said) for _, said in turns)][:-1]
    stretches = [Stretch(first=row, last=row + 1, state=state) for row, (state, _) in enumerate(turns)]
    text = "".join(said for _, said in turns)
    assert like_others(stretches, text=text, positions=positions, unknown=UNKNOWN)[-1].state == FIRST
    assert like_others(stretches, text=text[:-1], positions=positions, unknown=UNKNOWN)[-1].state == UNKNOWN


def test_what_few_say_counts_and_what_everybody_says_does_not() -> None:
    common = "各位领导各位来宾大家上午好，今天我想和大家谈一谈我们这几年的工作，谢谢大家。"
    turns = [(FIRST, common + ROADS), (HOST, ASKS), (SECOND, common), (HOST, common)]
    assert speakers(*turns, (UNKNOWN, common + ROADS[:20]))[-1] == FIRST


def test_where_many_are_unknown_nobody_is_known_by_what_they_speak_of() -> None:
    turns = [
        (HOST, ASKS),
        (FIRST, ROADS),
        (HOST, ASKS),
        (SECOND, TREES),
        (HOST, ASKS),
        (UNKNOWN, TREES[4:] + TREES[:4]),
    ]
    assert speakers(*turns)[-1] == SECOND
    assert speakers(*turns, *[(UNKNOWN, MUSIC)] * 3)[5] == UNKNOWN


def test_what_many_say_counts_less_than_what_two_say() -> None:
    common = "各位领导各位来宾大家上午好，今天我想和大家谈一谈我们这几年的工作，谢谢大家。"
    turns = [(FIRST, ROADS), (HOST, common), (SECOND, common), (HOST, common)]
    assert speakers(*turns, (UNKNOWN, common + ROADS[:20]))[-1] == FIRST


def test_a_turn_about_more_is_less_alike() -> None:
    turns = [(FIRST, ROADS), (HOST, TREES), (SECOND, ROADS + TREES), (HOST, ASKS)]
    assert speakers(*turns, (UNKNOWN, ROADS))[-1] == FIRST
