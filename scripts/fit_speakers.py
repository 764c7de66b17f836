"""Fit who speaks: src/transcript/turns/speaker_scores.tsv.

Usage: fit_speakers.py --left-out DIR [--corpus DIR] [--data DIR] [--out WEIGHTS.tsv]     PyTorch must be installed

DIR holds the networks of each fold, `boundary_network.FOLD.npz` and `mention_roles.FOLD.npz`, written by `fit_boundaries.py` and
`fit_mention_roles.py` with --left-out: each document is read by the networks that have not seen it. Mentions and roster are the library's.
With --data (train/sayit.jsonl.gz, see `fit_turns.py`) minutes whose words tell the host are added to what is fitted, not to the figures.
The weights maximize the conditional likelihood of the speakers in `corpus/` under the decoder's model, a chain whose states are who speaks and who spoke before; then
that of each letter's speaker. Figures are of documents left out, four folds:
  near        F1 of changes within 15 letters
  attributed  share of the letters given to the right person
A second, logistic model weighs who is the host.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import fit_boundaries
import numpy as np
import torch
from turn_corpus import CORPUS, FOLDS, MarkedMeeting, read_introductions, read_meetings, unmarked
from turn_documents import (
    GUEST,
    Meeting,
    Utterance,
    as_heard,
    fitted_on,
    joined,
    read_minutes,
    repunctuated,
    with_roles,
)
from turn_documents import UNKNOWN as ANONYMOUS

from transcript.people import find_mentions
from transcript.people.roster import build_roster
from transcript.text import fold as fold_text
from transcript.turns import (
    attribution,
    boundary_network,
    decoder,
    handover_network,
    hosts,
    labels,
    mention_roles,
    speaker_scores,
)
from transcript.turns.boundary_scores import find_candidates, score_boundaries
from transcript.turns.cast import build_cast
from transcript.turns.label_repair import LabelledStretch
from transcript.turns.stream import Stream

SHIPPED = Path(speaker_scores.__file__).with_name("speaker_scores.tsv")
GROUPS = (speaker_scores.ARRIVING, speaker_scores.LEAVING, speaker_scores.HOLDING)
START = {  # by hand, where the search begins
    "called_at_once": 2.0, "called_one_before": 1.0, "called_near": 0.5, "call_share": 1.0, "uncalled": -0.5, "crowd": -0.5, "just_thanked": -1.0,
    "last_named": 0.5, "unknown": -1.0, "thanked_in_first_sentence": 1.0, "thanked_later": 0.5, "thanked_at_once": 0.5, "own_mention": 0.8,
    "own_call": 1.0, "own_thanks": 1.0, "own_other": 2.0, "host_manner": 0.4,
}  # fmt: skip
ROUNDS, RATE, PRIOR = 40, 0.15, 0.02
LETTER_ROUNDS, LETTER_RATE = 25, 0.06
LETTER_WEIGHT, LEAST_CHANCE = 20.0, 1e-4  # about as many turns as a document has
AT_ONCE = 60  # documents
MINUTES, LABELLED = (
    slice(0, None, 24),
    slice(3, None, 8),
)  # those of the minutes whose turns, and whose labels, are fitted on
MINUTES_TURNS, MINUTES_SPEAKERS = 120, 4  # they are cut to so many turns, and have so many speakers
LONG_TALK, LONGEST_TALK, TALKS_EVERY = 1200, 4000, 8
NEAR = 15
NEVER = -1e4
LISTED = 6.0  # by hand: a chair whom the head of a record names is the host; the corpus has no such heads
FALSE_STOPS = (0.15, 0.35, 0.6)  # shares of the commas that become full stops
INTRODUCTIONS_EVERY = 3
LARGEST = 30.0  # log odds, as in the decoder

FIGURES = range(FOLDS)


@dataclass(frozen=True, eq=False)
class Example:
    """A document as the decoder sees it, with the true path.

    Attributes:
        meeting: The document.
        positions: The candidates.
        change, arriving, leaving, holding: Features.
        returning: The features of `RETURNS`.
        asks: Whether the words before each candidate ask.
        gold: The true state at each candidate.
        changed: Whether somebody else begins there.
        returned: Where somebody else begins, the way in which who spoke before the last speaker returns; -1 if they do not.
        states: How many.
        names: For each state the people of the gold that it is.
        evidence: The features of `BOUNDARY` at all candidates.
        begun: Whether somebody else begins at each of them.
    """

    meeting: MarkedMeeting
    positions: Sequence[int]
    change: np.ndarray
    arriving: np.ndarray
    leaving: np.ndarray
    holding: np.ndarray
    returning: np.ndarray
    asks: np.ndarray
    gold: np.ndarray
    changed: np.ndarray
    returned: np.ndarray
    states: int
    names: Mapping[str, int]
    evidence: np.ndarray
    begun: np.ndarray


def use(folder: Path, fold: int) -> None:
    """Make the library read with the networks of a fold."""
    for module, name in (
        (boundary_network, "boundary_network"),
        (handover_network, "handover_network"),
        (mention_roles, "mention_roles"),
    ):
        module.read_weights.cache_clear()
        module.letter_table.cache_clear()
        module.SHIPPED = folder / f"{name}.{fold}.npz"  # type: ignore[attr-defined]
    for network in (boundary_network, handover_network):
        network._first_convolution.cache_clear()  # noqa: SLF001


def example(meeting: MarkedMeeting, host: int | str | None = "gold") -> tuple[Example, np.ndarray, np.ndarray]:
    """The features of a document, and those of the host's choice with who it is."""
    text = meeting.text
    mentions, roles = attribution.who_may_speak(text, find_mentions(text, organizations=True))
    roster = build_roster(text, mentions=mentions)
    stream = Stream(text=text, starts=meeting.starts, offsets=meeting.starts)
    candidates = find_candidates(stream)
    positions = candidates.positions
    scores = score_boundaries(stream, candidates=candidates)
    owner = owners(meeting, mentions, roster)
    is_host = np.array([owner.get(n) in meeting.hosts for n in range(len(roster.people))], dtype=float)
    table = hosts.host_features(
        text, roster=roster, mentions=mentions, roles=roles, positions=positions, host=scores.host
    )
    if host == "gold":
        weight = [len(p.mentions) for p in roster.people]
        host = max((n for n in range(len(is_host)) if is_host[n]), key=lambda n: weight[n], default=None)
    cast = build_cast(text, roster=roster, mentions=mentions, roles=roles, host=host)
    states = len(cast.members) + 1
    numbers = dict(cast.states)
    names: dict[str, int] = {}
    for person, state in sorted(numbers.items(), key=lambda pair: -len(roster.people[pair[0]].mentions)):
        key = owner.get(person)
        if key is not None and key not in meeting.hosts:
            names.setdefault(key, state)
    for key in meeting.hosts:
        names[key] = speaker_scores.HOST
    at = np.asarray(positions, dtype=np.int64)
    found = speaker_scores.features(at, mentions=cast.mentions, states=states, host=scores.host)
    tables = []
    for entries, group in zip(found, GROUPS, strict=True):
        dense = np.zeros((len(at), states, len(group)), dtype=np.float32)
        np.add.at(dense, (entries.rows, entries.states, entries.features), entries.values)
        tables.append(dense)
    change = decoder.change_chances(scores.change, host=attribution.MANNER * scores.host)
    own = {"mentions": cast.mentions, "change": change, "handover": scores.handover, "inside": scores.inside}
    evidence = speaker_scores.boundary_features(at, **own)
    turned = np.array([meeting.turns[meeting.turn_at(p)].person for p in positions])
    begun = np.append(False, turned[1:] != turned[:-1])
    starts = decoder.likely_starts(speaker_scores.boundary_chances(at, **own))
    tables = [tables[0][starts], tables[1][starts], np.add.reduceat(tables[2], starts, axis=0)]
    opened = [positions[row] for row in starts.tolist()]
    speakers = [_most(meeting, a, b) for a, b in zip(opened, [*opened[1:], len(text)], strict=True)]
    gold = np.array([names.get(speaker, states - 1) for speaker in speakers])
    turned = [a != b and names.get(a, -1) != names.get(b, -2) for a, b in pairwise(speakers)]
    changed = np.array([False, *turned])
    said = np.diff([*opened, len(text)])
    asks = scores.asks[starts]
    return (
        Example(
            meeting,
            opened,
            scores.change[starts].astype(np.float32),
            *tables,
            speaker_scores.return_features(np.append(0, said[:-1]), asks).astype(np.float32),
            asks,
            gold,
            changed,
            returns(gold, changed, states - 1),
            states,
            names,
            evidence,
            begun,
        ),
        table,
        is_host,
    )


