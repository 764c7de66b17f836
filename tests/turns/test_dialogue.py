import attrs
import numpy as np
import pytest

from transcript.people import find_mentions
from transcript.turns.calls import find_calls, open_calls
from transcript.turns.cast import HOST, find_cast
from transcript.turns.cues import find_strikes
from transcript.turns.decoder import Stretch
from transcript.turns.dialogue import FLOOR_OPEN, IN_PASSING, NOT_A_HOST, Dialogue, with_hosts_words
from transcript.turns.scorer import Strike
from transcript.turns.testimony import hear

OPENING = ("下面请方志明教授发言。", "大家好，我讲三点。", "谢谢方教授。下面请乔远志教授发言。", "大家好，我讲两点。")


def struck(text: str, positions: list[int]) -> list[tuple[Strike, ...]]:
    return [tuple(Strike(*strike) for strike in find_strikes(text, at)) for at in positions]


def in_dialogue(text: str, *, positions: list[int]) -> Dialogue:
    cast = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    return Dialogue(
        text=text,
        positions=positions,
        cast=cast,
        testimony=hear(cast, positions=positions, strangers=open_calls(text)),
        strikes=struck(text, positions),
        asking=np.zeros(len(positions), dtype=np.int64),
    )


def names(*words: str) -> list[str | None]:
    """Who speaks each of *words* behind OPENING, host and unknown guests by turns; None for somebody unknown."""
    said = [*OPENING, *words]
    text = "".join(said)
    positions = [sum(map(len, said[:row])) for row in range(len(said))]
    cast = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    by_name = {member.name: member.number for member in cast}
    first = (HOST, by_name["方志明"], HOST, by_name["乔远志"])
    states = [*first, *(HOST if row % 2 == 0 else len(cast) for row in range(len(words)))]
    dialogue = in_dialogue(text, positions=positions)
    found = dialogue.partners([Stretch(first=row, last=row + 1, state=state) for row, state in enumerate(states)])
    assert [(s.first, s.last) for s in found] == [(row, row + 1) for row in range(len(said))]
    return [cast[s.state].name if s.state < len(cast) else None for s in found[len(OPENING) :]]


def test_whoever_is_asked_in_passing_answers() -> None:
    assert names("方教授，我听说这两年情况好多了，您是怎么做的呢？", "我们先修了路。")[1] == "方志明"


def test_whoever_is_named_at_the_very_last_answers() -> None:
    assert names("这一点很多人想听，方教授好。", "大家都知道先要修路，再把水引过来，最后才是种树。")[1] == "方志明"


def test_whoever_is_reminded_of_their_own_words_answers() -> None:
    assert (
        names("刚才，方教授您提到修路，这笔钱是从哪里来的呢，各级财政都出了多少呢？", "大家一起出的。")[1] == "方志明"
    )


def test_whoever_is_only_spoken_of_does_not() -> None:
    word = "前年，方教授写了一本书，里面说到了修路的事情，出版以后在各地引起了很多的讨论。"
    assert names(word, "确实是这样。")[1] is None


def test_after_a_word_of_the_host_the_same_guest_goes_on() -> None:
    assert names("是吗？", "是的，先修路。", "然后呢？", "然后种树。")[1::2] == ["乔远志", "乔远志"]


@pytest.mark.parametrize(
    "word",
    ["谢谢乔教授。这一场就到这里。", "我们再来看看另一个方面的情况。" * 12, "还有没有哪位要补充？"],
    ids=["after thanks", "after a long word", "after a call to anybody"],
)
def test_a_dialogue_ends(word: str) -> None:
    assert names(word, "我同意，先修路。")[1] is None


@pytest.mark.parametrize(
    ("closing", "word", "answer", "who"),
    [
        ("我就讲这么多。", "好，水利局这边。", "去年修了三条渠。", None),
        ("我就讲这么多。", "那么您认为会涨吗？", "今年不会。", "乔远志"),
        ("先修路再种树。", "好的。", "各位领导，大家下午好。", None),
    ],
    ids=["after a closing formula", "asked after one", "who greets is another"],
)
def test_a_guest_who_has_closed_goes_on_only_if_asked(closing: str, word: str, answer: str, who: str | None) -> None:
    assert names("还有呢？", closing, word, answer)[3] == who


