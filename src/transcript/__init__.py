"""Turn the machine transcript of a Chinese meeting into a clean, structured record.

The values are imported at once, the stages (which bring numpy and a dictionary of words) when one of their names is first asked for: a program that only
reads saved records starts in a fraction of the time.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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
from transcript.record import MeetingRecord
from transcript.reviewing import Decisions
from transcript.reviewing.asking import review
from transcript.reviewing.questions import Question
from transcript.text import Segment, SourceText, Span

if TYPE_CHECKING:
    from transcript.cleaning import normalize_numbers
    from transcript.corrections import Corrected, correct_terms
    from transcript.lexicon import Entry, Lexicon
    from transcript.parse import parse_transcript
    from transcript.writers.formats import write_record

__version__ = "0.1.0"

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

_STAGES = {
    "Corrected": "transcript.corrections",
    "Entry": "transcript.lexicon",
    "Lexicon": "transcript.lexicon",
    "correct_terms": "transcript.corrections",
    "normalize_numbers": "transcript.cleaning",
    "parse_transcript": "transcript.parse",
    "write_record": "transcript.writers.formats",
}


def __getattr__(name: str) -> Any:
    if name not in _STAGES:
        msg = f"module 'transcript' has no attribute {name!r}"
        raise AttributeError(msg)
    value = globals()[name] = getattr(import_module(_STAGES[name]), name)
    return value


def __dir__() -> list[str]:
    return __all__