def returns(gold: np.ndarray, changed: np.ndarray, unknown: int) -> np.ndarray:
    """At each change, the index in `RETURN_WAYS` if who begins spoke before the one who ends; else -1."""
    found = np.full(len(gold), -1)
    before = -1
    for row in np.flatnonzero(changed).tolist():
        last, now = int(gold[row - 1]), int(gold[row])
        if now == before != unknown:
            found[row] = 0 if last == speaker_scores.HOST else 2 if now == speaker_scores.HOST else 1
        before = last
    return found


def boundary_evidence(meeting: Meeting) -> tuple[np.ndarray, np.ndarray]:
    """The features of `BOUNDARY` at the candidates of a meeting, and whether somebody else begins there."""
    text = meeting.text
    mentions, roles = attribution.who_may_speak(text, find_mentions(text, organizations=True))
    roster = build_roster(text, mentions=mentions)
    stream = Stream(text=text, starts=(0,), offsets=(0,))
    scores = score_boundaries(stream, candidates=find_candidates(stream))
    cast = build_cast(text, roster=roster, mentions=mentions, roles=roles)
    change = decoder.change_chances(scores.change, host=attribution.MANNER * scores.host)
    at = np.asarray(scores.positions, dtype=np.int64)
    own = {"mentions": cast.mentions, "change": change, "handover": scores.handover, "inside": scores.inside}
    turns = np.searchsorted(meeting.starts, at, side="right")
    begun = np.diff(turns, prepend=turns[:1]) > 0
    return speaker_scores.boundary_features(at, **own)[1:], begun[1:].astype(float)


