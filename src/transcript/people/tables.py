"""The tables of names, titles and organisations, read once: one row a fact (see the head line of each file)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """The rows of a table of this package, without its comments."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))


SURNAMES = {row[0]: row[1] for row in rows("surnames.tsv")}
ORDINARY_SURNAMES = frozenset(row[0] for row in rows("surnames.tsv") if row[2:] == ("ordinary",))
TITLES = {row[0]: row[1] for row in rows("titles.tsv")}
SHORT_FORMS = {row[0]: row[2] for row in rows("titles.tsv") if len(row) > 2}
SHORT_TITLES = frozenset(SHORT_FORMS.values())
TITLE_PREFIXES = frozenset(row[0] for row in rows("title_prefixes.tsv"))
ORGANIZATION_ENDS = frozenset(row[0] for row in rows("organizations.tsv"))


@cache
def given_weights() -> dict[str, float]:
    """How much a character speaks for a given name, in log odds against ordinary speech."""
    return {row[0]: float(row[1]) for row in rows("given.tsv")}
