"""Names that are put in later beside titles that stand alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from transcript.people.values import Mention
from transcript.text import Span


def behind_titles(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions, in order, with a title that stands alone right before a bare name as the title of that name.

    >>> title = Mention(span=Span(1, 7), form="title", title="科长", organization="信息中心")
    >>> [(m.name, m.title) for m in behind_titles([title, Mention(span=Span(7, 10), form="full", name="方志明")])]
    [('方志明', '科长')]
    """
    last: Mention | None = None
    for mention in mentions:
        if last and last.form == "title" and last.span.end == mention.span.start and _bare(mention):
            span = Span(last.span.start, mention.span.end)
            mention = attrs.evolve(mention, span=span, title=last.title, organization=last.organization)
        elif last:
            yield last
        last = mention
    if last:
        yield last


def _bare(mention: Mention) -> bool:
    return mention.form == "full" and not mention.title and not mention.organization