def with_false_stops(meeting: Meeting, dice: random.Random) -> Meeting:
    """The meeting as a recogniser writes it that puts full stops where somebody breathes."""
    heard = (
        t._replace(text=repunctuated(t.text, dice.choice(FALSE_STOPS), 0.1, 0.5, dice=dice)) for t in meeting.turns
    )
    return Meeting(meeting.name, joined(heard))


def _most(meeting: MarkedMeeting, start: int, end: int) -> str:
    """Who says most of a stretch."""
    said: Counter[str] = Counter()
    for number in range(meeting.turn_at(start), len(meeting.turns)):
        turn = meeting.turns[number]
        if turn.start >= end:
            break
        said[turn.person] += min(end, turn.end) - max(start, turn.start)
    return said.most_common(1)[0][0] if said else meeting.turns[meeting.turn_at(start)].person


def minutes_meetings(data: Path, rows: slice, *, hosted: bool = True) -> list[MarkedMeeting]:
    """Some of the minutes as meetings without marked mentions; those of which the words tell the host, or all."""
    found = []
    for number, meeting in enumerate(fitted_on(read_minutes(data / "train" / "sayit.jsonl.gz"))[rows]):
        turns = with_roles(meeting).turns[:MINUTES_TURNS]
        known = not hosted or any(t.role != ANONYMOUS for t in turns)
        if len({t.speaker for t in turns}) < MINUTES_SPEAKERS or not known:
            continue
        heard = as_heard(Meeting(meeting.name, turns), random.Random(number))
        found.append(unmarked(replace(heard, name=f"minutes {meeting.name}")))
    return found


def owners(meeting: MarkedMeeting, mentions: Sequence, roster) -> dict[int, str]:
    """Whom each person of the roster is: the one of the gold with most of the mentions; in minutes, the label that is the name."""
    if not meeting.document.gold:
        labels = {fold_text(turn.person): turn.person for turn in meeting.turns}
        surnames = Counter(label[0] for label in labels)
        by_surname = {label[0]: person for label, person in labels.items() if surnames[label[0]] == 1}
        named = {p.number: labels[p.name] for p in roster.people if p.name in labels}
        return named | {
            p.number: by_surname[p.surname] for p in roster.people if not p.name and p.surname in by_surname
        }
    marked: dict[int, str] = {}
    for mention, key in meeting.document.gold:
        marked.update(dict.fromkeys(range(mention.span.start, mention.span.end), key))
    found: dict[int, str] = {}
    for person in roster.people:
        votes = Counter(
            marked[at]
            for m in person.mentions
            for at in range(mentions[m].span.start, mentions[m].span.end)
            if at in marked
        )
        if votes:
            found[person.number] = votes.most_common(1)[0][0]
    return found


