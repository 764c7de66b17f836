"""Names that are not Chinese ones: 阿依努尔·买买提, 施密特先生, Vivian."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import attrs
import regex

from transcript.people.edges import EDGES, after_call, edge, employer_before
from transcript.people.names import NAME, names_to
from transcript.people.phrases import TitlePhrase, title_phrases
from transcript.people.tables import TRANSLITERATING
from transcript.people.values import Mention
from transcript.text import Span
from transcript.words import Words

_CALLERS = frozenset("请由和与叫是问听让谢向对跟给把拿的了在说于")  # beside a foreign name, no part of it
_FOREIGN = regex.compile(r"[\u4e00-\u9fff]{1,6}(?P<dot>[·•‧・])[\u4e00-\u9fff]{1,6}(?:[·•‧・][\u4e00-\u9fff]{1,6})?")
_TRANSLITERATED = regex.compile(
    rf"(?P<name>[{TRANSLITERATING}]{{3,5}})(?P<title>先生|女士|小姐|博士|教授|总裁|大使|主席|部长|总监|经理)"
)
_SHORTEST_FOREIGN = 3
_SHOWN = 1.5  # so well must a Latin name end that is said once
_LATIN = regex.compile(
    r"(?P<cue>(?P<self>我叫|我是)|谢谢|感谢|问问|问一下|请问|听听|接下来|最后|有请)? ?"
    r"(?<![A-Za-z0-9])(?P<name>[A-Za-z][a-z]{2,14})(?![A-Za-z0-9]) ?(?P<after>你|您|老师|总(?![体之是的算])|先生|女士)?"
)
_LATIN_TITLED = regex.compile(r"(?<![A-Za-z0-9]) ?(?P<name>[A-Z][a-z]{1,14}(?: [A-Z][a-z]{1,14}){0,2})(?![A-Za-z0-9])")
_LATIN_CONTEXTS = 2  # so often must a Latin word stand as a name does


def dotted_names(words: Words) -> Iterator[Mention]:
    """阿依努尔·买买提: a name with a dot in it, where its end shows, or a title begins."""
    titles = {phrase.start: phrase for phrase in title_phrases(words.text)}
    for match in _FOREIGN.finditer(words.text):
        dot = match.start("dot")
        starts = (at for at in range(match.start(), dot) if words.begins(at) and words.text[at] not in _CALLERS)
        places = range(dot + 2, match.end() + 1)
        titled = next((at for at in places if at in titles), None)
        ends = [(edge(words, at), at) for at in places if words.text[at - 1] not in _CALLERS]
        start, (fit, end) = next(starts, None), (1.0, titled) if titled else max(ends, default=(0.0, 0))
        if start is not None and fit > 0:
            yield _foreign_mention(words, start, end, titles.get(end))


def _foreign_mention(words: Words, start: int, end: int, title: TitlePhrase | None) -> Mention:
    name = Span(start, end)
    organization = employer_before(words, start)
    held = organization is not None and Span(organization, start).slice(words.text).removesuffix("的")
    return Mention(
        span=Span(start if organization is None else organization, title.end if title else end),
        form="foreign",
        name=name.slice(words.text),
        pieces=(name,),
        title=words.text[title.start : title.end] if title and title.kind != "address" else None,
        organization=held or None,
    )


def transliterated_names(words: Words) -> Iterator[Mention]:
    """施密特先生: a foreign surname with a form of address; what could as well be a Chinese name is left alone."""
    for match in _TRANSLITERATED.finditer(words.text):
        start, end = match.span("name")
        while start < end and words.text[start] in _CALLERS:
            start += 1
        chinese = any(reading.score >= NAME for reading in names_to(words, end) if reading.start == start)
        if end - start >= _SHORTEST_FOREIGN and words.begins(start) and not chinese:
            name = Span(start, end)
            span = Span(start, match.end())
            yield Mention(
                span=span, form="surname", pieces=(name,), surname=name.slice(words.text), title=match["title"]
            )


def titled_latin_names(words: Words) -> Iterator[Mention]:
    """有请云山科技的创始人Vivian Hall发言: a Latin name behind a title, where somebody is called or works somewhere and the name's end shows."""
    for phrase in title_phrases(words.text):
        match = _LATIN_TITLED.match(words.text, phrase.end)
        if not match or phrase.kind == "address" or edge(words, match.end()) < _SHOWN:
            continue
        mention = _foreign_mention(words, phrase.start, match.end(), None)
        if mention.organization or after_call(words.text, phrase.start):
            name = Span(*match.span("name"))
            title = words.text[phrase.start : phrase.end]
            yield attrs.evolve(mention, form="latin", name=match["name"], pieces=(name,), title=title)


def latin_names(words: Words) -> Iterator[Mention]:
    """Latin names: words that are thanked, asked or addressed at least twice, or that somebody says to be called."""
    places: dict[str, list[Mention]] = {}
    shown: Counter[str] = Counter()
    for match in _LATIN.finditer(words.text):
        alone = words.text[match.end() : match.end() + 1] in EDGES or bool(match["after"])
        key = match["name"].casefold()
        shown[key] += (
            _LATIN_CONTEXTS if match["self"] == "我叫" else bool(match["after"]) + bool(match["cue"] and alone)
        )
        places.setdefault(key, []).append(_latin_mention(match))
    for key, found in places.items():
        if shown[key] >= _LATIN_CONTEXTS:
            yield from found


def _latin_mention(match: regex.Match[str]) -> Mention:
    name = Span(*match.span("name"))
    return Mention(span=name, form="latin", name=match["name"], pieces=(name,))
