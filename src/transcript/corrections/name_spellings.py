"""Unify the spellings of one person's name: 方志明校长 five times, 方智明校长 once.

Two full names of a text mean one person where they sound alike throughout, or share surname and title and nearly sound alike. The
spelling that stands oftener is taken for right, of equals the one introduced with more words; only a name of three characters that
is heard alike and stands far oftener is applied, for two people may well have like names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from transcript.model import Edit
from transcript.people import Mention
from transcript.phonetics import distance
from transcript.text import SourceText

ALIKE = 0.06  # apart at most, for each character: tones, and one pair of easily confused sounds in three characters
NEAR = 0.25  # the same for names under one surname and title
OFTEN, RATIO = 6, 4
_MOST = 100  # names that are compared under one surname or title


@attrs.frozen(kw_only=True)
class _Name:
    """A full name and its mentions, in order."""

    text: str
    mentions: tuple[Mention, ...]

    @property
    def titles(self) -> frozenset[str]:
        return frozenset(m.title for m in self.mentions if m.title)

    @property
    def rank(self) -> tuple[int, int, int]:
        """Names that are likelier to be spelled right come first."""
        introduction = max(len((m.organization or "") + (m.title or "")) for m in self.mentions)
        return -len(self.mentions), -introduction, self.mentions[0].span.start


def find_name_spellings(source: SourceText, mentions: Iterable[Mention]) -> Iterator[Edit]:
    """Edits that give a person one spelling.

    Args:
        source: The text that the mentions speak of.
        mentions: All of it; only full names that stand in one piece are looked at.
    """
    for bucket in _buckets(_names(mentions)):
        ranked = sorted(bucket, key=lambda name: name.rank)[:_MOST]
        models: list[_Name] = []
        for name in ranked:
            model = next((other for other in models if _same_person(name, other)), None)
            if model is None:
                models.append(name)
            else:
                yield from _edits(source, name, model)


def _names(mentions: Iterable[Mention]) -> list[_Name]:
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        if (
            mention.form == "full"
            and mention.name
            and len(mention.pieces) == 1
            and len(mention.pieces[0]) == len(mention.name)
        ):
            found.setdefault(mention.name, []).append(mention)
    return [_Name(text=text, mentions=tuple(group)) for text, group in found.items()]


def _buckets(names: Iterable[_Name]) -> Iterable[list[_Name]]:
    """Names that may be compared: those of one length under one surname."""
    buckets: dict[tuple[int, str], list[_Name]] = {}
    for name in names:
        buckets.setdefault((len(name.text), name.text[0]), []).append(name)
    return buckets.values()


def _same_person(a: _Name, b: _Name) -> bool:
    apart = distance(a.text, b.text, most=NEAR)
    return apart <= ALIKE or (apart <= NEAR and bool(a.titles & b.titles))


def _edits(source: SourceText, name: _Name, model: _Name) -> Iterator[Edit]:
    alike = distance(name.text, model.text) <= ALIKE
    often = len(model.mentions) >= max(OFTEN, RATIO * len(name.mentions))
    applied = alike and often and len(name.text) > 2
    usual = model.mentions[0].pieces[0].slice(source.text)
    for mention in name.mentions:
        span = mention.pieces[0]
        before = span.slice(source.text)
        counts = f"全文“{usual}”出现{len(model.mentions)}次，“{before}”{len(name.mentions)}次"
        yield Edit(
            span=span,
            before=before,
            after=usual,
            kind="name",
            applied=applied,
            confidence=0.93 if applied else 0.6 if often else 0.5,
            reason=f"{counts}，姓氏相同，读音相{'同' if alike else '近'}，{'应是' if applied else '疑是'}同一人。",
        )
