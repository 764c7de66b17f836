"""Turns of an input that knows its voices by labels (发言人1, SPEAKER_00, an account's name): the labels bound the turns, the text names them.

All the turns of a label pool what the calls say of them, and the label is named once, everywhere. A label that is
a person's name already is evidence of the strongest kind.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

import attrs
import numpy as np
import numpy.typing as npt

from transcript.text import SourceText
from transcript.turns.accounts import member_of, read_account
from transcript.turns.cast import HOST, Member
from transcript.turns.decoder import Stretch
from transcript.turns.flow import Flow
from transcript.turns.testimony import SELF_REACH, Testimony, hear
from transcript.turns.voices import Voice, find_voices, parted_labels
from transcript.turns.witnesses import LabelledStretch, find_witnesses

SURE = 2.5  # so much must speak for the name of a label
MARGIN = 1.0  # and so much more than for any other name
FOLLOWING = 0.7  # so often a run of a parted label is the voice's that spoke before under it
CALLING = 0.5  # what each call uttered under a label says for its being the host's
PROVED = 20.0  # for whoever is proved to speak, or whose name the label is

Table = npt.NDArray[np.float64]


def labelled_stretches(source: SourceText, *, flow: Flow, introductions: Sequence[int] = ()) -> list[LabelledStretch]:
    """The runs of speech under one label, in order; empty if the input has no labels.

    Args:
        source: The text.
        flow: Its speech as a stream.
        introductions: Where people say who they are, in order: a paragraph that begins so is a run of its own.
    """
    if not any(segment.label for segment in source.speech):
        return []
    runs: list[LabelledStretch] = []
    bounds = (*flow.starts, len(flow.text))
    for segment, (start, end) in zip(source.speech, pairwise(bounds), strict=True):
        if start == end:
            continue
        if (
            runs
            and runs[-1].label == segment.label
            and not _any_within(introductions, start, min(end, start + SELF_REACH))
        ):
            runs[-1] = attrs.evolve(runs[-1], end=end)
        else:
            runs.append(LabelledStretch(label=segment.label, start=start, end=end))
    return runs


def _any_within(places: Sequence[int], start: int, end: int) -> bool:
    return bisect_left(places, start) < bisect_left(places, end)


@attrs.frozen(kw_only=True)
class NamedLabels:
    """Who speaks in the runs of a labelled input.

    Attributes:
        stretches: The turns as rows of runs; neighbours differ in who speaks. A state is a member, or beyond the cast, one for each voice without a name.
        cast: The members, in which the host may now be another one.
        sure: For each run how sure it is that it is that voice's.
    """

    stretches: Sequence[Stretch]
    cast: tuple[Member, ...]
    sure: Sequence[float]


def name_labels(text: str, runs: Sequence[LabelledStretch], *, cast: Sequence[Member]) -> NamedLabels:
    """Who speaks in each run."""
    witnesses = find_witnesses(text, runs=runs, cast=cast)
    spoken = find_voices(runs, witnesses=witnesses, cast=cast)
    voices = list(dict.fromkeys(spoken))
    row_of = {voice: row for row, voice in enumerate(voices)}
    rows = [row_of[voice] for voice in spoken]
    pooled = np.zeros((len(voices), len(cast)))
    np.add.at(pooled, rows, _said(hear(cast, positions=[run.start for run in runs], bounds="sure"), len(runs)))
    calling = _calling(runs, rows, cast)
    host = _most(calling)
    if cast[HOST].name:
        pooled[:, HOST] += calling
    else:
        pooled[:, HOST] = 0.0
    for row, voice in enumerate(voices):
        _prove(pooled[row], voice, cast)
    chosen = _choose(pooled, named=[m.name is not None for m in cast])
    if host is not None:
        taken = HOST in chosen.values() or (cast[HOST].name and pooled[host, HOST] < 0)
        cast = _cast_with_host(cast, chosen.setdefault(host, len(cast) if taken else HOST))
    states = [chosen.get(row, len(cast) + row) for row in rows]
    parted = parted_labels(runs, voices=spoken)
    sure = [FOLLOWING if run.label in parted and at not in witnesses else 1.0 for at, run in enumerate(runs)]
    return NamedLabels(stretches=_in_stretches(states), cast=tuple(cast), sure=sure)


def _in_stretches(states: Sequence[int]) -> list[Stretch]:
    starts = [at for at, state in enumerate(states) if not at or state != states[at - 1]]
    return [Stretch(first=at, last=end, state=states[at]) for at, end in pairwise((*starts, len(states)))]


def _prove(said: Table, voice: Voice, cast: Sequence[Member]) -> None:
    """Add what is sure of a voice, in place: who is proved to speak, or whose account it is; at an account nobody else."""
    account = read_account(voice.label)
    member = voice.member if voice.member is not None else member_of(account, cast=cast)
    if member is not None:
        said[member] += PROVED
    elif account and account.name:
        said[:] = -PROVED


def _cast_with_host(cast: Sequence[Member], host: int) -> tuple[Member, ...]:
    """The cast with this host, who may be somebody that nobody calls."""
    known = cast if host < len(cast) else (*cast, Member(number=host))
    return tuple(attrs.evolve(m, role="host" if m.number == host else "guest") for m in known)


def _said(testimony: Testimony, count: int) -> Table:
    """For each run and member what speaks for their speaking in it."""
    arriving = np.maximum(testimony.arriving[:, :-1], 0.0)
    leaving = np.vstack([testimony.leaving[1:, :-1], np.zeros(testimony.leaving.shape[1] - 1)])
    holding = np.maximum(testimony.holding[:, :-1], -3.0)
    said: Table = (arriving + leaving + holding)[:count]
    return said


def _calling(runs: Sequence[LabelledStretch], rows: Sequence[int], cast: Sequence[Member]) -> Table:
    """How much each label calls others to speak."""
    starts = [run.start for run in runs]
    calling = np.zeros(max(rows) + 1)
    for member in cast[1:]:
        for call in member.calls:
            if call.kind == "next":
                calling[rows[max(0, bisect_right(starts, call.mention.span.start) - 1)]] += CALLING * call.weight
    return calling


def _most(calling: Table) -> int | None:
    """The label of the host: whoever calls twice as much as anybody else."""
    order = np.sort(calling)
    if not order[-1] or (len(order) > 1 and order[-1] < 2 * order[-2]):
        return None
    return int(calling.argmax())


def _choose(pooled: Table, *, named: Sequence[bool]) -> dict[int, int]:
    """The member of each label that has one: for whom most speaks, and for no other label nearly as much.

    Several members may fit one label, as ways in which one person is called: one with a name is chosen first.
    """
    chosen: dict[int, int] = {}
    for names_only in (True, False):
        for row, column in _by_score(pooled):
            score = pooled[row, column]
            if row in chosen or score < SURE or (names_only and not named[column]):
                continue
            elsewhere = np.delete(pooled[:, column], row).max(initial=-np.inf)
            if score - elsewhere >= MARGIN:
                chosen[row] = column
    return chosen


def _by_score(table: Table) -> list[tuple[int, int]]:
    order = np.argsort(-table, axis=None, kind="stable")
    return [divmod(int(at), table.shape[1]) for at in order]