class Model(torch.nn.Module):
    """The weights."""

    def __init__(self) -> None:
        super().__init__()
        make = lambda values: torch.nn.Parameter(torch.tensor(values, dtype=torch.float32))  # noqa: E731
        self.bias, self.scale = make([-0.3] * 3), make([0.8] * 3)
        self.groups = torch.nn.ParameterList([make([START.get(name, 0.0) for name in group]) for group in GROUPS])
        self.again = make([-1.0])
        self.returns = make(np.zeros((len(speaker_scores.RETURNS), len(speaker_scores.RETURN_WAYS))))

    def table(self) -> dict[str, float]:
        """The weights by name, as the library reads them."""
        found = {
            f"{name}_network": float(v) for name, v in zip(speaker_scores.CHANGE, self.scale.tolist(), strict=True)
        }
        found |= {f"{name}_bias": float(v) for name, v in zip(speaker_scores.CHANGE, self.bias.tolist(), strict=True)}
        for group, values in zip(GROUPS, self.groups, strict=True):
            found |= dict(zip(group, values.tolist(), strict=True))
        for name, values in zip(speaker_scores.RETURNS, self.returns.tolist(), strict=True):
            found |= {f"{way}_{name}": v for way, v in zip(speaker_scores.RETURN_WAYS, values, strict=True)}
        return found | {"unknown_after_unknown": float(self.again.detach()[0])}


class Batch(NamedTuple):
    """Examples side by side, padded with zeros: what `Example` has, the letters of each row, which rows and states are real, and the unknown one."""

    change: torch.Tensor
    arriving: torch.Tensor
    leaving: torch.Tensor
    holding: torch.Tensor
    returning: torch.Tensor
    gold: torch.Tensor
    changed: torch.Tensor
    returned: torch.Tensor
    letters: torch.Tensor
    real: torch.Tensor
    known: torch.Tensor
    unknown: torch.Tensor


def padded(examples: Sequence[Example]) -> Batch:
    rows, states = max(len(e.positions) for e in examples), max(e.states for e in examples)

    def filled(get: Callable[[Example], np.ndarray], shape: tuple[int, ...], kind: type = np.float32) -> torch.Tensor:
        out = np.zeros((len(examples), *shape), dtype=kind)
        for number, item in enumerate(examples):
            values = get(item)
            out[(number, *(slice(0, n) for n in values.shape))] = values
        return torch.from_numpy(out)

    return Batch(
        filled(lambda e: e.change, (rows, 3)),
        *(
            filled(get, (rows, states, len(group)))
            for get, group in zip((lambda e: e.arriving, lambda e: e.leaving, lambda e: e.holding), GROUPS, strict=True)
        ),
        filled(lambda e: e.returning, (rows, len(speaker_scores.RETURNS))),
        filled(lambda e: e.gold, (rows,), np.int64),
        filled(lambda e: e.changed, (rows,), bool),
        filled(lambda e: e.returned, (rows,), np.int64),
        filled(lambda e: np.diff([*e.positions, len(e.meeting.text)]), (rows,)),
        filled(lambda e: np.ones(len(e.positions), dtype=bool), (rows,), bool),
        filled(lambda e: np.ones(e.states, dtype=bool), (states,), bool),
        torch.tensor([e.states - 1 for e in examples]),
    )


