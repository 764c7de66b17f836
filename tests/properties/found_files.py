"""What must hold of any bytes: what `benchmarks/fuzz.py` tries to break and `test_found_files.py` replays."""

from collections.abc import Iterator
from pathlib import Path

from transcript import MeetingRecord, TranscriptError, parse_transcript
from transcript.readers import READERS, read
from transcript.readers.annotations import read_diarization
from transcript.text import SourceText

FOUND = Path(__file__).parent / "found"
SAMPLES = Path(__file__).parents[1] / "readers" / "samples"
# The first byte of an input chooses one: the shape that the rest has, a format that is asked for, or who spoke when.
CHOICES = ("auto", *(reader.name for reader in READERS), "voices")


def check_readers(data: bytes) -> None:
    """Bytes are read whole, or refused as the library refuses.

    Raises:
        AssertionError: If a visible character is in no segment, or the clock goes back.
    """
    choice, rest = CHOICES[data[0] % len(CHOICES)] if data else "auto", data[1:]
    try:
        if choice == "voices":
            read_diarization(rest)
            return
        source, problems = read(rest, format=choice)
    except TranscriptError:
        return
    check_cover(source)
    assert all(problem.span is None or problem.span.end <= len(source.text) for problem in problems)


def check_cover(source: SourceText) -> None:
    """Every visible character is in a segment.

    Raises:
        AssertionError: If one is not.
    """
    at = 0
    for segment in source.segments:
        assert not source.text[at : segment.span.start].strip()
        at = segment.span.end
    assert not source.text[at:].strip()


def check_pipeline(data: bytes) -> None:
    """Bytes become a record that can be saved and shown, or are refused.

    Raises:
        AssertionError: If a saved record comes back as another.
    """
    try:
        record = parse_transcript(data)
    except TranscriptError:
        return
    assert MeetingRecord.from_json(record.to_json()) == record
    record.to_markdown().encode()


CHECKS = {"readers": check_readers, "pipeline": check_pipeline}


def beginnings() -> Iterator[bytes]:
    """What fuzzing grows from: the samples, each behind the byte of the shape that it has, and the cases found before."""
    for path in sorted(SAMPLES.iterdir()):
        if ".expected" not in path.name:
            yield bytes([CHOICES.index("voices") if "diar" in path.name else 0]) + path.read_bytes()
    for path in sorted(FOUND.iterdir()) if FOUND.is_dir() else ():
        yield path.read_bytes()
