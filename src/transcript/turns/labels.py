"""Turns of an input that knows its voices by labels (发言人1, SPEAKER_00, an account's name): the labels bound the turns, the text names them.

All the turns of a label pool what the calls say of them, and the label is named once, everywhere. A label that is
a person's name already is evidence of the strongest kind.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

import attrs
import numpy as np
import numpy.typing as npt

from transcript.text import SourceText
from transcript.turns.accounts import member_of, read_account
from transcript.turns.cast import Cast, Member
from transcript.turns.decoder import Stretch
from transcript.turns.label_repair import SELF_REACH, LabelledStretch, Voice, find_proofs, find_voices, parted_labels
from transcript.turns.speaker_scores import ARRIVING, HOST, LEAVING, features, weights
from transcript.turns.stream import Stream

SURE = 0.5  # log odds from which on a label has a name; with the fitted weights, likelier than not
MARGIN = 1.0  # and so much more than for any other name
FOLLOWING = 0.7  # so often a run of a parted label is the voice's that spoke before under it
CALLING = 0.5  # what each call uttered under a label says for its being the host's
PROVED = 20.0  # for whoever is proved to speak, or whose name the label is

POOLED = (
    *(
        f"label_{name}"
        for name in ("called_at_once", "called_one_before", "call_share", "just_thanked", "last_named", *LEAVING)
    ),
    "label_own",
    "label_named_by_others",
    "label_bias",
)
_DOUBT = 1e-3
_MOST_POOLED = 5.0  # a feature's sum over all runs of a label counts no more

Table = npt.NDArray[np.float64]


def labelled_stretches(
    source: SourceText, *, stream: Stream, introductions: Sequence[int] = ()
) -> list[LabelledStretch]:
    """Divide the speech into runs under one label.

    Args:
        source: The source.
        stream: Its stream.
        introductions: Positions at which people introduce themselves, in order; a paragraph that begins so is a run
            of its own.

    Returns:
        The runs, in order; empty if the input has no labels.
    """
    if not any(segment.label for segment in source.speech):
        return []
    runs: list[LabelledStretch] = []
    bounds = (*stream.starts, len(stream.text))
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


def name_labels(
    text: str, runs: Sequence[LabelledStretch], *, people: Cast, settled: Mapping[int, int] = MappingProxyType({})
) -> NamedLabels:
    """Decide who speaks in each run of a labelled input.

    Args:
        text: The stream, in simplified script.
        runs: The runs, in order.
        people: The cast; who is the host is decided here.
        settled: Member at each position where a person has decided it already.

    Returns:
        Stretches, the cast with its host, and a confidence for each run.
    """
    cast: Sequence[Member] = people.members
    proofs = find_proofs(text, runs=runs, cast=cast)
    spoken = find_voices(runs, proofs=proofs, cast=cast)
    voices = list(dict.fromkeys(spoken))
    row_of = {voice: row for row, voice in enumerate(voices)}
    rows = [row_of[voice] for voice in spoken]
    fitted = np.array([weights()[name] for name in POOLED])
    pooled = pooled_features(runs, rows, people=people) @ fitted
    for at, proof in proofs.items():
        pooled[rows[at], proof.member] += proof.weight
    pooled[:, HOST] = -PROVED
    host = _most(_calling(runs, rows, cast))
    for row, voice in enumerate(voices):
        _prove(pooled[row], voice, cast)
    for at, member in settled.items():
        pooled[rows[max(0, bisect_right([run.start for run in runs], at) - 1)], member] += PROVED
    chosen = _choose(pooled, named=[m.name is not None for m in cast])
    if host is not None:
        cast = _cast_with_host(cast, chosen.setdefault(host, HOST))
    states = [chosen.get(row, len(cast) + row) for row in rows]
    parted = parted_labels(runs, voices=spoken)
    sure = [FOLLOWING if run.label in parted and at not in proofs else 1.0 for at, run in enumerate(runs)]
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


def pooled_features(runs: Sequence[LabelledStretch], rows: Sequence[int], *, people: Cast) -> Table:
    """Sum the features of each member over all runs of each label.

    Args:
        runs: The runs, in order.
        rows: Number of the label of each run.
        people: The cast.

    Returns:
        An array of shape (labels, members, `POOLED`).
    """
    at = np.array([run.start for run in runs], dtype=np.int64)
    members = len(people.members)
    found = features(at, mentions=people.mentions, states=members + 1, host=np.zeros(len(at)))
    voice = np.asarray(rows, dtype=np.int64)
    table = np.zeros((max(rows) + 1, members, len(POOLED)))
    table[:, :, -1] = 1.0
    for entries, names, behind in zip(found, (ARRIVING, LEAVING), (0, 1), strict=False):
        places = np.array([POOLED.index(f"label_{name}") if f"label_{name}" in POOLED else -1 for name in names])
        chosen = (places[entries.features] >= 0) & (entries.states < members) & (entries.rows >= behind)
        label = voice[entries.rows[chosen] - behind]
        np.add.at(table, (label, entries.states[chosen], places[entries.features[chosen]]), entries.values[chosen])
    said = people.mentions
    rows_of = voice[np.maximum(np.searchsorted(at, said.starts, side="right") - 1, 0)]
    speaking = np.clip(said.speaking, _DOUBT, 1 - _DOUBT)
    own = np.maximum(np.log(speaking / (1 - speaking)), 0.0)
    np.add.at(table[:, :, POOLED.index("label_own")], (rows_of, said.states), own)
    np.add.at(table[:, :, POOLED.index("label_named_by_others")], (rows_of, said.states), 1 - speaking)
    return np.minimum(table, _MOST_POOLED)


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