def log_likelihood(model: Model, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """The log likelihood of each document's true path, and the chance of each row's true state.

    The forward algorithm over pairs of speakers, as `decoder.posteriors` has it; its derivative is the chance of each state.
    """
    gold, known, unknown = batch.gold, batch.known, batch.unknown
    count, states = known.shape
    change = (batch.change * model.scale + model.bias).clamp(max=LARGEST)
    arriving = (batch.arriving @ model.groups[0]).clamp(max=LARGEST)
    leaving = (batch.leaving @ model.groups[1]).clamp(max=LARGEST)
    holding = batch.holding @ model.groups[2]
    returning = (batch.returning @ model.returns).clamp(max=LARGEST)
    every, others = torch.arange(count), 1 - torch.eye(states)
    way, back = torch.full((states, states), 2), torch.ones(states, states, dtype=torch.long)
    way[0], way[:, 0], back[:, 0], back[0] = 0, 1, 2, 0
    is_unknown = torch.zeros(count, states)
    is_unknown[every, unknown] = 1
    allowed = others + is_unknown[:, :, None] * is_unknown[:, None, :] * torch.exp(model.again)
    allowed = allowed * known[:, None, :] * known[:, :, None]
    may_return = others * (1 - is_unknown[:, None, :])
    opening = torch.full((states,), decoder.OPENING_GUEST)
    opening[0] = 0.0
    highest = (holding + torch.where(known, 0.0, NEVER)[:, None]).amax(2)
    held = torch.exp(holding - highest[:, :, None]) * known[:, None]
    steps = [part.unbind(1) for part in (change, arriving, leaving, holding, returning, held, highest)]
    first = held[:, 0] * torch.exp(opening)
    total = first.sum(1)
    pairs = torch.diag_embed(first / total[:, None])
    norm = torch.log(total) + highest[:, 0]
    score = holding[every, 0, gold[:, 0]] + opening[gold[:, 0]]
    for row, (passing, arrive, leave, hold, again, kept, most) in enumerate(zip(*steps, strict=True)):
        if not row:
            continue
        worth = torch.exp(passing[:, way] + leave[:, :, None] + arrive[:, None, :]) * allowed
        more = torch.expm1(again)[:, back] * may_return
        now = (pairs + (pairs.sum(1)[:, :, None] + more * pairs.transpose(1, 2)) * worth) * kept[:, None, :]
        total = now.sum((1, 2))
        is_real = batch.real[:, row]
        pairs = torch.where(is_real[:, None, None], now / total[:, None, None], pairs)
        norm = norm + torch.where(is_real, torch.log(total) + most, 0.0)
        before, begun, turned, brought = gold[:, row - 1], gold[:, row], batch.changed[:, row], batch.returned[:, row]
        step = passing[every, way[before, begun]] + leave[every, before] + arrive[every, begun]
        step = step + torch.where((before == begun) & (begun == unknown), model.again, 0.0)
        step = step + torch.where(brought >= 0, again[every, brought.clamp(min=0)], 0.0)
        score = score + torch.where(is_real, torch.where(turned, step, 0.0) + hold[every, begun], 0.0)
    (chances,) = torch.autograd.grad(norm.sum(), holding, create_graph=True)
    return score - norm, chances.gather(2, gold[:, :, None])[:, :, 0]


def fitted(examples: Sequence[Example]) -> Model:
    """A model fitted to the true paths, and then to the true speaker of each letter, which is what is measured."""
    torch.manual_seed(1)
    torch.set_num_threads(1)
    model = Model()
    ordered = sorted(examples, key=lambda e: (e.states**2 * len(e.positions), e.meeting.name))
    batches = [padded(ordered[first : first + AT_ONCE]) for first in range(0, len(ordered), AT_ONCE)]
    for rounds, rate, by_letters in ((ROUNDS, RATE, False), (LETTER_ROUNDS, LETTER_RATE, True)):
        optimizer = torch.optim.Adam(model.parameters(), lr=rate, betas=(0.8, 0.98))
        for step in range(rounds):
            for group in optimizer.param_groups:
                group["lr"] = rate * (1 - step / rounds)
            optimizer.zero_grad()
            for batch in batches:
                (letter_loss(model, batch) if by_letters else path_loss(model, batch)).div(len(examples)).backward()
            (PRIOR * sum((p**2).sum() for p in model.parameters())).backward()
            optimizer.step()
    return model


def path_loss(model: Model, batch: Batch) -> torch.Tensor:
    return -log_likelihood(model, batch)[0].sum()


def letter_loss(model: Model, batch: Batch) -> torch.Tensor:
    """The mean log loss of a letter's speaker, times `LETTER_WEIGHT`, over documents."""
    _, chances = log_likelihood(model, batch)
    lost = -torch.log(chances.clamp(min=LEAST_CHANCE)) * batch.letters
    return LETTER_WEIGHT * (lost.sum(1) / batch.letters.sum(1)).sum()


def scores_of(item: Example, weights: Mapping[str, float]) -> speaker_scores.SpeakerScores:
    """The decoder's tables with these weights."""
    tables = [
        values @ np.array([weights[name] for name in group])
        for values, group in zip((item.arriving, item.leaving, item.holding), GROUPS, strict=True)
    ]
    scale = np.array([weights[f"{name}_network"] for name in speaker_scores.CHANGE])
    bias = np.array([weights[f"{name}_bias"] for name in speaker_scores.CHANGE])
    return speaker_scores.SpeakerScores(
        change=item.change * scale + bias,
        arriving=tables[0],
        leaving=tables[1],
        holding=tables[2],
        unknown_after_unknown=weights["unknown_after_unknown"],
        asks=item.asks,
        returns=speaker_scores.return_weights(weights),
    )


def turns_of(item: Example, scores: speaker_scores.SpeakerScores) -> list[decoder.Stretch]:
    lengths = np.diff([*item.positions, len(item.meeting.text)])
    return decoder.decode(scores, change=np.ones(len(lengths)), lengths=lengths)[0]


def talks(data: Path) -> list[MarkedMeeting]:
    """Long turns of the minutes, each a document of one voice."""
    found = []
    for number, meeting in enumerate(fitted_on(read_minutes(data / "train" / "sayit.jsonl.gz"))):
        long = [turn for turn in meeting.turns if len(turn.text) > LONG_TALK]
        if number % TALKS_EVERY or not long:
            continue
        text = as_heard(Meeting(meeting.name, (long[0],)), random.Random(number)).text[:LONGEST_TALK]
        found.append(unmarked(Meeting(f"talk {meeting.name}", (Utterance("speaker", text, GUEST),))))
    return found


def fit_voices(examples: Sequence[Example], weights: Mapping[str, float]) -> np.ndarray:
    """Whether a document has a second speaker, from what the best path is worth."""
    rows, answers = [], []
    for item in examples:
        scores = scores_of(item, weights)
        stretches = turns_of(item, scores)
        if len(stretches) > 1:
            rows.append(attribution.voice_features(stretches, scores))
            answers.append(float(len({turn.person for turn in item.meeting.turns}) > 1))
    table, answer = np.array(rows), np.array(answers)
    voices = fit_hosts([table], [answer])
    right = ((table @ voices > 0) == (answer > 0)).mean()
    alone = int((1 - answer).sum())
    print(
        f"one voice or several: {right:.3f} of {len(answer)} right ({alone} of one voice, {len(examples) - len(rows)} more without a change)"
    )
    return voices


def figures(item: Example, stretches: Sequence[decoder.Stretch]) -> tuple[float, float]:
    """Near F1 and share of letters attributed."""
    text, turns = item.meeting.text, item.meeting.turns
    letters = np.cumsum([0, *(c.isalnum() for c in text)])
    gold = sorted({int(letters[turn.start]) for turn in turns[1:]})
    found = sorted({int(letters[item.positions[s.first]]) for s in stretches[1:]})
    at = hits = 0
    for place in gold:
        while at < len(found) and found[at] < place - NEAR:
            at += 1
        if at < len(found) and found[at] <= place + NEAR:
            hits, at = hits + 1, at + 1
    near = 2 * hits / (len(gold) + len(found)) if gold or found else 1.0
    ends = [*item.positions, len(text)]
    state = np.concatenate([np.full(ends[s.last] - ends[s.first], s.state) for s in stretches])
    right = sum(
        int(letters[min(turn.end, len(state))] - letters[turn.start])
        and int(
            np.diff(letters[turn.start : turn.end + 1])[
                state[turn.start : turn.end] == item.names.get(turn.person, item.states - 1)
            ].sum()
        )
        for turn in turns
    )
    return near, right / max(1, int(letters[-1]))


def write(weights: Mapping[str, float], path: Path) -> None:
    rows = "".join(f"{name}\t{value:.4f}\n" for name, value in weights.items())
    path.write_text(
        "# Weight of each feature of who speaks, in log odds; fitted by scripts/fit_speakers.py on corpus/.\n" + rows,
        encoding="utf-8",
    )


def boundary_weights(args: argparse.Namespace, examples: Sequence[Example]) -> np.ndarray:
    """Weights of the evidence for a change, as the networks that have not seen a document or an introduction give it.

    Introductions are a part of what is fitted on: behind them the next speaker always begins at once, which in meetings with false full stops is rare.
    """
    found = [(e.evidence[1:], e.begun[1:].astype(float)) for e in examples]
    meetings, said = read_meetings(args.corpus), read_introductions(fit_boundaries.SENTENCES)
    for fold in range(FOLDS):
        use(args.left_out, fold)
        dice = random.Random(fold)
        ours = [fit_boundaries.as_meeting(meeting) for meeting in meetings if meeting.fold == fold]
        found += [boundary_evidence(with_false_stops(meeting, dice)) for meeting in ours]
        short = [fit_boundaries.introduced(ours, [one], dice) for one in said if one.fold == fold]
        found += [boundary_evidence(meeting) for meeting in short[::INTRODUCTIONS_EVERY]]
    return fit_hosts([table for table, _ in found], [answer for _, answer in found])


class Labelled(NamedTuple):
    """A meeting as an export with anonymous labels.

    Attributes:
        fold: The fold that it is left out of.
        minutes: Whether it is of the minutes, whose labels are names.
        table: The features of each label with each member but the host.
        right: Whether the member is that person.
        named: Whether each member has a full name.
        people: How many labels are people with a name.
    """

    fold: int
    minutes: bool
    table: np.ndarray
    right: np.ndarray
    named: Sequence[bool]
    people: int


def label_example(meeting: MarkedMeeting, fold: int) -> Labelled:
    text = meeting.text
    mentions, roles = attribution.who_may_speak(text, find_mentions(text, organizations=True))
    roster = build_roster(text, mentions=mentions)
    cast = build_cast(text, roster=roster, mentions=mentions, roles=roles)
    owner = owners(meeting, mentions, roster)
    runs = [LabelledStretch(label=turn.person, start=turn.start, end=turn.end) for turn in meeting.turns]
    keys = list(dict.fromkeys(turn.person for turn in meeting.turns))
    table = labels.pooled_features(runs, [keys.index(turn.person) for turn in meeting.turns], people=cast)
    people = {state: owner.get(person) for person, state in cast.states.items()}
    right = np.array([[people.get(state) == key for state in range(len(cast.members))] for key in keys], dtype=float)
    known = meeting.document.people
    with_name = sum(bool(known[key]["name"]) for key in keys if key in known) if known else len(keys)
    named = [member.name is not None for member in cast.members[1:]]
    return Labelled(fold, not known, table[:, 1:], right[:, 1:], named, with_name)


def fit_hosts(tables: Sequence[np.ndarray], answers: Sequence[np.ndarray]) -> np.ndarray:
    """Logistic regression with a small prior."""
    table, answer = np.vstack(tables), np.concatenate(answers)
    weights = np.zeros(table.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chance - answer) + 0.05 * weights
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + 0.05 * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights


def gathered(args: argparse.Namespace) -> tuple[list[Example], list[np.ndarray], list[np.ndarray]]:
    """The examples, and for each the features of who is the host with the answers."""
    examples, tables, answers = [], [], []
    meetings = read_meetings(args.corpus)
    for fold in range(FOLDS):
        use(args.left_out, fold)
        for meeting in meetings:
            if meeting.fold == fold:
                item, table, answer = example(meeting)
                examples.append(item)
                tables.append(table)
                answers.append(answer)
    if args.data:
        use(args.left_out, 0)
        examples += [example(meeting)[0] for meeting in minutes_meetings(args.data, MINUTES)]
    return examples, tables, answers


def label_weights(args: argparse.Namespace, examples: Sequence[Example]) -> dict[str, float]:
    """Weights of who speaks under a label; prints how well labels are named that were left out.

    The second model weighs the scores of the first, of documents that the first was not fitted on.
    """
    labelled = []
    for fold in range(FOLDS):
        use(args.left_out, fold)
        labelled += [label_example(e.meeting, fold) for e in examples if e.meeting.fold == fold]
    if args.data:
        use(args.left_out, 0)
        minutes = minutes_meetings(args.data, LABELLED, hosted=False)
        labelled += [label_example(meeting, n % FOLDS) for n, meeting in enumerate(minutes)]
    counts = {False: np.zeros(3), True: np.zeros(3)}  # of meetings and of minutes: labels with a name, named, rightly
    for fold in range(FOLDS):
        first, second = label_models([one for one in labelled if one.fold != fold])
        for one in (one for one in labelled if one.fold == fold):
            odds = labels.weighed_features(one.table @ first) @ second
            given = [pair for pair in labels.choose(odds, named=one.named).items() if one.named[pair[1]]]
            counts[one.minutes] += (one.people, len(given), sum(one.right[pair] for pair in given))
    for minutes, (people, given, right) in counts.items():
        if people:
            print(
                f"labels of {'minutes' if minutes else 'meetings'}: named {right / people:.3f} precision {right / given:.3f}"
            )
    first, second = label_models(labelled)
    return dict(zip((*labels.POOLED, *labels.WEIGHED), (*first.tolist(), *second.tolist()), strict=True))


def label_models(labelled: Sequence[Labelled]) -> tuple[np.ndarray, np.ndarray]:
    """Weights of `labels.POOLED` and `labels.WEIGHED`."""
    tables, answers = [], []
    for fold in sorted({one.fold for one in labelled}):
        first = first_model([one for one in labelled if one.fold != fold])
        for one in (one for one in labelled if one.fold == fold):
            tables.append(flat(labels.weighed_features(one.table @ first)))
            answers.append(one.right.ravel())
    return first_model(labelled), fit_hosts(tables, answers)


def first_model(labelled: Sequence[Labelled]) -> np.ndarray:
    return fit_hosts([flat(one.table) for one in labelled], [one.right.ravel() for one in labelled])


def flat(table: np.ndarray) -> np.ndarray:
    return table.reshape(-1, table.shape[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--left-out", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--labels", action="store_true", help="fit only the weights of labels")
    parser.add_argument(
        "--boundaries", action="store_true", help="fit only the weights of `BOUNDARY`, which the others build on"
    )
    parser.add_argument("--out", type=Path, default=SHIPPED)
    args = parser.parse_args()
    examples, tables, answers = gathered(args)
    if args.boundaries or args.labels:
        fresh = label_weights(args, examples) if args.labels else {}
        names = {
            row[0]: row[1]
            for row in (line.split("\t") for line in args.out.read_text(encoding="utf-8").splitlines())
            if len(row) > 1 and not (args.labels and row[0].startswith("label_"))
        }
        if args.boundaries:
            fresh |= dict(zip(speaker_scores.BOUNDARY, boundary_weights(args, examples).tolist(), strict=True))
        write({name: float(value) for name, value in names.items()} | fresh, args.out)
        return
    by_kind: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for fold in FIGURES:
        weights = fitted([e for e in examples if e.meeting.fold != fold]).table()
        for item in (e for e in examples if e.meeting.fold == fold):
            by_kind[item.meeting.name[0]].append(figures(item, turns_of(item, scores_of(item, weights))))
    for kind, values in sorted(by_kind.items()):
        print(
            f"{kind}  {len(values):3} documents  near {np.mean([v[0] for v in values]):.3f}  attributed {np.mean([v[1] for v in values]):.3f}"
        )
    every = [v for values in by_kind.values() for v in values]
    print(
        f"all {len(every)} documents  near {np.mean([v[0] for v in every]):.3f}  attributed {np.mean([v[1] for v in every]):.3f}"
    )
    hosting = fit_hosts(tables, answers)
    hosting[hosts.FEATURES.index("host_listed")] = LISTED
    right = sum(
        bool(a[t @ hosting > 0].size and a[int((t @ hosting).argmax())])
        for t, a in zip(tables, answers, strict=True)
        if len(a)
    )
    print(
        f"hosts: {right} right of {sum(int((t @ hosting > 0).any()) for t in tables if len(t))} chosen, {sum(int(a.any()) for a in answers)} known",
        file=sys.stderr,
    )
    naming = label_weights(args, examples)
    table = (
        fitted(examples).table() | naming | {name: speaker_scores.weights()[name] for name in speaker_scores.BOUNDARY}
    )
    one_voice = []
    if args.data:
        use(args.left_out, 0)
        one_voice = [example(meeting)[0] for meeting in talks(args.data)]
    for names, values in (
        (hosts.FEATURES, hosting),
        (attribution.VOICES, fit_voices([*examples, *one_voice], table)),
    ):
        table |= dict(zip(names, values.tolist(), strict=True))
    write(table, args.out)


if __name__ == "__main__":
    main()
