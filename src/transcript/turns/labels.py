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
from transcript.turns.speaker_scores import HOST, LinkedMentions, Numbers, weights
from transcript.turns.stream import Stream

SURE = 0.5  # log odds from which on a label has a name; of labels left out .72 are then named, .97 of these rightly (scripts/fit_speakers.py)
MARGIN = 1.0  # log odds more than the same name has at any other label
FOLLOWING = 0.7  # so often a run of a parted label is the voice's that spoke before under it
CALLING = 0.5  # what each call uttered under a label says for its being the host's
PROVED = 20.0  # for whoever is proved to speak, or whose name the label is

# What is heard of a member, summed over the document. By the label that speaks before the label: called, called at the end of what it says, asked to speak, called
# one run earlier, named, named last. By the label itself: says the name as their own, says it early in a run, names the member. By the label that speaks behind it:
# thanked, thanked at the start, named.
HEARD = (
    "called", "called_close", "asked", "called_over_one", "named_before", "named_last", "own", "own_early", "named", "thanked", "thanked_close",
    "named_behind",
)  # fmt: skip
POOLED = (
    *(f"label_{name}" for name in HEARD),
    *(f"label_{name}_share" for name in HEARD),
    "label_runs", "label_letters", "label_letters_share", "label_labels", "label_mentions", "label_ever_own", "label_ever_called",
    "label_has_name", "label_bias",
)  # fmt: skip
WEIGHED = (
    "label_score",
    "label_over_labels",
    "label_over_members",
    "label_near_labels",
    "label_near_members",
    "label_second_bias",
)
# By hand; the weights are fitted with them.
CLOSE, EARLY = 30, 60  # letters between a mention and the end, or the start, of a run
NEAR = 3.0  # log odds above which a lead over the next best counts no more as near
ALONE = -9.0  # log odds of the next best where there is none
_LITTLE = 0.3  # added to a sum that is shared out, so that the whole of little is little

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
    odds = label_odds(pooled_features(runs, rows, people=people)[:, 1:])
    pooled = np.insert(odds, HOST, -PROVED, axis=1)
    for at, proof in proofs.items():
        pooled[rows[at], proof.member] += proof.weight
    host = _most(_calling(runs, rows, cast))
    for row, voice in enumerate(voices):
        _prove(pooled[row], voice, cast)
    starts = [run.start for run in runs]
    for at, member in settled.items():
        pooled[rows[max(0, bisect_right(starts, at) - 1)], member] += PROVED
    chosen = choose(pooled, named=[m.name is not None for m in cast])
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
    said, members, voice = people.mentions, len(people.members), np.asarray(rows, dtype=np.int64)
    starts = np.array([run.start for run in runs], dtype=np.int64)
    ends = np.array([run.end for run in runs], dtype=np.int64)
    shape = int(voice.max()) + 1, members
    heard = np.stack(list(_heard(said, starts, ends, voice, shape).values()), axis=2)
    times = np.bincount(voice, minlength=shape[0])
    letters = np.bincount(voice, weights=ends - starts, minlength=shape[0])
    by_label = (np.log1p(times), np.log1p(letters), letters / letters.sum(), np.full(shape[0], 1 / shape[0]))
    by_member = (
        np.log1p(np.bincount(said.states, minlength=members)),
        np.log1p(np.bincount(said.states, weights=said.speaking, minlength=members)),
        np.log1p(np.bincount(said.states, weights=said.following, minlength=members)),
        np.array([member.name is not None for member in people.members], dtype=np.float64),
    )
    context = (
        *(np.broadcast_to(values[:, None], shape) for values in by_label),
        *(np.broadcast_to(values, shape) for values in by_member),
        np.ones(shape),
    )
    share = heard / (heard.sum(axis=0) + _LITTLE)
    return np.concatenate([np.log1p(heard), share, np.stack(context, axis=2)], axis=2)


