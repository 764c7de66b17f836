"""How the people of a lexicon are called: 乔若川 with the title 副处长 is also 乔副处长, 乔处长, 乔处, 若川处长.

Such a form is right where it stands, and what sounds like it may have been meant for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from transcript.lexicon.columns import Column
from transcript.people.names import surname_at
from transcript.people.tables import SHORT_FORMS, TITLE_PREFIXES, TITLES

PERSON = frozenset({"person", "name", "人名", "人物", "人员", "姓名"})
_SCHOLARS = frozenset({"academic", "press", "role", "address"})  # kinds of titles whose bearers are called 老师
_LONGEST_NAME = 4


def called_forms(columns: Mapping[str, Column]) -> Iterator[tuple[int, str]]:
    """Row and form, for every person with a title; a form that several people share comes once.

    >>> from transcript.lexicon.columns import pack
    >>> columns = {"term": pack([(0, "乔若川")]), "type": pack([(0, "person")]), "title": pack([(0, "副处长")])}
    >>> [form for _, form in called_forms(columns)]
    ['乔若川副处长', '乔副处长', '若川副处长', '乔若川处长', '乔处长', '若川处长', '乔处']
    """
    if "title" not in columns:
        return
    terms, types = columns["term"], columns.get("type")
    seen: set[str] = set(terms)
    for row, title in columns["title"].pairs():
        name = terms.at(row)[0]
        if types is not None and set(types.at(row)) - PERSON:
            continue
        for form in _forms(name, title):
            if form not in seen:
                seen.add(form)
                yield row, form


def _forms(name: str, title: str) -> Iterator[str]:
    surname = surname_at(name, 0)
    if surname is None or not len(surname) < len(name) <= _LONGEST_NAME:
        return
    given = name[len(surname) :]
    base = _base(title)
    for called in dict.fromkeys((title, base)):
        yield name + called
        yield surname + called
        if len(given) > 1:
            yield given + called
    if base in SHORT_FORMS:
        yield surname + SHORT_FORMS[base]
    if TITLES.get(base) in _SCHOLARS and base != "老师":
        yield f"{name}老师"
        yield f"{surname}老师"
        if len(given) > 1:
            yield f"{given}老师"


def _base(title: str) -> str:
    """A title without what stands before it: 副处长 is 处长, 二级巡视员 is 巡视员."""
    for start in range(len(title)):
        if title[:start] in TITLE_PREFIXES and title[start:] in TITLES:
            return title[start:]
    return title