def test_of_many_turns_a_rare_guest_does_not_go_on() -> None:
    words = ("那路宽吗？", "够宽了。")
    assert names(*words)[1] == "乔远志"
    assert names(*words, *["这是第三个问题，请大家各自说说。", "我先说。"] * 15)[1] is None


def test_a_guest_after_a_guest_stays_unknown() -> None:
    states = (HOST, 1, 2)
    text = "下面请方志明教授发言。大家好，我讲三点。我补充一点。"
    dialogue = in_dialogue(text, positions=[0, 11, 20])
    stretches = [Stretch(first=row, last=row + 1, state=state) for row, state in enumerate(states)]
    assert dialogue.partners(stretches) == stretches


def test_the_next_speaker_is_announced_by_nobody_but_the_host() -> None:
    text = "下面请方志明教授发言。接下来我们有请乔远志教授。"
    cast = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    positions = [0, 11]
    before = hear(cast, positions=positions)
    after = with_hosts_words(before, strikes=struck(text, positions), asking=np.zeros(2, dtype=np.int64))
    assert (after.arriving - before.arriving)[1].tolist() == [0.0, *[NOT_A_HOST] * len(cast)]


@pytest.mark.parametrize("words", ["谢谢方教授的发言。", "接下来我们有请乔远志教授。"])
def test_words_of_a_host_are_nobody_elses_but_whos_asking(words: str) -> None:
    text = "下面请方志明教授发言。" + words
    cast = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    before = hear(cast, positions=[0, 11])
    after = with_hosts_words(before, strikes=struck(text, [0, 11]), asking=np.array([HOST, 1]))
    against = (after.arriving - before.arriving)[1].tolist()
    assert NOT_A_HOST < 0
    assert against == [0.0, 0.0, *[NOT_A_HOST] * (len(cast) - 1)]
    silent = with_hosts_words(before, strikes=[(), ()], asking=np.zeros(2, dtype=np.int64))
    assert silent.arriving.tolist() == before.arriving.tolist()


def test_somebody_named_long_before_is_not_asked() -> None:
    far = "方教授在书里写过，" + "这件事情在各个地方都有很多人在谈。" * 8 + "您怎么看？"
    assert names(far, "我们先修了路。")[1] is None


def test_who_was_asked_keeps_the_floor_through_one_stretch() -> None:
    text = "下面请方志明教授发言。大家好，我讲三点。是吗？是的。真的。"
    dialogue = in_dialogue(text, positions=[0, 11, 20, 23, 26])
    stretches = [Stretch(first=row, last=row + 1, state=state) for row, state in enumerate((HOST, 1, HOST, 2, 1))]
    found = dialogue.partners(stretches)
    assert [(s.first, s.last, s.state) for s in found] == [(0, 1, HOST), (1, 2, 1), (2, 3, HOST), (3, 5, 1)]


def test_a_question_in_the_answer_is_none() -> None:
    assert names("还有呢？", "我就讲这么多。", "好的。", "您问得好，先修路。")[3] is None


def test_who_is_called_while_another_speaks_on_is_the_one() -> None:
    assert names("那么下面请方志明教授。", "好，我说两句。")[1] == "方志明"
    assert names("是吗？", "是的。", "下一位。", "我来说。")[3] is None


def test_who_thanks_somebody_is_not_that_person() -> None:
    assert names("是吗？", "是的。谢谢乔教授。")[1] is None
    assert names("是吗？", "是的。谢谢方教授。")[1] == "乔远志"


def test_a_greeting_is_no_word_of_a_host() -> None:
    text = "下面请方志明教授发言。各位领导，大家下午好。"
    cast = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    before = hear(cast, positions=[0, 11])
    assert struck(text, [0, 11])[1]
    after = with_hosts_words(before, strikes=struck(text, [0, 11]), asking=np.zeros(2, dtype=np.int64))
    assert after.arriving[1].tolist() == before.arriving[1].tolist()


