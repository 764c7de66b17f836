"""Who may speak, and which state each mention means."""

import numpy as np

from transcript.people import find_mentions
from transcript.people.roster import build_roster
from transcript.turns.cast import MOST, Cast, build_cast
from transcript.turns.mention_roles import MentionRoles, read_roles
from transcript.turns.speaker_scores import HOST


def cast_of(text: str, *, host: int | None = None, roles: MentionRoles | None = None) -> Cast:
    mentions = find_mentions(text)
    roster = build_roster(text, mentions=mentions)
    return build_cast(
        text, roster=roster, mentions=mentions, roles=roles or read_roles(text, mentions=mentions), host=host
    )


TALK = "下面有请柳溪银行副行长方志明同志发言，大家欢迎。各位领导大家好，我汇报两点。谢谢大家。感谢方行长的发言。"


def test_a_person_is_one_member_with_every_mention() -> None:
    host, member = cast_of(TALK).members
    assert (host.number, host.role, host.name) == (HOST, "host", None)
    assert (member.name, member.title, member.organization) == ("方志明", "副行长", "柳溪银行")
    assert [call.kind for call in member.calls] == ["next", "previous"]


def test_the_host_is_state_zero_with_the_mentions_that_mean_them() -> None:
    cast = cast_of(TALK, host=0)
    assert len(cast.members) == 1
    assert (cast.members[HOST].name, cast.members[HOST].role) == ("方志明", "host")
    assert set(cast.mentions.states.tolist()) == {HOST}


def test_whoever_is_in_no_role_is_no_member() -> None:
    mentions = find_mentions(TALK)
    never = np.full(len(mentions), -9.0)
    cast = cast_of(TALK, roles=MentionRoles(following=never, preceding=never, speaking=never, asked=never))
    assert len(cast.members) == 1
    assert not len(cast.mentions.starts)


def test_who_is_called_to_ask_is_a_questioner() -> None:
    members = cast_of("下面有请方志明委员质询。主席、各位委员大家好。").members
    assert [m.role for m in members if m.name] == ["questioner"]


def test_a_crowd_is_bounded() -> None:
    given = "明远青松海涛文静书楠雨晨思琪浩然立新建国"
    names = [f"{surname}{a}{b}" for surname in "王李张刘陈" for a in given[:6] for b in given[6:12]]
    text = "".join(f"下面有请{name}同志发言。大家好。" for name in names)
    assert len(cast_of(text).members) <= MOST + 1
