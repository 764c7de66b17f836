"""Turn the machine transcript of a Chinese meeting into a clean, structured record.

Each name is imported when it is first asked for: a program that only reads saved records does not load the stages, which bring numpy and a dictionary of words.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from transcript.cleaning import normalize_numbers
    from transcript.corrections import Corrected, correct_terms
    from transcript.errors import (
        DecisionError,
        ExtraError,
        FormatError,
        LexiconError,
        SchemaError,
        SourceError,
        TranscriptError,
        WriteError,
    )
    from transcript.lexicon import Entry, Lexicon
    from transcript.model import (
        AgendaItem,
        Candidate,
        Edit,
        Evidence,
        Meeting,
        Person,
        Point,
        Problem,
        Section,
        Speaker,
        Speech,
        Turn,
        Variant,
    )
    from transcript.parse import parse_transcript
    from transcript.record import MeetingRecord
    from transcript.reviewing import Decisions
    from transcript.reviewing.asking import review
    from transcript.reviewing.questions import Question
    from transcript.text import Segment, SourceText, Span
    from transcript.writers.formats import write_record

__version__ = "0.2.0"

__all__ = [
    "AgendaItem",
    "Candidate",
    "Corrected",
    "DecisionError",
    "Decisions",
    "Edit",
    "Entry",
    "Evidence",
    "ExtraError",
    "FormatError",
    "Lexicon",
    "LexiconError",
    "Meeting",
    "MeetingRecord",
    "Person",
    "Point",
    "Problem",
    "Question",
    "SchemaError",
    "Section",
    "Segment",
    "SourceError",
    "SourceText",
    "Span",
    "Speaker",
    "Speech",
    "TranscriptError",
    "Turn",
    "Variant",
    "WriteError",
    "correct_terms",
    "normalize_numbers",
    "parse_transcript",
    "review",
    "write_record",
]

_HOMES = {
    "transcript.cleaning": ("normalize_numbers",),
    "transcript.corrections": ("Corrected", "correct_terms"),
    "transcript.errors": (
        *("DecisionError", "ExtraError", "FormatError", "LexiconError", "SchemaError", "SourceError"),
        *("TranscriptError", "WriteError"),
    ),
    "transcript.lexicon": ("Entry", "Lexicon"),
    "transcript.model": (
        *("AgendaItem", "Candidate", "Edit", "Evidence", "Meeting", "Person", "Point", "Problem"),
        *("Section", "Speaker", "Speech", "Turn", "Variant"),
    ),
    "transcript.parse": ("parse_transcript",),
    "transcript.record": ("MeetingRecord",),
    "transcript.reviewing": ("Decisions",),
    "transcript.reviewing.asking": ("review",),
    "transcript.reviewing.questions": ("Question",),
    "transcript.text": ("Segment", "SourceText", "Span"),
    "transcript.writers.formats": ("write_record",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        msg = f"module 'transcript' has no attribute {name!r}"
        raise AttributeError(msg)
    value = globals()[name] = getattr(import_module(_HOME_OF[name]), name)
    return value


def __dir__() -> list[str]:
    return __all__
