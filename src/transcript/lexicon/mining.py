"""A lexicon drafted from reference documents: the people, organisations and terms that they name, with counts and sources.

Minutes of earlier meetings, work reports and programmes spell right what a recogniser will mishear. People and their organisations
come from the grammar of names and titles, terms from the runs of content words and from what stands in quotation marks. It is a
draft, to be read before it is used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import attrs
import regex
from ahocorasick_rs import AhoCorasick

from transcript.people import Mention, find_mentions
from transcript.people.gazetteer import TITLES, names_from
from transcript.phonetics.readings import without_surrogates
from transcript.readers import read
from transcript.text import SourceText, Span
from transcript.words import Words, cut, frequency, in_dictionary, tagged_words, words_of_role

SHORTEST, LONGEST = 4, 14  # characters of a term
WORDS = 5  # of a term
LONGEST_ONCE, WORDS_ONCE = 9, 3  # of a term that stands only once
OFTEN = 2  # times that a term must occur, also outside longer ones
RARE = 150  # counts of the dictionary below which everyday speech hardly has a word
_PARTICLES = (
    "u",
    "c",
    "p",
    "r",
    "d",
    "ad",
    "vd",
    "m",
    "q",
    "f",
    "y",
    "o",
    "e",
    "x",
    "eng",
    "z",
)  # tags of words no term has
_HAN = regex.compile(r"[\u4e00-\u9fff]+")

Run = tuple[str, ...]


def runs_of(text: str) -> Iterator[Run]:
    """Find the runs of content words of a folded text, without the general words at their beginnings.

    Args:
        text: A text in simplified script.

    Yields:
        The runs.

    >>> list(runs_of("要稳步推进林权抵押登记的后续工作"))
    [('林权', '抵押', '登记')]
    """
    run: list[str] = []
    for word, tag in tagged_words(text):
        if _parts_terms(word, tag):
            yield from _trimmed(run)
            run = []
        else:
            run.append(word)
    yield from _trimmed(run)


def _parts_terms(word: str, tag: str) -> bool:
    return (
        word in boundary_words("verb")
        or word in boundary_words("modifier")
        or word in TITLES
        or tag.startswith(_PARTICLES)
        or not _HAN.fullmatch(word)
    )


@lru_cache
def boundary_words(kind: str) -> frozenset[str]:
    """Read the words of a kind in boundaries.tsv.

    Args:
        kind: The first field of the rows.

    Returns:
        The words.
    """
    return frozenset(words_of_role(files(__package__) / "boundaries.tsv", kind))


def _trimmed(run: list[str]) -> Iterator[Run]:
    general = boundary_words("general")
    while run and run[0] in general:
        run = run[1:]
    if run and (run[-1] not in general or len(run) > 2):
        yield tuple(run)


def terms_of(counts: Counter[Run]) -> Iterator[Run]:
    """Choose the terms among runs and the shorter runs in them.

    Args:
        counts: How often each whole run stands in the documents.

    Yields:
        The terms.
    """
    parts = parts_of(counts)
    longer = _within_longer(parts)
    for part, count in parts.items():
        free = count - longer[part]
        if (count >= OFTEN and free >= OFTEN and _is_specific(part)) or (part in counts and _stands_out(part)):
            yield part


def parts_of(counts: Counter[Run]) -> Counter[Run]:
    """Count how often each run stands in the documents, whole or within another.

    Args:
        counts: How often each whole run stands in the documents.

    Returns:
        The counts.
    """
    parts: Counter[Run] = Counter()
    for run, count in counts.items():
        for part in parts_within(run):
            parts[part] += count
    return parts


def parts_within(run: Run) -> Iterator[Run]:
    """List the run and the shorter runs in it that are as long as terms are.

    Args:
        run: Words that follow each other.

    Yields:
        The runs.
    """
    general = boundary_words("general")
    for size in range(1, min(WORDS, len(run)) + 1):
        for first in range(len(run) - size + 1):
            part = run[first : first + size]
            if part[0] not in general and SHORTEST <= sum(map(len, part)) <= LONGEST:
                yield part


def _within_longer(parts: Counter[Run]) -> Counter[Run]:
    """Return how many times a run stands inside the one longer run that has it most often."""
    most: Counter[Run] = Counter()
    for part, count in parts.items():
        for inner in (part[1:], part[:-1]) if len(part) > 1 else ():
            most[inner] = max(most[inner], count)
    return most


def _is_specific(part: Run) -> bool:
    """Return whether a run that recurs is more than everyday words."""
    if len(part) == 1:
        return _is_rare(part[0])
    return part[-1] not in boundary_words("general") or any(map(_is_rare, part))


def _stands_out(part: Run) -> bool:
    """Return whether a run is worth a line though it stands only once."""
    return 1 < len(part) <= WORDS_ONCE and sum(map(len, part)) <= LONGEST_ONCE and any(map(_is_rare, part))


@lru_cache(maxsize=1 << 14)
def _is_rare(word: str) -> bool:
    return not in_dictionary(word) or frequency(word) < RARE


def is_organization(run: Iterable[str]) -> bool:
    """Tell whether a run ends as the names of organisations do.

    Args:
        run: Words that follow each other.

    Returns:
        True if so.
    """
    return list(run)[-1].endswith(tuple(boundary_words("organization")))


KINDS = ("person", "org", "term")
_SHORTEST_ORGANIZATION = 4  # characters
_ITEM = regex.compile(r"([\u4e00-\u9fff]{2,4})、")
_QUOTED = regex.compile(r"[“「]([\u4e00-\u9fffA-Za-z0-9]{3,8})[”」]")
_TITLED = regex.compile(r"《([^《》\s]{4,40})》")


@attrs.define
class _Find:
    """The facts about a candidate while documents are read.

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
    """Draft records for `Lexicon.from_records`: people, organisations, terms.

    Args:
        documents: Texts, or paths of files in any format that can be read.

    Returns:
        The records, the most frequent first.

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
