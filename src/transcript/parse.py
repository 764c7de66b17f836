"""From a source to its record: the stages of the library, in order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from transcript.cleaning import STAGES, clean_edits, in_script, number_problems, script_edits, set_aside_hallucinations
from transcript.corrections import find_consensus, find_terms
from transcript.edits import resolve_conflicts, with_texts
from transcript.facts import (
    detect_kind,
    find_agenda,
    find_author,
    find_chair,
    find_facts,
    find_present,
    find_sections,
)
from transcript.lexicon import Lexicon
from transcript.lexicon.participants import Participants, as_lexicon, load_participants
from transcript.model import Edit, Person, Turn
from transcript.outline import find_points
from transcript.people import KnownPerson, Mention, find_mentions
from transcript.readers import Objects, read
from transcript.readers.annotations import label_by_time, read_diarization
from transcript.readers.markup import entity_edits
from transcript.record import MeetingRecord
from transcript.reviewing import Decisions
from transcript.reviewing.turn_decisions import Settled, settled_speakers, unsettled
from transcript.text import SourceText
from transcript.turns.attribution import find_turns, single_turn
from transcript.turns.label_repair import label_problems
from transcript.turns.naming import with_acknowledged, with_listed
from transcript.turns.speech_mentions import people_alone, speech_mentions
from transcript.turns.speeches import find_speeches


def parse_transcript(
    source: str | bytes | Path | Objects,
    *,
    lexicon: Lexicon | None = None,
    participants: Path | bytes | str | Participants | Iterable[str | Mapping[str, Any] | Person] | None = None,
    format: str = "auto",  # noqa: A002
    diarization: str | bytes | Path | None = None,
    decisions: Decisions | None = None,
    clean: Collection[str] = STAGES,
    script: Literal["keep", "simplified", "traditional"] = "keep",
) -> MeetingRecord:
    """Turn a machine transcript into a meeting record.

    Args:
        source: `str` is the text itself, `bytes` its encoded form, `Path` a file, a `dict` or `list` what a recogniser returned in memory.
        lexicon: The names and terms that are known to be right.
        participants: Who was there: a file (`Path`), its bytes, lines in one text (局长 方志明 县农业农村局), or lines and records. Their names are right,
            as those of the lexicon are.
        format: Name of a reader; "auto" tells by the shape of the text.
        diarization: Who spoke when, for a source with times and without labels: RTTM, or the JSON of a diarization.
        decisions: What a person decided about this source before, on its page or in a file. What no longer fits becomes a problem of the record.
        clean: What to tidy: any of "hallucinations", "joins", "repeats", "fillers", "punctuation", "numbers"; () for nothing.
        script: "simplified" or "traditional" to write the clean text in it; "keep" as it is.

    Returns:
        A record that keeps the source untouched; what was odd in it stands in `problems`.

    Raises:
        FormatError: If the bytes are no text, a structured format is broken, *format* is not the input's, or *diarization* and it cannot
            be joined.
        DecisionError: If *decisions* are about another document.
        LexiconError: If *participants* are no list of people.
        SourceError: If the path cannot be opened.
        ValueError: If *clean* or *script* is none of the words above.
    """
    text, problems = read(source, format=format)
    text = text if diarization is None else label_by_time(text, voices=read_diarization(diarization))
    text, hallucinated = set_aside_hallucinations(text) if "hallucinations" in clean else (text, ())
    kind = detect_kind(text)
    listed = Participants() if participants is None else load_participants(participants)
    terms = find_terms(text, lexicon=as_lexicon(listed, beside=lexicon))
    named = find_mentions(text.folded) if kind == "report" else speech_mentions(text)
    mentions = people_alone(named)
    turns = _turns(
        text,
        kind,
        mentions=named,
        names=terms.edits,
        people=(*listed.people, *_listed(text)),
        settled=() if decisions is None else settled_speakers(decisions),
    )
    speakers = tuple({turn.speaker.id: turn.speaker for turn in turns}.values())
    facts = find_facts(text, kind=kind, turns=turns, speakers=speakers, mentions=mentions)
    voices = () if kind == "report" else [turn.speaker.id for turn in turns]
    outline = find_points(text, spans=[span for span, _ in facts.parts], voices=voices)
    consensus = find_consensus(text, mentions=mentions, decided=terms.edits, right=terms.right)
    breaks = [turn.span.start for turn in turns]
    found = (
        *terms.edits,
        *consensus,
        *outline.edits,
        *entity_edits(text),
        *clean_edits(text, stages=clean, breaks=breaks),
    )
    edits = resolve_conflicts((*in_script(found, script=script), *script_edits(text, script=script)), breaks=breaks)
    record = MeetingRecord(
        source=text,
        kind=kind,
        turns=with_texts(turns, source=text, edits=edits),
        speakers=speakers,
        speeches=facts.speeches or find_speeches(text, turns=turns),
        edits=edits,
        points=outline.points,
        sections=find_sections(text, kind=kind, parts=facts.parts, points=outline.points),
        agenda=find_agenda(text, turns=turns, points=outline.points),
        meeting=facts.meeting,
        problems=(
            *problems,
            *listed.problems,
            *hallucinated,
            *label_problems(text, turns=turns),
            *outline.problems,
            *number_problems(text),
        ),
    )
    return (
        record if decisions is None else record.apply(unsettled(decisions, source=text, turns=turns), misfits="report")
    )


def _turns(
    text: SourceText,
    kind: str,
    *,
    mentions: Sequence[Mention],
    names: Sequence[Edit],
    people: Sequence[KnownPerson],
    settled: Sequence[Settled],
) -> tuple[Turn, ...]:
    """A transcript has turns, a speech is one, a report has none."""
    if kind == "report":
        return ()
    if kind == "speech":
        return single_turn(text, author=find_author(text))
    turns = find_turns(text, mentions=mentions, names=names, people=people, settled=settled)
    listed = [Person(name=p.name, title=p.title, organization=p.organization) for p in people]
    return with_acknowledged(with_listed(turns, present=listed), source=text, mentions=people_alone(mentions))


def _listed(text: SourceText) -> Iterator[KnownPerson]:
    """Whom the head of the record lists: the chair, and those present."""
    chair = find_chair(text)
    if chair and chair.name:
        yield KnownPerson(name=chair.name, title=chair.title, organization=chair.organization, source="chair")
    for person in find_present(text):
        if person.name and not (chair and person.name == chair.name):
            yield KnownPerson(name=person.name, title=person.title, organization=person.organization, source="head")
