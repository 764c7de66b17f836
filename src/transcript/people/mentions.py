"""Where a text speaks of a person, and in which words.

`find_mentions` goes over the title phrases of a folded text and reads a name before or after each (`titled.py`), over names that are not Chinese
ones (`foreign.py`), then over the places where a name may stand without a title (`called.py`). Last, the names so found are looked up everywhere
else (`again.py`).

What a mention is *for* (a call, thanks, a quotation) is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable

from transcript.people.again import behind_titles, known_again
from transcript.people.called import called_names
from transcript.people.foreign import dotted_names, latin_names, titled_latin_names, transliterated_names
from transcript.people.nicknames import nicknames
from transcript.people.titled import short_titles, titled_names
from transcript.people.values import Mention
from transcript.words import cut


def find_mentions(folded: str) -> tuple[Mention, ...]:
    """Every place of a folded text where a person is named, in order; mentions do not overlap.

    >>> [(m.name, m.title, m.organization) for m in find_mentions("请省水利厅副厅长方志明同志发言。")]
    [('方志明', '副厅长', '省水利厅')]
    """
    words = cut(folded)
    foreign = (*dotted_names(words), *transliterated_names(words), *titled_latin_names(words))
    found = _apart([*titled_names(words), *short_titles(words), *foreign], ())
    found = _apart([*called_names(words), *latin_names(words), *nicknames(words)], found)
    return tuple(behind_titles(sorted(_apart(known_again(words, found), found), key=lambda m: m.span)))


def _apart(new: Iterable[Mention], old: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """*old*, and those of *new* that overlap neither them nor a longer one among themselves."""
    new = list(new)
    taken = bytearray(max((m.span.end for m in (*old, *new)), default=0))
    for mention in old:
        taken[mention.span.start : mention.span.end] = b"\1" * len(mention.span)
    kept = list(old)
    for mention in sorted(new, key=lambda m: (-len(m.name or ""), m.span)):
        if not any(taken[mention.span.start : mention.span.end]):
            taken[mention.span.start : mention.span.end] = b"\1" * len(mention.span)
            kept.append(mention)
    return tuple(kept)
