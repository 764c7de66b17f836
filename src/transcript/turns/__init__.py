"""Turns: where the floor passes from one speaker to the next, and who speaks."""

from __future__ import annotations

from collections.abc import Sequence

from transcript.people import find_mentions
from transcript.text import SourceText
from transcript.turns.calls import find_calls
from transcript.turns.candidates import find_candidates
from transcript.turns.cast import Member, find_cast
from transcript.turns.decoder import Stretch, decode
from transcript.turns.flow import Flow, flow_of
from transcript.turns.naming import call_evidence, name_speakers
from transcript.turns.scorer import Scores, score_candidates
from transcript.turns.testimony import hear
from transcript.values import Evidence, Turn


def find_turns(source: SourceText) -> tuple[Turn, ...]:
    """The turns of *source*, each with its speaker."""
    flow = flow_of(source)
    positions = find_candidates(flow)
    if not positions:
        return ()
    cast = find_cast(flow.text, calls=find_calls(flow.text, mentions=find_mentions(flow.text)))
    scores = score_candidates(flow, positions=positions)
    stretches = decode(scores.change, members=len(cast) + 1, testimony=hear(cast, positions=positions))
    return _turns(source, flow, scores, stretches, cast)


def _turns(
    source: SourceText, flow: Flow, scores: Scores, stretches: Sequence[Stretch], cast: Sequence[Member]
) -> tuple[Turn, ...]:
    speakers = name_speakers(cast, stretches=stretches, source=source, flow=flow)
    turns = []
    for number, (stretch, speaker) in enumerate(zip(stretches, speakers, strict=True)):
        end = scores.positions[stretch.last] if stretch.last < len(scores.positions) else len(flow.text)
        span = flow.span(scores.positions[stretch.first], end)
        evidence = tuple(
            Evidence(cue=s.cue.name, span=flow.span(s.start, s.end), weight=max(s.cue.weights, key=abs))
            for s in scores.strikes[stretch.first]
        )
        before = stretches[number - 1] if number else None
        turns.append(
            Turn(
                span=span,
                speaker=speaker,
                start_ms=source.time_at(span.start),
                end_ms=source.time_at(span.end),
                interpolated=not source.has_time_at(span.start),
                evidence=(
                    *evidence,
                    *call_evidence(cast, stretch, before=before, positions=scores.positions, flow=flow),
                ),
            )
        )
    return tuple(turns)
