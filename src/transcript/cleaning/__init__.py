"""Cleaning: what a clerk would tidy, as edits with reasons.

One file a kind: joins across segments, repeats, fillers, punctuation, numbers, script. Each stage is a plain function from a
source to edits; none knows of the others' edits but what it is given. `clean_edits` runs those that are asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from transcript.cleaning.disfluencies import filler_edits, repeat_edits
from transcript.cleaning.hallucinations import set_aside_hallucinations
from transcript.cleaning.inverse_text_normalization import normalize_numbers, number_edits, number_problems
from transcript.cleaning.punctuation import punctuation_edits
from transcript.cleaning.script import SCRIPTS, in_script, script_edits
from transcript.cleaning.segment_joins import join_edits
from transcript.cleaning.sentence_ends import sentence_end_edits
from transcript.model import Edit
from transcript.text import SourceText

STAGES = ("hallucinations", "joins", "repeats", "fillers", "punctuation", "numbers")
"""What `clean_edits` does unless it is told otherwise."""


def clean_edits(
    source: SourceText, *, stages: Collection[str] = STAGES, breaks: Collection[int] = ()
) -> tuple[Edit, ...]:
    """Run the chosen stages, and yield their edits stage by stage.

    Args:
        source: What is read.
        stages: Which of `STAGES` to run; "hallucinations" are no edits, `set_aside_hallucinations` runs before.
        breaks: Offsets at which another speaker begins.

    Returns:
        The edits; those of different stages may overlap.

    Raises:
        ValueError: If a stage is not one of `STAGES`.
    """
    _check(stages)
    joins = join_edits(source, breaks=breaks) if "joins" in stages else ()
    return (
        *joins,
        *(repeat_edits(source) if "repeats" in stages else ()),
        *(filler_edits(source) if "fillers" in stages else ()),
        *(_punctuation(source, joins, breaks) if "punctuation" in stages else ()),
        *(number_edits(source) if "numbers" in stages else ()),
    )


def _punctuation(source: SourceText, joins: Sequence[Edit], breaks: Collection[int]) -> tuple[Edit, ...]:
    """Marks set right, and ends of sentences suggested where no other mark is set."""
    marks = punctuation_edits(source, joins=joins)
    taken = [edit.span for edit in (*joins, *marks) if edit.applied]
    places = {at for span in taken for at in (span.start, span.end)}
    stops = sentence_end_edits(source, breaks=breaks)
    return (*marks, *(stop for stop in stops if stop.span.start not in places and stop.span.end not in places))


def _check(stages: Collection[str]) -> None:
    """Raise if something else than the names of stages is given."""
    unknown = [stages] if isinstance(stages, str) else sorted(set(stages) - set(STAGES))
    if unknown:
        msg = f"clean takes a collection of any of {', '.join(STAGES)}, not {', '.join(map(repr, unknown))}"
        raise ValueError(msg)


__all__ = [
    "SCRIPTS",
    "STAGES",
    "clean_edits",
    "filler_edits",
    "in_script",
    "join_edits",
    "normalize_numbers",
    "number_edits",
    "number_problems",
    "punctuation_edits",
    "repeat_edits",
    "script_edits",
    "sentence_end_edits",
    "set_aside_hallucinations",
]
