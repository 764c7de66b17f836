"""Scores of who speaks, for the decoder: a log-linear model over the mentions around each candidate boundary.

The decoder's states are the host (0), the people who may speak, and an unknown speaker (the last). Features are (row, state, feature,
value) entries for three tables: `arriving` for a state that begins at a candidate, `leaving` for one that ends there, and `holding` for
one that speaks from a candidate to the next. `speaker_scores.tsv` holds one fitted weight a feature (`scripts/fit_speakers.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from math import log

import attrs
import numpy as np
import numpy.typing as npt

HOST = 0  # the state of the host
REACH = 300  # characters behind a mention within which it still calls
RANKS = 8  # candidates behind a mention within which it still calls
THANKS_REACH = 60  # characters behind a candidate within which thanks mean the turn before it
OPENING_REACH = 15  # the same for thanks that open the turn
LAST_REACH = 60  # characters behind the last mention
CALL_REACH = 60  # characters behind a call within which a turn starts because of it
_DOUBT = 1e-4  # least distance of a chance from 0 and 1
_SURE = 6.0  # log odds beyond which the handover network is not believed more
_BINS = np.array([0, 1, 2, 2, 3, 3, 3, 3])
_STRENGTHS = np.array(
    [3.0, 2.0, 1.2, 0.6]
)  # weights of the bins in a call's strength; their scale is fitted with the features made of it
_STRONGEST = 5.0  # log odds beyond which a call counts no more

CHANGE = ("to_guest", "to_host", "between_guests")
ARRIVING = (
    "called_at_once", "called_one_before", "called_near", "called_far", "call_share", "other_call", "uncalled",
    "just_thanked", "last_named", "called_earlier", "unnamed_before", "host", "unknown", "unknown_after_call",
    "asked_at_once", "asked_one_before", "asked_near", "asked_far", "asked_share", "crowd",
)  # fmt: skip
LEAVING = ("thanked_in_first_sentence", "thanked_later", "thanked_at_once")
HOLDING = (
    "own_mention", "own_call", "own_thanks", "own_other", "host_manner", "unknown_speaks", "host_speaks", "own_asked",
)  # fmt: skip
OTHERS = ("unknown_after_unknown",)
# Somebody speaks again behind one turn of another: by how many letters that turn has, and whether it ends with a question.
RETURNS = ("below_15", "below_40", "below_100", "longer", "question")
RETURN_LENGTHS = (15, 40, 100)  # letters
RETURN_WAYS = ("return_over_host", "return_over_guest", "host_returns")
BOUNDARY = (
    "boundary_network", "boundary_called", "boundary_called_before", "boundary_thanked", "boundary_thanked_at_once", "boundary_own",
    "boundary_asked", "boundary_asked_before", "boundary_handover", "boundary_inside", "boundary_bias",
)  # fmt: skip

Table = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


@attrs.frozen(kw_only=True, eq=False)
class LinkedMentions:
    """The mentions of people who may speak, as columns, in order.

    Attributes:
        starts, ends: Positions in the stream.
        states: The state that each means.
        following, preceding, speaking, asked: Probabilities of its roles, times that of the link.
        own: Log odds that who is speaking says their own name, times the probability of the link.
    """

    starts: Numbers
    ends: Numbers
    states: Numbers
    following: Table
    preceding: Table
    speaking: Table
    asked: Table
    own: Table


@attrs.frozen(kw_only=True, eq=False)
class Entries:
    """Values of features: where, whose, which, how much."""

    rows: Numbers
    states: Numbers
    features: Numbers
    values: Table


@attrs.frozen(kw_only=True, eq=False)
class SpeakerScores:
    """Log-odds tables of the decoder.

    Attributes:
        change: A row a candidate: host to guest, guest to host, guest to guest.
        arriving, leaving, holding: A row a candidate, a column a state.
        unknown_after_unknown: For a change between two unknown speakers.
        asks: Whether the words before each candidate ask.
        returns: What it is worth that who spoke before the last speaker returns: a row for each of `RETURNS`, a column for each of `RETURN_WAYS`.
    """

    change: Table
    arriving: Table
    leaving: Table
    holding: Table
    unknown_after_unknown: float
    asks: npt.NDArray[np.bool_]
    returns: Table


def score_speakers(
    positions: npt.ArrayLike,
    *,
    mentions: LinkedMentions,
    states: int,
    change: Table,
    host: Table,
    asks: npt.NDArray[np.bool_],
) -> SpeakerScores:
    """Compute the score tables of the decoder with the fitted weights.

    Args:
        positions: Positions of the candidates, in order.
        mentions: Mentions of the people who may speak.
        states: Number of states: the host, the named people, an unknown speaker.
        change: The boundary network's log odds, of shape (candidates, 3).
        host: The boundary network's log odds that a candidate begins words of the host.
        asks: Whether the words before each candidate ask a question.

    Returns:
        The tables.
    """
    at = np.asarray(positions, dtype=np.int64)
    weight = weights()
    tables = [np.zeros((len(at), states)) for _ in range(3)]
    for table, names, entries in zip(
        tables, (ARRIVING, LEAVING, HOLDING), features(at, mentions=mentions, states=states, host=host), strict=True
    ):
        fitted = np.array([weight[name] for name in names])
        np.add.at(table, (entries.rows, entries.states), fitted[entries.features] * entries.values)
    scale = np.array([weight[f"{name}_network"] for name in CHANGE])
    bias = np.array([weight[f"{name}_bias"] for name in CHANGE])
    return SpeakerScores(
        change=change * scale + bias,
        arriving=tables[0],
        leaving=tables[1],
        holding=tables[2],
        unknown_after_unknown=weight["unknown_after_unknown"],
        asks=asks,
        returns=return_weights(weight),
    )


def features(at: Numbers, *, mentions: LinkedMentions, states: int, host: Table) -> tuple[Entries, Entries, Entries]:
    """Compute the features of the tables `arriving`, `leaving` and `holding`.

    Args:
        at: Positions of the candidates, in order.
        mentions: Mentions of the people who may speak.
        states: Number of states.
        host: For each candidate log odds that it begins words of the host.

    Returns:
        Sparse entries for each table; feature numbers are indices into `ARRIVING`, `LEAVING` and `HOLDING`.
    """
    return (
        _arriving(at, mentions, states),
        _leaving(at, mentions),
        _holding(at, mentions, states, host),
    )


def return_features(lengths: npt.ArrayLike, asks: npt.NDArray[np.bool_]) -> Table:
    """Compute the features of “the speaker before the last one returns”.

    Args:
        lengths: For each turn the number of letters of the turn before it.
        asks: For each turn whether the turn before it ends with a question.

    Returns:
        An array of shape (turns, `RETURNS`).
    """
    said = np.asarray(lengths, dtype=np.float64)
    table = np.zeros((len(said), len(RETURNS)))
    table[np.arange(len(said)), np.searchsorted(RETURN_LENGTHS, said, side="right")] = 1.0
    table[:, -1] = asks
    return table


def return_weights(weight: Mapping[str, float]) -> Table:
    """Arrange the weights of returns as a table.

    Args:
        weight: Fitted weights by name.

    Returns:
        An array of shape (`RETURNS`, `RETURN_WAYS`).
    """
    return np.array([[weight[f"{way}_{name}"] for way in RETURN_WAYS] for name in RETURNS])


def boundary_features(
    at: Numbers, *, mentions: LinkedMentions, change: Table, handover: Table, inside: npt.NDArray[np.bool_]
) -> Table:
    """Compute the features of “a turn starts here”.

    Args:
        at: Positions of the candidates, in order.
        mentions: Mentions of the people who may speak.
        change: For each candidate the probability of a change by the surrounding words alone.
        handover: The handover network's log odds.
        inside: Whether the candidate stands inside what looks like one sentence.

    Returns:
        An array of shape (candidates, `BOUNDARY`).
    """
    table = np.zeros((len(at), len(BOUNDARY)))
    chance = np.clip(change, _DOUBT, 1 - _DOUBT)
    table[:, 0], table[:, -1] = np.log(chance / (1 - chance)), 1.0
    table[:, 8], table[:, 9] = np.where(inside, np.clip(handover, -_SURE, _SURE), 0.0), inside
    rows, which, ranks = _within_reach(at, mentions)
    for column, rank, chances in (
        (1, 0, mentions.following),
        (2, 1, mentions.following),
        (6, 0, mentions.asked),
        (7, 1, mentions.asked),
    ):
        near = (ranks == rank) & (at[rows] - mentions.ends[which] <= CALL_REACH)
        np.maximum.at(table[:, column], rows[near], chances[which[near]])
    here = np.searchsorted(at, mentions.starts, side="right") - 1
    away = mentions.starts - at[np.maximum(here, 0)]
    for column, reach, chances in (
        (3, THANKS_REACH, mentions.preceding),
        (4, OPENING_REACH, mentions.preceding),
        (5, THANKS_REACH, mentions.speaking),
    ):
        near = (here >= 0) & (away <= reach)
        np.maximum.at(table[:, column], here[near], chances[near])
    return table


def boundary_chances(
    at: npt.ArrayLike, *, mentions: LinkedMentions, change: Table, handover: Table, inside: npt.NDArray[np.bool_]
) -> Table:
    """Compute the probability that a turn starts, from the words and from who is called, thanked or introduced.

    Args:
        at: Positions of the candidates, in order.
        mentions: Mentions of the people who may speak.
        change: For each candidate the probability of a change by the surrounding words alone.
        handover: The handover network's log odds.
        inside: Whether the candidate stands inside what looks like one sentence.

    Returns:
        One probability a candidate; 0 at the first.
    """
    positions = np.asarray(at, dtype=np.int64)
    fitted = np.array([weights()[name] for name in BOUNDARY])
    table = boundary_features(positions, mentions=mentions, change=change, handover=handover, inside=inside)
    odds = table @ fitted
    chances: Table = 1 / (1 + np.exp(-odds))
    chances[:1] = 0.0
    return chances


def _arriving(at: Numbers, m: LinkedMentions, states: int) -> Entries:
    index = {name: n for n, name in enumerate(ARRIVING)}
    count, unknown = len(at), states - 1
    found = _Found()
    pairs = _within_reach(at, m)
    rows, which, ranks = pairs
    keys = (rows * states + m.states[which]) * 4 + _BINS[ranks]
    _add_calls(found, keys, m.asked[which], states, count, (index["asked_at_once"], index["asked_share"]))
    row, state, strength = _add_calls(found, keys, m.following[which], states, count, (0, index["call_share"]))
    first, second, best = _two_largest(row, state, strength, count)
    named = np.arange(HOST, unknown)
    everyone = np.repeat(np.arange(count), len(named)), np.tile(named, count)
    found.add(*everyone, index["other_call"], np.repeat(first, len(named)))
    has = first > 0
    found.add(np.flatnonzero(has), best[has], index["other_call"], (second - first)[has])
    guests = np.arange(HOST + 1, unknown)
    found.add(np.repeat(np.arange(count), len(guests)), np.tile(guests, count), index["uncalled"], 1.0)
    called = state != HOST
    found.add(row[called], state[called], index["uncalled"], -1.0)
    crowd = log(max(1, len(guests)))  # the more may speak, the less is each of them likely to
    found.add(np.repeat(np.arange(count), len(guests)), np.tile(guests, count), index["crowd"], crowd)
    found.add(row[called], state[called], index["crowd"], -crowd)
    thanked = ranks <= 1
    keys, values = _largest(rows[thanked] * states + m.states[which[thanked]], m.preceding[which[thanked]])
    found.add(keys // states, keys % states, index["just_thanked"], values)
    last = np.searchsorted(m.ends, at, side="right") - 1
    near = (last >= 0) & (at - m.ends[np.maximum(last, 0)] < LAST_REACH) if len(m.ends) else np.zeros(count, dtype=bool)
    found.add(np.flatnonzero(near), m.states[last[near]] if near.any() else _NONE, index["last_named"], 1.0)
    _add_history(found, at, m, states, index)
    found.add(np.arange(count), HOST, index["host"], 1.0)
    found.add(np.arange(count), unknown, index["unknown"], 1.0)
    found.add(np.arange(count), unknown, index["unknown_after_call"], first)
    return found.entries()


def _add_calls(
    found: _Found, keys: Numbers, chances: Table, states: int, count: int, columns: tuple[int, int]
) -> tuple[Numbers, Numbers, Table]:
    """Each state's largest chance in each bin of *keys*, and its share of all that are called; the rows, states and strengths of the calls."""
    unique, values = _largest(keys, chances)
    row, state, part = unique // 4 // states, unique // 4 % states, unique % 4
    found.add(row, state, columns[0] + part, values)
    strength_keys, sums = _summed(unique // 4, _STRENGTHS[part] * values)
    row, state = strength_keys // states, strength_keys % states
    strength = np.minimum(sums, _STRONGEST)
    odds = np.expm1(strength)
    total = np.ones(count)
    np.add.at(total, row, odds)
    found.add(row, state, columns[1], odds / total[row])
    return row, state, strength


def _add_history(found: _Found, at: Numbers, m: LinkedMentions, states: int, index: dict[str, int]) -> None:
    """Whether each person was called, or named at all, further up."""
    for state in range(HOST + 1, states - 1):
        own = np.flatnonzero(m.states == state)
        if not len(own):
            continue
        named = int(np.searchsorted(at, m.ends[own[0]]))
        found.add(np.arange(named), state, index["unnamed_before"], 1.0)
        reached = np.searchsorted(at, m.ends[own] + REACH)
        earlier = np.zeros(len(at) + 1)
        np.maximum.at(earlier, reached, m.following[own])
        earlier = np.maximum.accumulate(earlier)[:-1]
        rows = np.flatnonzero(earlier > 0)
        found.add(rows, state, index["called_earlier"], earlier[rows])


def _leaving(at: Numbers, m: LinkedMentions) -> Entries:
    found = _Found()
    here = np.searchsorted(at, m.starts, side="right") - 1
    for back in range(3):
        rows = here - back
        reached = (rows >= 0) & (m.starts - at[np.maximum(rows, 0)] <= THANKS_REACH)
        found.add(rows[reached], m.states[reached], min(back, 1), m.preceding[reached])
        opening = reached & (m.starts - at[np.maximum(rows, 0)] < OPENING_REACH)
        found.add(rows[opening], m.states[opening], 2, m.preceding[opening])
    return found.entries(largest=True)


def _holding(at: Numbers, m: LinkedMentions, states: int, host: Table) -> Entries:
    found = _Found()
    rows = np.maximum(np.searchsorted(at, m.starts, side="right") - 1, 0)
    found.add(rows, m.states, 0, m.own)
    found.add(rows, m.states, 1, m.following)
    found.add(rows, m.states, 2, m.preceding)
    found.add(rows, m.states, HOLDING.index("own_asked"), m.asked)
    found.add(rows, m.states, 3, (1 - m.speaking) * (1 - m.following) * (1 - m.preceding))
    every = np.arange(len(at))
    found.add(every, HOST, 4, host)
    found.add(every, states - 1, 5, 1.0)
    found.add(every, HOST, 6, 1.0)
    return found.entries()


def _within_reach(at: Numbers, m: LinkedMentions) -> tuple[Numbers, Numbers, Numbers]:
    """(row, mention, rank) for each candidate that a mention may call for."""
    first = np.searchsorted(at, m.ends)
    last = np.minimum(np.searchsorted(at, m.ends + REACH, side="right"), first + RANKS)
    counts = np.maximum(last - first, 0)
    which = np.repeat(np.arange(len(first)), counts)
    ranks = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    return first[which] + ranks, which, ranks


def _largest(keys: Numbers, values: Table) -> tuple[Numbers, Table]:
    """Each key once, with the largest of its values."""
    unique, places = np.unique(keys, return_inverse=True)
    best = np.zeros(len(unique))
    np.maximum.at(best, places, values)
    return unique, best


def _summed(keys: Numbers, values: Table) -> tuple[Numbers, Table]:
    unique, places = np.unique(keys, return_inverse=True)
    return unique, np.bincount(places, weights=values, minlength=len(unique)).astype(np.float64)


def _two_largest(row: Numbers, state: Numbers, values: Table, count: int) -> tuple[Table, Table, Numbers]:
    """For each row the largest value, the second, and the state of the largest; zero where there is none."""
    order = np.lexsort((values, row))
    row, state, values = row[order], state[order], values[order]
    first, second, best = np.zeros(count), np.zeros(count), np.zeros(count, dtype=np.int64)
    ends = np.flatnonzero(np.append(row[1:] != row[:-1], True)) if len(row) else _NONE
    first[row[ends]], best[row[ends]] = values[ends], state[ends]
    pairs = ends[(ends > 0) & (row[ends - 1] == row[ends])] if len(ends) else ends
    second[row[pairs]] = values[pairs - 1]
    return first, second, best


_NONE: Numbers = np.zeros(0, dtype=np.int64)


class _Found:
    """Entries while they are gathered."""

    def __init__(self) -> None:
        self._parts: list[tuple[Numbers, Numbers, Numbers, Table]] = []

    def add(self, rows: Numbers, states: npt.ArrayLike, features_: npt.ArrayLike, values: npt.ArrayLike) -> None:
        shape = np.shape(rows)
        self._parts.append(
            (
                np.asarray(rows, dtype=np.int64),
                np.broadcast_to(np.asarray(states, dtype=np.int64), shape),
                np.broadcast_to(np.asarray(features_, dtype=np.int64), shape),
                np.broadcast_to(np.asarray(values, dtype=np.float64), shape),
            )
        )

    def entries(self, *, largest: bool = False) -> Entries:
        """All entries; with *largest*, of those of one place only the largest."""
        rows, states, names, values = (np.concatenate(part) for part in zip(*self._parts, strict=True))
        if largest and len(rows):
            span, width = int(states.max()) + 1, int(names.max()) + 1
            keys, values = _largest((rows * span + states) * width + names, values)
            rows, states, names = keys // width // span, keys // width % span, keys % width
        return Entries(rows=rows, states=states, features=names, values=values)


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Read the fitted weights, `speaker_scores.tsv`.

    Returns:
        Weights by the name of the feature.
    """
    table = files(__package__).joinpath("speaker_scores.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[0]: float(row[1]) for row in rows}
