"""Turns: where the floor passes from one speaker to the next, and who speaks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from transcript.model import Edit, Evidence, Turn
from transcript.people import Mention
from transcript.text import SourceText, Span
from transcript.turns.aliases import with_aliases
from transcript.turns.calls import find_calls, open_calls
from transcript.turns.candidates import find_candidates
from transcript.turns.cast import HOST, Member, find_cast
from transcript.turns.confidence import change_chances, start_confidence
from transcript.turns.decoder import Stretch, decode
from transcript.turns.dialogue import Dialogue, with_hosts_words
from transcript.turns.floors import askers, presiding, with_askers
from transcript.turns.flow import Flow, flow_of
from transcript.turns.known import with_known_names
from transcript.turns.labels import labelled_stretches, name_labels
from transcript.turns.layout import layout_weights
from transcript.turns.likeness import like_others
from transcript.turns.mentions import in_stream, speech_mentions
from transcript.turns.naming import call_evidence, name_speakers
from transcript.turns.questions import with_answers, with_questions
from transcript.turns.reasons import PLACES, reasons_for
from transcript.turns.scorer import score_candidates
from transcript.turns.speeches import read_out
from transcript.turns.testimony import Testimony, hear, vouched
from transcript.turns.witnesses import introductions

READING = 8.0  # against a change while somebody reads out a statement


def find_turns(
    source: SourceText, *, mentions: Iterable[Mention] | None = None, names: Iterable[Edit] = ()
) -> tuple[Turn, ...]:
    """The turns of *source*, each with its speaker.

    Args:
        source: The text.
        mentions: Where its speech names people, if `speech_mentions` has been asked already.
        names: Edits that put names right; an applied one outranks what was heard.
    """
    flow = flow_of(source)
    heard = in_stream(speech_mentions(source) if mentions is None else mentions, flow=flow)
    known = with_known_names(heard, names=names, flow=flow)
    cast = find_cast(flow.text, calls=find_calls(flow.text, mentions=known))
    cast = with_aliases(flow.text, cast=cast, mentions=known)
    introduced = [at for at, _ in introductions(flow.text, cast=cast)]
    runs = labelled_stretches(source, flow=flow, introductions=introduced)
    if runs:
        named = name_labels(flow.text, runs, cast=cast)
        cast = named.cast
        found = Found(
            positions=[run.start for run in runs],
            stretches=named.stretches,
            labels=[run.label for run in runs],
            sure=named.sure,
        )
    else:
        found = _decoded(flow, cast)
    return _turns(source, flow, cast, found)


@attrs.frozen(kw_only=True)
class Found:
    """Where turns start and who speaks in each, before they are turned into values.

    Attributes:
        positions: Candidates, positions in the stream.
        stretches: The turns as rows of candidates.
        labels: The input's label of each candidate, if it has any.
        questioners: The members who were given the floor to ask.
        sure: For each candidate how sure it is that a turn starts there, or that the label's is the voice.
        reasons: What the words around the start of each stretch say for it.
    """

    positions: Sequence[int]
    stretches: Sequence[Stretch]
    labels: Sequence[str | None] = ()
    questioners: frozenset[int] = frozenset()
    sure: Sequence[float] = ()
    reasons: Sequence[tuple[Evidence, ...]] = ()


def _decoded(flow: Flow, cast: Sequence[Member]) -> Found:
    positions = find_candidates(flow)
    if not positions:
        return Found(positions=(), stretches=())
    scores = score_candidates(flow, positions=positions)
    reading = _inside(read_out(flow.text), positions)
    change = scores.change - READING * reading[:, None]
    host = scores.host * (1 - reading)  # who reads out sounds like whom they read
    change = change + layout_weights(change, host=host, positions=positions, starts=flow.starts)[:, None]
    asking = askers(flow.text, cast=cast, positions=positions)
    testimony = with_askers(hear(cast, positions=positions, strangers=open_calls(flow.text)), asking=asking, host=host)
    testimony = with_hosts_words(testimony, strikes=scores.strikes, asking=asking)
    testimony, asking = with_questions(testimony, cast=cast, positions=positions, asking=asking)
    questioners = frozenset(asking[asking != HOST].tolist()) - presiding(flow.text, cast=cast)
    testimony, asking = with_answers(testimony, text=flow.text, cast=cast, positions=positions, asking=asking)
    dialogue = Dialogue(
        text=flow.text,
        positions=positions,
        cast=cast,
        testimony=testimony,
        strikes=scores.strikes,
        asking=asking,
    )
    stretches = decode(change, members=len(cast) + 1, testimony=testimony, asking=asking)
    stretches = dialogue.partners(_named(stretches, testimony, asking, ends=[*positions, len(flow.text)]))
    stretches = like_others(stretches, text=flow.text, positions=positions, unknown=len(cast))
    return Found(
        positions=positions,
        stretches=stretches,
        questioners=questioners,
        sure=[start_confidence(chance) for chance in change_chances(change, host=host).tolist()],
        reasons=reasons_for(flow, scores=scores, rows=[s.first for s in stretches]),
    )


def _named(
    stretches: Sequence[Stretch], testimony: Testimony, asking: npt.NDArray[np.int64], *, ends: Sequence[int]
) -> list[Stretch]:
    """The stretches, those that habit alone gives to a guest given to somebody unknown: a wrong name is worse than none."""
    unknown = testimony.arriving.shape[1] - 1
    return [
        s
        if s.state in {HOST, unknown, asking[s.first]}
        or vouched(testimony, state=s.state, first=s.first, last=s.last, letters=ends[s.last] - ends[s.first])
        else attrs.evolve(s, state=unknown)
        for s in stretches
    ]


def _inside(spans: Sequence[Span], positions: Sequence[int]) -> npt.NDArray[np.float64]:
    """1 for each position that lies in one of *spans*, 0 for the others."""
    inside = np.zeros(len(positions))
    for span in spans:
        inside[bisect_left(positions, span.start) : bisect_right(positions, span.end)] = 1.0
    return inside


def _turns(source: SourceText, flow: Flow, cast: Sequence[Member], found: Found) -> tuple[Turn, ...]:
    speakers = name_speakers(
        cast,
        stretches=found.stretches,
        labels=found.labels,
        questioners=found.questioners,
        source=source,
        flow=flow,
    )
    turns = []
    for number, (stretch, speaker) in enumerate(zip(found.stretches, speakers, strict=True)):
        end = found.positions[stretch.last] if stretch.last < len(found.positions) else len(flow.text)
        span = flow.span(found.positions[stretch.first], end)
        reasons = found.reasons[number] if found.reasons else ()
        before = found.stretches[number - 1] if number else None
        calls = call_evidence(cast, stretch, before=before, positions=found.positions, flow=flow)
        turns.append(
            Turn(
                span=span,
                speaker=speaker,
                start_ms=source.time_at(span.start),
                end_ms=source.time_at(span.end),
                interpolated=not source.has_time_at(span.start),
                confidence=round(found.sure[stretch.first], PLACES) if number else 1.0,
                evidence=(*reasons, *calls),
            )
        )
    return tuple(turns)
