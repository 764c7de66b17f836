"""Names beside a title: 柳溪银行副行长方志明同志, 方志明教授, 方行长, 方委员志明, 方总.

For each title phrase the best name is read that ends where the title begins, or begins where it ends; else a surname, else the title stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import regex

from transcript.people.edges import ADDRESSES, EDGES, LONGEST_SELF, MARK, after_call, edge, employer_before
from transcript.people.names import NAME, Reading, given_score, is_han, names_from, names_to, surname_to
from transcript.people.phrases import TitlePhrase, organization_before, title_phrases
from transcript.people.press import JOURNALISTS, medium_before
from transcript.people.tables import FLOOR_WORDS, FOLLOWERS, ORDINARY_SURNAMES, SHORT_TITLES, SURNAMES
from transcript.people.values import Mention
from transcript.text import Span
from transcript.words import Words, is_word

INTRODUCED = 2.0  # for a name in a self-introduction
ORGANIZED = 1.0  # for a name that an organisation stands before
NAMED_IN_FULL = 1.5  # for a given name of two characters that ends a self-introduction
INVITED = 3.5  # for a name with a common surname that a call stands right before
_CALLED_GIVEN = -6.0  # after 请, before 发言, any two characters that are no word are a given name
_PREPOSITIONS = frozenset("向于任应")  # surnames, but more often what stands before another surname
_INVITES = ("请", "邀请", "欢迎", "谢谢", "感谢", "由")
_MARKS_BEHIND = ("，", "。", "、", "（", "(")
_INITIAL = regex.compile(r"(?<![\p{L}\p{N}--\p{Han}])[A-Z] ?$", regex.V1)  # M 老师, for whom a letter stands
_OWN = regex.compile(r"我是[^。！？!?]*$")
_SHORT = regex.compile(
    rf"([{''.join(s for s in SURNAMES if len(s) == 1)}])({'|'.join(sorted(SHORT_TITLES, key=len, reverse=True))})"
)


def titled_names(words: Words) -> Iterator[Mention]:
    """The best name at each title phrase, or the title alone."""
    for phrase in title_phrases(words.text):
        if phrase.kind == "leader":
            continue
        before = _name_before(words, phrase)
        parted = before is not None and len(before.surname) == before.end - before.start and _given_after(words, phrase)
        after = None if parted else _name_after(words, phrase)
        if after and (before is None or before.start + 1 >= before.end or after.score > before.score):
            yield _mention(words, phrase, after)
        elif before:
            yield _mention(words, phrase, before)
        elif initial := _INITIAL.search(words.text, max(0, phrase.start - 3), phrase.start):
            yield _by_initial(words, phrase, initial.start())
        elif phrase.kind != "address":
            yield _title_alone(words, phrase)


def _title_alone(words: Words, phrase: TitlePhrase) -> Mention:
    employer = employer_before(words, phrase.start)
    if words.text[phrase.core : phrase.end] in JOURNALISTS:
        employer = medium_before(words, phrase.start)
    start = phrase.start if employer is None else employer
    held = words.text[start : phrase.start].removesuffix("的") or None
    title = words.text[phrase.start : phrase.end]
    return Mention(span=Span(start, phrase.end), form="title", title=title, organization=held)


def _by_initial(words: Words, phrase: TitlePhrase, start: int) -> Mention:
    return Mention(
        span=Span(start, phrase.end),
        form="surname",
        surname=words.text[start],
        title=words.text[phrase.start : phrase.end],
        pieces=(Span(start, start + 1),),
    )


def _name_before(words: Words, phrase: TitlePhrase) -> Reading | None:
    """方志明教授, 方教授: the best full name that ends where the title begins, else a surname."""
    best: Reading | None = None
    for start in {phrase.start, phrase.core}:
        for reading in names_to(words, start):
            last = words.text[reading.end - 1]
            doubled = last == reading.surname  # 方明方教授
            if reading.surname in _PREPOSITIONS and reading.end - reading.start == 2:
                doubled = doubled or last in SURNAMES  # 向方教授报告
            employer = employer_before(words, reading.start)
            score = reading.score + (ORGANIZED if employer is not None else 0.0)
            if start == phrase.start:
                score += _invited(words, reading, reading.start if employer is None else employer)
            if score >= NAME and not doubled and (best is None or reading.score > best.score):
                best = reading
    if best:
        return best
    for start in (phrase.start, phrase.core):
        alone = surname_to(words, start)
        if alone and (alone.score > 0 or after_call(words.text, alone.start)):
            return alone
    return None


def _name_after(words: Words, phrase: TitlePhrase) -> Reading | None:
    """副行长方志明同志: a full name that begins where the title ends; its own end must show."""
    if phrase.kind in {"address", "role"} and words.text[phrase.end : phrase.end + 1] in EDGES:
        return None
    organization = organization_before(words, phrase.start)
    own = INTRODUCED if _OWN.search(words.text, max(0, phrase.start - LONGEST_SELF), phrase.start) else 0.0
    best: Reading | None = None
    for reading in names_from(words, phrase.end):
        fit = edge(words, reading.end)
        score = reading.score + fit + (0.0 if organization is None else ORGANIZED) + own
        if own and fit >= MARK and len(reading.surname) < reading.end - reading.start - 1:
            score += NAMED_IN_FULL
        score += _invited(words, reading, phrase.start if organization is None else organization)
        if score >= NAME + 1 and (best is None or score > best.score):
            best = attrs.evolve(reading, score=score)
    return best


def _invited(words: Words, name: Reading, start: int) -> float:
    """What it says for a name of rare characters that what holds it, from *start* on, is called and thanked: 请吴可局长发言."""
    addressed = words.text.startswith(ADDRESSES, name.end)  # 有请甘露女士: though 甘露 is a word
    if is_word(words.text[name.start : name.end]) and not addressed:
        return 0.0
    long = name.end - name.start > 2 or SURNAMES[name.surname] == "common" or addressed
    return (
        INVITED if long and name.surname not in ORDINARY_SURNAMES and words.text.endswith(_INVITES, 0, start) else 0.0
    )


def _mention(words: Words, phrase: TitlePhrase, name: Reading) -> Mention:
    text = words.text
    title = None if phrase.kind == "address" else text[phrase.start : phrase.end]
    full = name.end - name.start > len(name.surname)
    if name.start >= phrase.end:
        start, end = phrase.start, name.end
        organization = employer_before(words, phrase.start)
    else:
        start, end = name.start, phrase.end
        split = name.end
        title = None if phrase.kind == "address" else text[split : phrase.end]
        organization = employer_before(words, name.start)
        if not full and (given := _given_after(words, phrase)):
            return _split_name(text, name, phrase, given)
    held = (
        Span(organization, start - (text[start - 1 : start] == "的")).slice(text) if organization is not None else None
    )
    end += _address_after(text, end)
    return Mention(
        span=Span(start if organization is None else organization, end),
        form="full" if full else "surname",
        name=text[name.start : name.end] if full else None,
        pieces=(Span(name.start, name.end),),
        surname=name.surname,
        title=title,
        organization=held,
    )


def _address_after(text: str, end: int) -> int:
    """Length of a form of address that stands after a name that has its title before it."""
    return next((len(word) for word in ADDRESSES if text.startswith(word, end)), 0)


def _given_after(words: Words, phrase: TitlePhrase) -> int:
    """方委员志明质询: length of a given name that follows a surname and title."""
    text = words.text
    for length, least in ((2, 1.0), (1, 1.5)):
        given = text[phrase.end : phrase.end + length]
        if (
            len(given) == length
            and is_han(given)
            and text.startswith(FLOOR_WORDS + _MARKS_BEHIND, phrase.end + length)
            and given not in FOLLOWERS
        ):
            called = length == 2 and not is_word(given) and "请" in text[max(0, phrase.start - 3) : phrase.start]
            if given_score(given) >= (_CALLED_GIVEN if called else least):
                return length
    return 0


def _split_name(text: str, name: Reading, phrase: TitlePhrase, given: int) -> Mention:
    end = phrase.end + given
    return Mention(
        span=Span(name.start, end),
        form="full",
        name=name.surname + text[phrase.end : end],
        pieces=(Span(name.start, name.end), Span(phrase.end, end)),
        surname=name.surname,
        title=text[phrase.start : phrase.end],
    )


def short_titles(words: Words) -> Iterator[Mention]:
    """方总, 方局, 方巡: a surname and one character of a title, where they are no word and no part of one."""
    text = words.text
    for match in _SHORT.finditer(text, overlapped=True):
        start, end = match.span()
        surname, title = match.groups()
        if (
            not words.begins(start)
            or not words.begins(end)
            or is_word(match.group())
            or surname in ORDINARY_SURNAMES - {"于", "万", "方", "马", "石", "金", "温", "白", "江", "古"}
        ):
            continue
        if title != "总" and not (text[end : end + 1] in EDGES or end == len(text)):
            continue
        yield Mention(
            span=Span(start, end), form="surname", pieces=(Span(start, start + 1),), surname=surname, title=title
        )
