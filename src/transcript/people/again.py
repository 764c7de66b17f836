"""Names that were found once, wherever else they stand: whole, or by the given name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs
from ahocorasick_rs import AhoCorasick, MatchKind

from transcript.people.edges import EDGES, before_organization, edge
from transcript.people.names import given_score, surname_to
from transcript.people.tables import TITLES
from transcript.people.values import Mention
from transcript.text import Span
from transcript.words import Words, in_dictionary, is_word

_TITLES = tuple(TITLES)
_GIVEN_BEFORE = ("请", "谢谢", "感谢", "问", "听听", "欢迎", "像", "刚才", "刚刚", "和", "跟")


def known_again(words: Words, found: tuple[Mention, ...]) -> Iterator[Mention]:
    """Names already found, where they stand without a title: whole, or by the given name if that is no word."""
    full = {m.name: m for m in found if m.form == "full" and m.name and len(m.pieces) == 1}
    given = {name[len(m.surname or "") :]: m for name, m in full.items() if len(name) - len(m.surname or "") == 2}
    forms = {**{g: "given" for g in given if not is_word(g)}, **{name: "full" for name in full if not _everyday(name)}}
    if not forms:
        return
    patterns = tuple(forms)
    finder = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)
    for index, start, end in finder.find_matches_as_indexes(words.text):
        name = patterns[index]
        if not (words.begins(start) and words.begins(end)) or before_organization(words.text, end):
            continue
        if _as_given(words, start, end) if forms[name] == "given" else _as_full(words, start, end):
            known = full[name] if forms[name] == "full" else None
            yield Mention(
                span=Span(start, end),
                form=forms[name],
                name=name,
                pieces=(Span(start, end),),
                surname=known.surname if known else None,
            )


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


def _as_given(words: Words, start: int, end: int) -> bool:
    """Whether a given name that is also in the dictionary (荣幸) stands as a name does: called, or set off by marks."""
    if surname_to(words, start):
        return False  # somebody else's name
    return not in_dictionary(words.text[start:end]) or _set_off(words, start, end)


def _as_full(words: Words, start: int, end: int) -> bool:
    """Whether a name of two characters that is also in the dictionary (田野) stands as a name does."""
    return end - start > 2 or not in_dictionary(words.text[start:end]) or _set_off(words, start, end)


def _set_off(words: Words, start: int, end: int) -> bool:
    text = words.text
    before = start == 0 or text[start - 1] in EDGES or text.endswith(_GIVEN_BEFORE, 0, start)
    return before and (edge(words, end) > 0 or text.startswith(_TITLES, end))


def _everyday(name: str) -> bool:
    return len(name) == 2 and is_word(name) and given_score(name[1]) < 1
