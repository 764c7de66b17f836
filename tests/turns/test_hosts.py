"""Which person of the roster is the host."""

import numpy as np

from transcript.people import find_mentions
from transcript.people.roster import KnownPerson, build_roster
from transcript.turns.boundary_scores import find_candidates, score_boundaries, sentence_starts
from transcript.turns.hosts import FEATURES, find_host, host_features
from transcript.turns.mention_roles import read_roles
from transcript.turns.stream import Stream


def host_name(text: str, *, chair: str | None = None) -> str | None:
    mentions = find_mentions(text)
    people = [KnownPerson(name=chair, source="chair")] if chair else []
    roster = build_roster(text, mentions=mentions, people=people)
    stream = Stream(text=text, starts=(0,), offsets=(0,))
    scores = score_boundaries(stream, candidates=find_candidates(stream))
    roles = read_roles(text, mentions=mentions)
    found = find_host(text, roster=roster, mentions=mentions, roles=roles, positions=scores.positions, host=scores.host)
    return None if found is None else roster.people[found].name


OPENING = "各位来宾大家下午好，{}欢迎来到今天的论坛。下面有请方志明教授发言，大家欢迎。大家好，我谈两点。谢谢大家。感谢方教授。"


def test_who_says_so_is_the_host() -> None:
    assert host_name(OPENING.format("我是主持人林书楠，")) == "林书楠"


def test_who_is_only_called_is_no_host() -> None:
    assert host_name(OPENING.format("")) is None


def test_the_chair_of_the_head_is_the_host() -> None:
    assert host_name(OPENING.format(""), chair="林书楠") == "林书楠"


def test_without_people_there_is_nobody_to_choose() -> None:
    assert host_name("大家好。") is None


def test_features_are_bounded() -> None:
    text = OPENING.format("我是主持人林书楠，") * 40
    mentions = find_mentions(text)
    roster = build_roster(text, mentions=mentions)
    positions = sentence_starts(Stream(text=text, starts=(0,), offsets=(0,)))
    table = host_features(
        text,
        roster=roster,
        mentions=mentions,
        roles=read_roles(text, mentions=mentions),
        positions=positions,
        host=np.ones(len(positions)),
    )
    assert table.shape[1] == len(FEATURES)
    assert np.abs(table[:, :5]).max() <= 4