def test_who_asks_whether_anybody_wants_to_speak_is_the_host() -> None:
    text = "下面请方志明教授发言。还有没有哪位要补充的？大家好，我讲两点。"
    positions = [0, 11, text.index("大家好")]
    cast = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    before = hear(cast, positions=positions)
    cues = [tuple(s for s in found if s.cue.name == FLOOR_OPEN) for found in struck(text, positions)]
    assert [len(found) for found in cues] == [0, 1, 0], "the example shows the cue"
    for asker in (HOST, 1):
        after = with_hosts_words(before, strikes=cues, asking=np.array([HOST, asker, HOST]))
        against = after.holding - before.holding
        assert not against[[0, 2]].any()
        assert against[1].tolist() == [
            0.0 if state in {HOST, asker} else NOT_A_HOST for state in range(against.shape[1])
        ]


def test_a_guest_who_seldom_speaks_does_not_go_on() -> None:
    text = "下面请方志明教授发言。大家好，我讲三点。是吗？是的。"
    cast = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    for filler, expected in ((2, 1), (60, 2)):
        said = ["下面请方志明教授发言。", *["好。", "行。"] * filler, "大家好，我讲三点。", "是吗？", "是的。"]
        states = [HOST, *[2, HOST] * filler, 1, HOST, 2]
        whole = "".join(said)
        positions = [sum(map(len, said[:row])) for row in range(len(said))]
        dialogue = Dialogue(
            text=whole,
            positions=positions,
            cast=cast,
            testimony=hear(cast, positions=positions),
            strikes=[()] * len(positions),
            asking=np.zeros(len(positions), dtype=np.int64),
        )
        stretches = [Stretch(first=row, last=row + 1, state=state) for row, state in enumerate(states)]
        assert dialogue.partners(stretches)[-1].state == expected


def test_while_another_is_called_nobody_goes_on() -> None:
    assert names("是吗？", "是的，先修路。", "好，方教授。", "我同意。")[3] == "方志明"
    assert names("是吗？", "是的，先修路。", "好。", "我同意。")[3] == "乔远志"


def test_who_holds_the_conference_answers_a_journalist() -> None:
    said = (
        "下面请方志明局长作介绍。",
        "大家好，我介绍三点。",
        "好，下面提问。",
        "柳溪日报记者。请问价格怎么样？谢谢。",
        "价格平稳。",
    )
    text = "".join(said)
    positions = [sum(map(len, said[:row])) for row in range(len(said))]
    cast = find_cast(text, calls=find_calls(text, mentions=find_mentions(text)))
    guest, journalist = (next(m.number for m in cast if m.title == title) for title in ("局长", "记者"))
    states = [HOST, guest, HOST, journalist, len(cast)]
    dialogue = Dialogue(
        text=text,
        positions=positions,
        cast=cast,
        testimony=hear(cast, positions=positions),
        strikes=struck(text, positions),
        asking=np.array([HOST, HOST, HOST, journalist, HOST]),
    )
    stretches = [Stretch(first=row, last=row + 1, state=state) for row, state in enumerate(states)]
    assert dialogue.partners(stretches)[-1].state == guest
    without = [attrs.evolve(s, state=HOST) if s.state == guest else s for s in stretches]
    assert dialogue.partners(without)[-1].state == len(cast)


def test_a_question_without_you_is_one() -> None:
    assert names("还有呢？", "我就讲这么多。", "那么今年的价格会不会上涨？", "今年不会。")[3] == "乔远志"


def test_a_word_in_passing_may_be_so_long_and_no_longer() -> None:
    word = "这几年各地都在修路种树引水，" * 20
    assert names(word[: IN_PASSING - 1] + "。", "是的，先修路。")[1] == "乔远志"
    assert names(word[:IN_PASSING] + "。", "是的，先修路。")[1] is None
