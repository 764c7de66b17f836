"""Turns of an input that knows its voices by labels (发言人1, SPEAKER_00, an account's name): the labels bound the turns, the text names them.

All the turns of a label pool what the calls say of them, and the label is named once, everywhere. A label that is
a person's name already is evidence of the strongest kind.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

import attrs
import numpy as np
import numpy.typing as npt
import regex

from transcript.people import find_mentions
from transcript.phonetics import distance
from transcript.text import SourceText, fold
from transcript.turns.cast import HOST, Member
from transcript.turns.decoder import Stretch
from transcript.turns.flow import Flow
from transcript.turns.testimony import Testimony, hear

SURE = 2.5  # so much must speak for the name of a label
MARGIN = 1.0  # and so much more than for any other name
STRONG = 6.0  # so much names a second label with the same person, or part of a label with another one
CALLING = 0.5  # what each call uttered under a label says for its being the host's
ACCOUNT = 20.0  # for the person whose name the label is

Table = npt.NDArray[np.float64]


@attrs.frozen(kw_only=True)
class LabelledStretch:
    """A run of speech under one label.

    Attributes:
        label: The label; None for speech without one.
        start, end: Positions in the stream.
    """

    label: str | None
    start: int
    end: int


def labelled_stretches(source: SourceText, *, flow: Flow) -> list[LabelledStretch]:
    """The runs of speech under one label, in order; empty if the input has no labels."""
    if not any(segment.label for segment in source.speech):
        return []
    runs: list[LabelledStretch] = []
    bounds = (*flow.starts, len(flow.text))
    for segment, (start, end) in zip(source.speech, pairwise(bounds), strict=True):
        if start == end:
            continue
        if runs and runs[-1].label == segment.label:
            runs[-1] = attrs.evolve(runs[-1], end=end)
        else:
            runs.append(LabelledStretch(label=segment.label, start=start, end=end))
    return runs


def name_labels(runs: Sequence[LabelledStretch], *, cast: Sequence[Member]) -> tuple[list[Stretch], tuple[Member, ...]]:
    """Who speaks in each run: a member of the cast, or a state beyond it, one for each label without a name.

    Returns:
        A stretch for each run, and the cast, in which the host may now be another member.
    """
    labels = list(dict.fromkeys(run.label for run in runs))
    rows = [labels.index(run.label) for run in runs]
    pooled = np.zeros((len(labels), len(cast)))
    np.add.at(pooled, rows, _said(hear(cast, positions=[run.start for run in runs], bounds="sure"), len(runs)))
    pooled += np.array([_account(label, cast) for label in labels])
    calling = _calling(runs, rows, cast)
    host = _most(calling)
    if cast[HOST].name:
        pooled[:, HOST] += calling
    else:
        pooled[:, HOST] = 0.0
    chosen = _choose(pooled, named=[m.name is not None for m in cast])
    if host is not None:
        cast = _cast_with_host(cast, chosen.setdefault(host, HOST))
    states = [chosen.get(row, len(cast) + row) for row in rows]
    return [Stretch(first=at, last=at + 1, state=state) for at, state in enumerate(states)], tuple(cast)


def _cast_with_host(cast: Sequence[Member], host: int) -> tuple[Member, ...]:
    return tuple(attrs.evolve(m, role="host" if m.number == host else "guest") for m in cast)


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


_ANONYMOUS = regex.compile(
    r"(?:发言人|说话人|讲话人|参会人|用户|嘉宾|speaker|spk|unknown|guest|主持人|会议室|人员)?[\s_:：#-]*[0-9A-Za-z一二三四五六七八九十]{0,2}",
    regex.IGNORECASE,
)


def account_name(label: str | None) -> str | None:
    """The person's name that a label is, or None: 发言人1 and 会议室3 name nobody.

    >>> account_name("方志明"), account_name("发言人1"), account_name("3号会议室")
    ('方志明', None, None)
    """
    if not label or _ANONYMOUS.fullmatch(fold(label.strip())):
        return None
    mentions = find_mentions(f"我是{fold(label.strip())}。")
    return next((m.name for m in mentions if m.name and m.form == "full"), None)


def _account(label: str | None, cast: Sequence[Member]) -> Table:
    name = account_name(label)
    found = [ACCOUNT if name and m.name and distance(name, m.name) == 0 else 0.0 for m in cast]
    return np.array(found)


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
            if score - elsewhere >= MARGIN or score >= STRONG:  # one person may have two labels
                chosen[row] = column
    return chosen


def _by_score(table: Table) -> list[tuple[int, int]]:
    order = np.argsort(-table, axis=None, kind="stable")
    return [divmod(int(at), table.shape[1]) for at in order]