def _heard(
    said: LinkedMentions, starts: Numbers, ends: Numbers, voice: Numbers, shape: tuple[int, int]
) -> dict[str, Table]:
    """The sums of `HEARD`: a table of (label, member) each."""
    run = np.maximum(np.searchsorted(starts, said.starts, side="right") - 1, 0)
    around = np.concatenate([[-1], voice, [-1, -1]])  # no label before the first run and behind the last
    own = voice[run]
    before, behind, over_one = (np.where(around[at] == own, -1, around[at]) for at in (run, run + 2, run + 3))
    close, early, opening = (
        ends[run] - said.ends <= CLOSE,
        said.starts - starts[run] <= EARLY,
        said.starts - starts[run] <= CLOSE,
    )
    last = np.append(run[1:] != run[:-1], True)[: len(run)]
    each = np.ones(len(run))

    def summed(label: Numbers, chance: Table) -> Table:
        table = np.zeros(shape)
        told = label >= 0
        np.add.at(table, (label[told], said.states[told]), chance[told])
        return table

    return {
        "called": summed(behind, said.following),
        "called_close": summed(behind, np.maximum(said.following, said.asked) * close),
        "asked": summed(behind, said.asked),
        "called_over_one": summed(over_one, said.following),
        "named_before": summed(behind, each),
        "named_last": summed(behind, each * last),
        "own": summed(own, said.speaking),
        "own_early": summed(own, said.speaking * early),
        "named": summed(own, 1 - said.speaking),
        "thanked": summed(before, said.preceding),
        "thanked_close": summed(before, said.preceding * opening),
        "named_behind": summed(before, each),
    }


def label_odds(table: Table) -> Table:
    """Log odds that each label is each member's.

    Args:
        table: A table of `pooled_features`: (label, member, feature).

    Returns:
        A row for each label, a column for each member, in log odds.
    """
    fitted = np.array([weights()[name] for name in POOLED])
    second = np.array([weights()[name] for name in WEIGHED])
    odds: Table = weighed_features(table @ fitted) @ second
    return odds


def weighed_features(scores: Table) -> Table:
    """Features of `WEIGHED`: one person has one label and one label one person, so a score counts by its lead over the next best of either.

    Args:
        scores: A row for each label, a column for each member, in log odds.

    Returns:
        A table of (label, member, feature).
    """
    over_labels, over_members = scores - _others(scores, axis=0), scores - _others(scores, axis=1)
    near = (np.minimum(over, NEAR) for over in (over_labels, over_members))
    return np.stack([scores, over_labels, over_members, *near, np.ones(scores.shape)], axis=-1)


def _others(scores: Table, *, axis: int) -> Table:
    """For each score the largest of the others along an axis."""
    if scores.shape[axis] < 2:
        return np.full(scores.shape, ALONE)
    second, best = np.split(np.partition(scores, -2, axis=axis), [-1], axis=axis)
    second = np.take(second, [-1], axis=axis)
    return np.where(scores == best, second, best)


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


def choose(odds: Table, *, named: Sequence[bool]) -> dict[int, int]:
    """Choose the members of labels, the likeliest first; a member must be less likely by `MARGIN` at every other label.

    Several members may fit one label, as ways in which one person is called: one with a name is chosen first.

    Args:
        odds: A row for each label, a column for each member, in log odds.
        named: For each member, True if the full name is known.

    Returns:
        Columns by row, for the labels that have a member.
    """
    chosen: dict[int, int] = {}
    for names_only in (True, False):
        for row, column in _by_score(odds):
            if odds[row, column] < SURE:
                break
            elsewhere = np.delete(odds[:, column], row).max(initial=-np.inf)
            open_to = row not in chosen and (named[column] or not names_only)
            if open_to and odds[row, column] - elsewhere >= MARGIN:
                chosen[row] = column
    return chosen


def _by_score(table: Table) -> list[tuple[int, int]]:
    order = np.argsort(-table, axis=None, kind="stable")
    return [divmod(int(at), table.shape[1]) for at in order]
