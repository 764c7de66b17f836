"""A lexicon drafted from reference documents: the people, organisations and terms that they name, with counts and sources.

Minutes of earlier meetings, work reports and programmes spell right what a recogniser will mishear. People and their organisations
come from the grammar of names and titles, terms from the runs of content words and from what stands in quotation marks. It is a
draft, to be read before it is used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs
import regex
from ahocorasick_rs import AhoCorasick

from transcript.lexicon.runs import Run, is_organization, runs_of, terms_of
from transcript.people import Mention, find_mentions
from transcript.people.names import names_from
from transcript.phonetics.readings import without_surrogates
from transcript.readers import read
from transcript.text import SourceText, Span
from transcript.words import Words, cut, in_dictionary

KINDS = ("person", "org", "term")
_SHORTEST_ORGANIZATION = 4
_ITEM = regex.compile(r"([\u4e00-\u9fff]{2,4})、")
_QUOTED = regex.compile(r"[“「]([\u4e00-\u9fffA-Za-z0-9]{3,8})[”」]")
_TITLED = regex.compile(r"《([^《》\s]{4,40})》")


@attrs.define
class _Find:
    """What is known of a candidate while documents are read.

    Attributes:
        kind: One of `KINDS`.
        facts: How often it was met with each title, each organisation.
        counts: How often each document has it.
        written: How it is written where it stands first.
    """

    kind: str
    facts: dict[str, Counter[str]] = attrs.field(factory=dict)
    counts: Counter[str] = attrs.field(factory=Counter)
    written: str = ""


_Found = dict[str, _Find]  # by the term in simplified script


def mine_records(documents: Iterable[str | Path]) -> list[dict[str, Any]]:
    """Records for `Lexicon.from_records`: people, organisations, terms, the most frequent first.

    Args:
        documents: Texts, or paths of files in any format that can be read.

    Raises:
        FormatError: If a document cannot be read.
        SourceError: If a path cannot be opened.
    """
    found: _Found = {}
    runs: Counter[Run] = Counter()
    sources: list[tuple[str, SourceText]] = []
    for number, document in enumerate(documents, start=1):
        source, _ = read(document)
        runs.update(_runs(source, _note_people(source, found)))
        _note_quoted(source, found)
        sources.append((document.name if isinstance(document, Path) else f"文本{number}", source))
    for part in terms_of(runs):
        found.setdefault("".join(part), _Find("org" if is_organization(part) else "term"))
    _count(found, sources)
    ranked = sorted(found.items(), key=lambda item: (KINDS.index(item[1].kind), -item[1].counts.total(), item[0]))
    return [_record(find) for _, find in ranked]


def _record(find: _Find) -> dict[str, Any]:
    facts = {key: values.most_common(1)[0][0] for key, values in find.facts.items()}
    return {
        "term": find.written,
        "type": find.kind,
        **facts,
        "count": find.counts.total(),
        "sources": sorted(find.counts),
    }


def _count(found: _Found, sources: Iterable[tuple[str, SourceText]]) -> None:
    """Count the candidates in each document, and see how they are written there."""
    finds = list(found.values())
    finder = AhoCorasick(list(found))
    for name, source in sources:
        text = without_surrogates(source.folded)
        for number, start, end in finder.find_matches_as_indexes(text, overlapping=True):
            finds[number].counts[name] += 1
            finds[number].written = finds[number].written or source.text[start:end]


def _note_people(source: SourceText, found: _Found) -> list[Span]:
    """Note the people and organisations of a document; where they stand."""
    words = cut(source.folded)
    spans: list[Span] = []
    for mention in find_mentions(words.text):
        if mention.organization and len(mention.organization) >= _SHORTEST_ORGANIZATION:
            found.setdefault(mention.organization, _Find("org"))
        if mention.form == "full" and len(mention.pieces) == 1:
            names = [mention.pieces[0], *_listed(words, mention)]
            spans.append(Span(mention.span.start, max(mention.span.end, names[-1].end)))
            for name in names:
                _note_facts(found.setdefault(name.slice(source.folded), _Find("person")), mention)
    return spans


def _note_facts(find: _Find, mention: Mention) -> None:
    for key, value in (("title", mention.title), ("organization", mention.organization)):
        if value:
            find.facts.setdefault(key, Counter())[value] += 1


def _listed(words: Words, mention: Mention) -> Iterator[Span]:
    """The names that follow a titled name in a list: 副行长方志明、乔若川、李文博."""
    at = mention.pieces[0].end
    while mention.title and words.text[at : at + 1] == "、":
        name = _next_name(words, at + 1)
        if name is None:
            return
        yield name
        at = name.end


def _next_name(words: Words, start: int) -> Span | None:
    """The name that begins at *start*: what stands between two marks of the list, else what reads best as one."""
    item = _ITEM.match(words.text, start)
    if item and not in_dictionary(item[1]):
        return Span(start, item.end(1))
    best = max(names_from(words, start), key=lambda reading: (reading.score, reading.end), default=None)
    return Span(start, best.end) if best and best.score > 0 else None


def _note_quoted(source: SourceText, found: _Found) -> None:
    for segment in source.speech:
        text = segment.span.slice(source.folded)
        for pattern in (_QUOTED, _TITLED):
            for match in pattern.finditer(text):
                found.setdefault(match[1], _Find("term"))


def _runs(source: SourceText, named: Iterable[Span]) -> Iterator[Run]:
    """The runs of the speech; where people are named, none are sought."""
    at = 0
    for span in sorted(named):
        yield from _runs_within(source, Span(at, max(at, span.start)))
        at = max(at, span.end)
    yield from _runs_within(source, Span(at, len(source.text)))


def _runs_within(source: SourceText, span: Span) -> Iterator[Run]:
    for piece in source.speech_within(span):
        yield from runs_of(piece.slice(source.folded))
