"""Turn the machine transcript of a Chinese meeting into a clean, structured record."""

from transcript.cleaning import normalize_numbers
from transcript.corrections import Corrected, correct_terms
from transcript.errors import FormatError, LexiconError, SchemaError, SourceError, TranscriptError
from transcript.lexicon import Entry, Lexicon
from transcript.parse import parse_transcript
from transcript.record import MeetingRecord
from transcript.text import Segment, SourceText, Span
from transcript.values import (
    AgendaItem,
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

__all__ = [
    "AgendaItem",
    "Corrected",
    "Edit",
    "Entry",
    "Evidence",
    "FormatError",
    "Lexicon",
    "LexiconError",
    "Meeting",
    "MeetingRecord",
    "Person",
    "Point",
    "Problem",
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
    "correct_terms",
    "normalize_numbers",
    "parse_transcript",
]
