"""Terms of documents: runs of content words between the verbs and particles of official prose.

The verbs, qualifiers and general words are a table (boundaries.tsv). A run that recurs is a term, and so is a shorter run inside several
longer ones; a run that stands only once is one if it is short and has a word that everyday speech hardly has (林权抵押登记).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

import regex

from transcript.people.tables import TITLES
from transcript.words import frequency, in_dictionary, tagged_words

SHORTEST, LONGEST = 4, 14  # characters of a term
WORDS = 5  # of a term
LONGEST_ONCE, WORDS_ONCE = 9, 3  # of a term that stands only once
OFTEN = 2
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
    """The runs of content words of a folded text, without the general words at their beginnings.

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
    """The words of a kind in boundaries.tsv."""
    lines = files(__package__).joinpath("boundaries.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line.startswith(f"{kind}\t") for word in line.split("\t")[1].split(" "))


def _trimmed(run: list[str]) -> Iterator[Run]:
    general = boundary_words("general")
    while run and run[0] in general:
        run = run[1:]
    if run and (run[-1] not in general or len(run) > 2):
        yield tuple(run)


def terms_of(counts: Counter[Run]) -> Iterator[Run]:
    """The terms among runs and the shorter runs in them.

    Args:
        counts: How often each whole run stands in the documents.
    """
    parts = parts_of(counts)
    longer = _within_longer(parts)
    for part, count in parts.items():
        free = count - longer[part]
        if (count >= OFTEN and free >= OFTEN and _is_specific(part)) or (part in counts and _stands_out(part)):
            yield part


def parts_of(counts: Counter[Run]) -> Counter[Run]:
    """How often each run stands in the documents, whole or within another."""
    parts: Counter[Run] = Counter()
    for run, count in counts.items():
        for part in parts_within(run):
            parts[part] += count
    return parts


def parts_within(run: Run) -> Iterator[Run]:
    """The run and the shorter runs in it that are as long as terms are."""
    general = boundary_words("general")
    for size in range(1, min(WORDS, len(run)) + 1):
        for first in range(len(run) - size + 1):
            part = run[first : first + size]
            if part[0] not in general and SHORTEST <= sum(map(len, part)) <= LONGEST:
                yield part


def _within_longer(parts: Counter[Run]) -> Counter[Run]:
    """How many times a run stands inside the one longer run that has it most often."""
    most: Counter[Run] = Counter()
    for part, count in parts.items():
        for inner in (part[1:], part[:-1]) if len(part) > 1 else ():
            most[inner] = max(most[inner], count)
    return most


def _is_specific(part: Run) -> bool:
    """Whether a run that recurs is more than everyday words."""
    if len(part) == 1:
        return _is_rare(part[0])
    return part[-1] not in boundary_words("general") or any(map(_is_rare, part))


def _stands_out(part: Run) -> bool:
    """Whether a run is worth a line though it stands only once."""
    return 1 < len(part) <= WORDS_ONCE and sum(map(len, part)) <= LONGEST_ONCE and any(map(_is_rare, part))


@lru_cache(maxsize=1 << 14)
def _is_rare(word: str) -> bool:
    return not in_dictionary(word) or frequency(word) < RARE


def is_organization(run: Iterable[str]) -> bool:
    """Whether a run ends as the names of organisations do."""
    return list(run)[-1].endswith(tuple(boundary_words("organization")))
