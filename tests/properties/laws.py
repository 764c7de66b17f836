"""The laws of DESIGN as one function over any text: what `benchmarks/campaign.py` looks for and `test_found_cases.py` replays."""

import time
from collections.abc import Iterator, Sequence
from itertools import pairwise

from transcript import Lexicon, MeetingRecord, TranscriptError, correct_terms, parse_transcript
from transcript.edits import apply_edits, invert_edits
from transcript.model import Edit

WORDS = ("name", "term")
A_CALL, A_CHARACTER = 1.0, 200e-6  # seconds that a parse may take, at the most


def visible(text: str) -> str:
    return "".join(text.split())


def applied(edits: Sequence[Edit]) -> list[Edit]:
    return [edit for edit in edits if edit.applied]


def broken_laws(text: str, *, lexicon: Lexicon | None = None, refused: int = 2) -> Iterator[str]:
    """A line for each law that *text* breaks.

    Args:
        text: Anything.
        lexicon: To parse it with.
        refused: How many of the applied edits are refused, one by one.
    """
    start = time.process_time()
    try:
        record = parse_transcript(text, lexicon=lexicon)
    except TranscriptError:
        return
    took = time.process_time() - start
    if took > A_CALL + A_CHARACTER * len(text):
        yield f"time: {took:.1f} s for {len(text)} characters"
    yield from _of_segments(record)
    yield from of_turns(record)
    yield from of_edits(record)
    yield from _of_views(record, text, lexicon)
    for edit in spread(applied(record.edits), refused):
        yield from _of_refusal(record, edit)
    yield from _of_second_pass(record, lexicon)
    if lexicon:
        yield from _of_terms(text, lexicon)


def spread(edits: Sequence[Edit], count: int) -> Sequence[Edit]:
    """*count* of the edits, from all over the text."""
    return edits[:: max(1, -(-len(edits) // count))] if count else ()


def _of_segments(record: MeetingRecord) -> Iterator[str]:
    text, at = record.source.text, 0
    for segment in record.source.segments:
        if segment.span.start < at or text[at : segment.span.start].strip():
            yield f"segments: {segment.span} after {at}"
        at = segment.span.end
    if text[at:].strip():
        yield f"segments: the end is not covered, from {at}"
    said = visible("".join(segment.span.slice(text) for segment in record.source.speech))
    if visible(record.verbatim_text) != said:
        yield "segments: the verbatim text is not the speech"
    for part in (*record.points, *record.sections, *record.speeches, *record.turns):
        if part.span.end > len(text):
            yield f"spans: {type(part).__name__} {part.span} ends behind the text"


def of_turns(record: MeetingRecord) -> Iterator[str]:
    """What the turns of a record break."""
    for left, right in pairwise(record.turns):
        if left.span.end > right.span.start:
            yield f"turns: {left.span} and {right.span} overlap"
        if left.speaker.id == right.speaker.id:
            yield f"turns: {left.speaker.id} speaks before and after {right.span.start}"
    said = "".join(turn.raw for turn in record.turns)
    if record.turns and visible(said) != visible(record.verbatim_text):
        yield "turns: they are not all of the speech"
    if record.kind == "transcript" and record.source.speech and not record.turns:
        yield "turns: speech without a turn"
    times = [time for turn in record.turns for time in (turn.start_ms, turn.end_ms)]
    if None not in times and times != sorted(times):
        yield "turns: the clock goes back"


def of_edits(record: MeetingRecord) -> Iterator[str]:
    """What the edits of a record break."""
    made = applied(record.edits)
    for left, right in pairwise(made):
        if left.span.end > right.span.start or left.span == right.span:
            yield f"edits: {left.span} and {right.span} overlap"
            return
    if any(edit.span.slice(record.source.text) != edit.before for edit in record.edits):
        yield "edits: another text stands there"
    if any(edit.applied and edit.before == edit.after for edit in record.edits):
        yield "edits: one changes nothing"
    if invert_edits(apply_edits(record.source.text, made), made) != record.source.text:
        yield "edits: taking them back does not give the source"
    plain = record.with_edits(made, applied=False)
    if visible(plain.clean_text) != visible(record.verbatim_text):
        yield "edits: refusing all does not give the speech"


def _of_refusal(record: MeetingRecord, edit: Edit) -> Iterator[str]:
    less = record.with_edit(edit, applied=False)
    before, after = record.clean_text, less.clean_text
    head = next(
        (at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(map(len, (before, after)))
    )
    rest = min(len(before), len(after)) - head
    tail = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    if head + tail < len(before) - len(edit.after) - 1:  # a line end may come or go with it
        yield f"refusal: {edit.kind} {edit.before!r}→{edit.after!r} at {edit.span.start} changes more than its place"
    if applied(less.edits) != [other for other in applied(record.edits) if other != edit]:
        yield f"refusal: {edit.kind} at {edit.span.start} lets another in"


def _of_views(record: MeetingRecord, text: str, lexicon: Lexicon | None) -> Iterator[str]:
    saved = record.to_json()
    again = MeetingRecord.from_json(saved)
    if again != record or again.to_json() != saved:
        yield "json: read back, it is another record"
    if parse_transcript(text, lexicon=lexicon).to_json() != saved:
        yield "determinism: the second call gives another record"
    for view in ("clean", "verbatim"):
        record.to_markdown(view=view).encode("utf-8")
    if len(record.to_records()) != len(record.turns):
        yield "records: not a row a turn"


def _of_second_pass(record: MeetingRecord, lexicon: Lexicon | None) -> Iterator[str]:
    try:
        again = parse_transcript(record.clean_text, lexicon=lexicon)
    except TranscriptError:
        return
    for edit in applied(again.edits):
        if edit.kind in WORDS:
            yield f"second pass: {edit.kind} {edit.before!r}→{edit.after!r} ({edit.reason})"


def _of_terms(text: str, lexicon: Lexicon) -> Iterator[str]:
    corrected = correct_terms(text, lexicon=lexicon)
    made = applied(corrected.edits)
    if corrected.text != apply_edits(text, made) or invert_edits(corrected.text, made) != text:
        yield "terms: the edits are not what was done to the text"
    for edit in applied(correct_terms(corrected.text, lexicon=lexicon).edits):
        yield f"terms, second pass: {edit.before!r}→{edit.after!r} ({edit.reason})"
