"""What a mention is for."""

import numpy as np

from transcript.people import Mention
from transcript.text import Span
from transcript.turns.mention_roles import REACH, collapsed, read_roles, windows


def mention(text: str, words: str, form: str = "full") -> Mention:
    at = text.index(words)
    return Mention(span=Span(at, at + len(words)), form=form, name=words)


def test_a_call_thanks_and_a_self_introduction_are_told_apart() -> None:
    text = (
        "感谢乔木馆长的精彩发言。下面有请郝青馆长发言，大家欢迎。各位领导大家好，我是市档案馆的林书楠，下面我汇报两点。"
    )
    found = [mention(text, words) for words in ("乔木馆长", "郝青馆长", "林书楠")]
    roles = read_roles(text, mentions=found)
    assert int(roles.preceding.argmax()) == 0
    assert int(roles.following.argmax()) == int(roles.asked.argmax()) == 1
    assert int(roles.speaking.argmax()) == 2


def test_a_name_by_itself_says_nothing() -> None:
    odds = []
    for name in ("方志明", "乔志远"):
        text = f"下面有请{name}同志发言。"
        odds.append(read_roles(text, mentions=[mention(text, name)]).following[0])
    assert odds[0] == odds[1]


def test_mentions_are_one_character_and_the_own_one_another() -> None:
    text = "请方志明和乔志远发言"
    found = [mention(text, "方志明"), mention(text, "乔志远")]
    codes, places = collapsed(text, found)
    assert len(codes) == len(text) - 4
    assert places.tolist() == [1, 3]
    around = windows(codes, places)
    assert around.shape == (2, 2 * REACH + 1)
    assert around[0, REACH] == around[1, REACH]
    assert around[0, REACH + 2] == around[1, REACH - 2] != around[0, REACH]


def test_far_words_do_not_count() -> None:
    text = "下面有请方志明同志发言。" + "水库修好了。" * 20
    other = text + "今天的会议到此结束。"
    one, two = (read_roles(t, mentions=[mention(t, "方志明")]).following[0] for t in (text, other))
    assert one == two


def test_no_mentions_no_roles() -> None:
    assert read_roles("大家好。", mentions=[]).following.shape == (0,)


def test_any_text_is_read() -> None:
    text = "\ud800请\x00方志明\uffff"
    assert np.isfinite(read_roles(text, mentions=[mention(text, "方志明")]).following).all()
