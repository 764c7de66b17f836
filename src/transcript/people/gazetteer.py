"""What is known of names, titles and organisations without looking at a sentence: the tables, and the words that the tagger looks up."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from transcript.people.tables import (
    ORDINARY_SURNAMES,
    ORGANIZATION_ENDS,
    PLACES,
    SHORT_FORMS,
    SHORT_TITLES,
    SURNAMES,
    TITLE_PREFIXES,
    TITLES,
    TRANSLITERATING,
    given_weights,
)

__all__ = [
    "ORDINARY_SURNAMES",
    "ORGANIZATION_ENDS",
    "PLACES",
    "SHORT_FORMS",
    "SHORT_TITLES",
    "SURNAMES",
    "TITLES",
    "TITLE_PREFIXES",
    "TRANSLITERATING",
    "body_words",
    "given_weights",
    "office_words",
]


@cache
def office_words() -> frozenset[str]:
    """Titles and what stands before them, as far as they are listed."""
    offices = {word for word, kind in TITLES.items() if kind != "address"}
    return frozenset({*offices, *TITLE_PREFIXES, *_words("office_words.txt")})


@cache
def body_words() -> frozenset[str]:
    """Words that the names of organisations end with."""
    return frozenset({*ORGANIZATION_ENDS, *_words("body_words.txt")})


@cache
def address_words(kind: str) -> tuple[str, ...]:
    """Forms of address of one kind (see `address_words.txt`), longer ones first."""
    text = files(__package__).joinpath("address_words.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines())
    return tuple(sorted((word for row in rows if row[0] == kind for word in row[1:]), key=len, reverse=True))


def _words(name: str) -> Iterator[str]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            yield from line.split()
