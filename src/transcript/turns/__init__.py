"""Turns: where the floor passes from one speaker to the next, and in which role each speaks."""

from __future__ import annotations

from transcript.text import SourceText
from transcript.turns.candidates import find_candidates
from transcript.turns.decoder import HOST, Stretch, decode
from transcript.turns.flow import Flow, flow_of
from transcript.turns.scorer import Scores, score_candidates
from transcript.values import Evidence, Speaker, Turn


def find_turns(source: SourceText) -> tuple[Turn, ...]:
    """The turns of *source*, each with a speaker of whom no more is known than the role."""
    flow = flow_of(source)
    positions = find_candidates(flow)
    if not positions:
        return ()
    scores = score_candidates(flow, positions=positions)
    stretches = decode(scores.change, members=2)
    return _turns(source, flow, scores, stretches)


def _turns(source: SourceText, flow: Flow, scores: Scores, stretches: list[Stretch]) -> tuple[Turn, ...]:
    host = Speaker(id="host", role="host")
    turns = []
    for number, stretch in enumerate(stretches):
        end = scores.positions[stretch.last] if stretch.last < len(scores.positions) else len(flow.text)
        span = flow.span(scores.positions[stretch.first], end)
        speaker = host if stretch.state == HOST else Speaker(id=f"S{number + 1}", role="guest")
        evidence = tuple(
            Evidence(cue=s.cue.name, span=flow.span(s.start, s.end), weight=max(s.cue.weights, key=abs))
            for s in scores.strikes[stretch.first]
        )
        turns.append(
            Turn(
                span=span,
                speaker=speaker,
                start_ms=source.time_at(span.start),
                end_ms=source.time_at(span.end),
                interpolated=not any(m.offset == span.start for m in source.clock),
                evidence=evidence,
            )
        )
    return tuple(turns)
