"""Where a text speaks of a person, and in which words.

`find_mentions` goes over the title phrases of a folded text and reads a name before or after each (贵阳某行副行长方志明同志, 方志明教授,
方行长, 方委员志明), then over the places where a name may stand without a title: after a self-introduction or a call (我是方志明,
请方志明发言). Last, the names so found are looked up everywhere else, whole or by their given name.

What a mention is *for* (a call, thanks, a quotation) is not decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs
import regex
from ahocorasick_rs import AhoCorasick, MatchKind

from transcript.people.names import Reading, given_score, is_han, names_from, names_to, surname_to
from transcript.people.phrases import LONGEST_ORGANIZATION, TitlePhrase, organization_before, title_phrases
from transcript.people.tables import FLOOR_WORDS, FOLLOWERS, ORDINARY_SURNAMES, SHORT_TITLES, SURNAMES, TRANSLITERATING
from transcript.text import Span
from transcript.words import Words, cut, in_dictionary, is_word

FORMS = ("full", "surname", "given", "latin", "foreign", "title")


@attrs.frozen(kw_only=True)
class Mention:
    """Words that mean a person.

    Attributes:
        span: All of them: organisation, title, name and form of address.
        form: One of `FORMS`: how the person is named; "surname" is a surname with a title, "title" a title alone.
        name: The name as it stands (a full name, a given name, a Latin one), or None.
        pieces: Where the name, or else the surname, stands; two pieces where a title parts them (方委员志明).
        surname: The surname, if there is one.
        title: The title, without a mere form of address (同志).
        organization: The organisation before it.
        known_as: The name as a lexicon writes it, where that is known to be meant.
    """

    span: Span
    form: str = attrs.field(validator=attrs.validators.in_(FORMS))
    name: str | None = None
    pieces: tuple[Span, ...] = ()
    surname: str | None = None
    title: str | None = None
    organization: str | None = None
    known_as: str | None = None


NAME = 2.0  # the least score of a name beside a title
INTRODUCED = 2.0  # for a name in a self-introduction
ORGANIZED = 1.0  # for a name that an organisation stands before
SURE = 5.0  # the least score of a name whose end does not show
OWN = -1.0  # the same where somebody says so of themselves, before a mark
GIVEN = 3.5  # a surname that speaks so much for a given name is more often part of one
CALLED = 1.0  # the least score of a name after a call or a self-introduction
_MARK = 2.0  # how well a mark ends a name
_EDGES = frozenset("，。、；：！？,.;:!?（）()“”「」《》 \n\t…—\"'")
_OWN = regex.compile(r"我是[^。！？!?]*$")
_LONGEST_SELF = 40
_PREPOSITIONS = frozenset("向于任应")  # surnames, but more often what stands before another surname
_ADDRESSES = ("同志", "先生", "女士", "小姐")
_CUE = regex.compile(
    r"(?P<self>我是|我叫做?|我的名字(?:是|叫)|(?:敝|我)姓(?P<again>\p{Han})[，,](?=(?P=again)))"
    r"|(?P<call>有请|邀请|先请|再请|恭请|欢迎|谢谢|感谢|多谢|请问|问一下|问问|请教|听听|请|问|首先是|再来是|接着是|接下来是|接下来|还有|那么|最后是|最后|来)"
)
_LATIN = regex.compile(
    r"(?P<cue>(?P<self>我叫|我是)|谢谢|感谢|问问|问一下|请问|听听|接下来|最后|有请)? ?"
    r"(?<![A-Za-z0-9])(?P<name>[A-Z](?= ?老师)|[A-Za-z][a-z]{2,14})(?![A-Za-z0-9]) ?(?P<after>你|您|老师|总(?![体之是的算])|先生|女士)?"
)
_LATIN_CONTEXTS = 2  # so often must a Latin word stand as a name does
_FOREIGN = regex.compile(r"[\u4e00-\u9fff]{1,6}(?P<dot>[·•‧・])[\u4e00-\u9fff]{1,6}(?:[·•‧・][\u4e00-\u9fff]{1,6})?")
_TRANSLITERATED = regex.compile(
    rf"(?P<name>[{TRANSLITERATING}]{{3,5}})(?P<title>先生|女士|小姐|博士|教授|总裁|大使|主席|部长|总监|经理)"
)
_SHORTEST_FOREIGN = 3
_SHORT = regex.compile(
    rf"([{''.join(s for s in SURNAMES if len(s) == 1)}])({'|'.join(sorted(SHORT_TITLES, key=len, reverse=True))})"
)


_CALLERS = frozenset("请由和与叫是问听让谢向对跟给把拿的了在说于")  # beside a foreign name, no part of it


def find_mentions(folded: str) -> tuple[Mention, ...]:
    """Every place of a folded text where a person is named, in order; mentions do not overlap.

    >>> [(m.name, m.title, m.organization) for m in find_mentions("请省水利厅副厅长方志明同志发言。")]
    [('方志明', '副厅长', '省水利厅')]
    """
    words = cut(folded)
    found = _apart([*_titled(words), *_short(words), *_foreign(words), *_transliterated(words)], ())
    found = _apart([*_called(words), *_latin(words)], found)
    return tuple(sorted(_apart(_again(words, found), found), key=lambda m: m.span))


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


# Beside a title


def _titled(words: Words) -> Iterator[Mention]:
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
        elif phrase.kind != "address":
            yield _title_alone(words, phrase)


def _title_alone(words: Words, phrase: TitlePhrase) -> Mention:
    return Mention(span=Span(phrase.start, phrase.end), form="title", title=words.text[phrase.start : phrase.end])


def _name_before(words: Words, phrase: TitlePhrase) -> Reading | None:
    """方志明教授, 方教授: the best full name that ends where the title begins, else a surname."""
    best: Reading | None = None
    for start in {phrase.start, phrase.core}:
        for reading in names_to(words, start):
            last = words.text[reading.end - 1]
            doubled = last == reading.surname  # 方明方教授
            if reading.surname in _PREPOSITIONS and reading.end - reading.start == 2:
                doubled = doubled or last in SURNAMES  # 向方教授报告
            score = reading.score + (ORGANIZED if _organization(words, reading.start) is not None else 0.0)
            if score >= NAME and not doubled and (best is None or reading.score > best.score):
                best = reading
    if best:
        return best
    for start in (phrase.start, phrase.core):
        alone = surname_to(words, start)
        if alone and (alone.score > 0 or _after_call(words.text, alone.start)):
            return alone
    return None


def _organization(words: Words, at: int) -> int | None:
    """Where the organisation begins that stands before *at*, with or without 的."""
    return organization_before(words, at - (words.text[at - 1 : at] == "的"))


def _name_after(words: Words, phrase: TitlePhrase) -> Reading | None:
    """副行长方志明同志: a full name that begins where the title ends; its own end must show."""
    if phrase.kind in {"address", "role"} and words.text[phrase.end : phrase.end + 1] in _EDGES:
        return None
    organization = organization_before(words, phrase.start) is not None
    own = INTRODUCED if _OWN.search(words.text, max(0, phrase.start - _LONGEST_SELF), phrase.start) else 0.0
    best: Reading | None = None
    for reading in names_from(words, phrase.end):
        score = reading.score + edge(words, reading.end) + (ORGANIZED if organization else 0.0) + own
        if score >= NAME + 1 and (best is None or score > best.score):
            best = attrs.evolve(reading, score=score)
    return best


def edge(words: Words, end: int) -> float:
    """How well a name may end at *end*: before a mark or a word that follows names it does, inside a word it does not."""
    text = words.text
    if end >= len(text) or text[end] in _EDGES:
        return _MARK
    if text.startswith(_ADDRESSES, end):
        return 5.5
    if text.startswith(FOLLOWERS, end):
        return 1.5
    return 0.0 if words.begins(end) else -4.0


def _mention(words: Words, phrase: TitlePhrase, name: Reading) -> Mention:
    text = words.text
    title = None if phrase.kind == "address" else text[phrase.start : phrase.end]
    full = name.end - name.start > len(name.surname)
    if name.start >= phrase.end:
        start, end = phrase.start, name.end
        organization = _organization(words, phrase.start)
    else:
        start, end = name.start, phrase.end
        split = name.end
        title = None if phrase.kind == "address" else text[split : phrase.end]
        organization = _organization(words, name.start)
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
    return next((len(word) for word in _ADDRESSES if text.startswith(word, end)), 0)


_MARKS_BEHIND = ("，", "。", "、", "（", "(")
_CALLED_GIVEN = -6.0  # after 请, before 发言, any two characters that are no word are a given name


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


def _short(words: Words) -> Iterator[Mention]:
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
        if title != "总" and not (text[end : end + 1] in _EDGES or end == len(text)):
            continue
        yield Mention(
            span=Span(start, end), form="surname", pieces=(Span(start, start + 1),), surname=surname, title=title
        )


def _foreign(words: Words) -> Iterator[Mention]:
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


def _transliterated(words: Words) -> Iterator[Mention]:
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


def _foreign_mention(words: Words, start: int, end: int, title: TitlePhrase | None) -> Mention:
    name = Span(start, end)
    organization = _organization(words, start)
    held = organization is not None and Span(organization, start).slice(words.text).removesuffix("的")
    return Mention(
        span=Span(start if organization is None else organization, title.end if title else end),
        form="foreign",
        name=name.slice(words.text),
        pieces=(name,),
        title=words.text[title.start : title.end] if title and title.kind != "address" else None,
        organization=held or None,
    )


# After a call or a self-introduction


def _after_call(text: str, start: int) -> bool:
    return (
        start == 0
        or text[start - 1] in _EDGES
        or text.endswith(("请", "谢谢", "感谢", "欢迎", "问", "尊敬的", "我们", "听听"), 0, start)
    )


def _called(words: Words) -> Iterator[Mention]:
    """Names without a title where one may be expected, and Latin ones."""
    text = words.text
    for match in _CUE.finditer(text):
        at = match.end()
        if text.startswith("我们的", at):
            at += 3
        yield from _name_here(words, at, least=OWN if match["self"] else CALLED)
        yield from _placed_name(words, at)
        if match["self"]:
            yield from _self_name(words, at)
    for match in regex.finditer(r"[，。！？,!?\n ](?=[\u4e00-\u9fff]{2,4}(?:，|。|,)(?:请|您|你|我))", text):
        yield from _name_here(words, match.end())


def _latin(words: Words) -> Iterator[Mention]:
    """Latin names: words that are thanked, asked or addressed at least twice, or that somebody says to be called."""
    places: dict[str, list[Mention]] = {}
    shown: Counter[str] = Counter()
    for match in _LATIN.finditer(words.text):
        alone = words.text[match.end() : match.end() + 1] in _EDGES or bool(match["after"])
        key = match["name"].casefold()
        shown[key] += (
            _LATIN_CONTEXTS if match["self"] == "我叫" else bool(match["after"]) + bool(match["cue"] and alone)
        )
        places.setdefault(key, []).append(_latin_mention(match))
    for key, found in places.items():
        if shown[key] >= _LATIN_CONTEXTS:
            yield from found


def _latin_mention(match: regex.Match[str]) -> Mention:
    """Vivian; a letter with a title (K老师) is no name."""
    name = Span(*match.span("name"))
    if len(name) > 1:
        return Mention(span=name, form="latin", name=match["name"], pieces=(name,))
    span = Span(name.start, match.end("after"))
    return Mention(span=span, form="surname", surname=match["name"], title=match["after"], pieces=(name,))


def _name_here(words: Words, at: int, *, least: float = CALLED) -> Iterator[Mention]:
    """The best name that begins at *at*; one below `CALLED` must stand before a mark and be no word."""
    best: Reading | None = None
    for reading in names_from(words, at):
        fit = edge(words, reading.end)
        sure = CALLED
        if fit >= _MARK and not in_dictionary(words.text[at : reading.end]):
            sure = least
        shown = fit > 0 or (fit == 0 and reading.score >= SURE)
        if shown and reading.score >= sure and (best is None or reading.score + fit > best.score):
            best = attrs.evolve(reading, score=reading.score + fit)
    if best and not (_word(words, best) or _as_likely_given(best, called=least == CALLED)):
        yield _bare(words, best)


def _word(words: Words, name: Reading) -> bool:
    """高雄 is a place."""
    return is_word(words.text[name.start : name.end])


def _as_likely_given(name: Reading, *, called: bool = False) -> bool:
    """我是柏捷: two characters, the first a rare surname; where somebody is *called* so, one that is more often part of a given name."""
    rare = SURNAMES[name.surname] != "common" or name.surname in ORDINARY_SURNAMES
    return name.end - name.start == 2 and rare and (not called or given_score(name.surname) >= GIVEN)


def _bare(words: Words, name: Reading, organization: int | None = None) -> Mention:
    text = words.text
    start = name.start if organization is None else organization
    held = text[start : name.start].removesuffix("的") or None
    return Mention(
        span=Span(start, name.end),
        form="full",
        name=text[name.start : name.end],
        pieces=(Span(name.start, name.end),),
        surname=name.surname,
        organization=held,
    )


def _placed_name(words: Words, at: int) -> Iterator[Mention]:
    """请柳溪市教育局的方志明首先交流: a name behind an organisation, after a call."""
    link = words.text.find("的", at, at + LONGEST_ORGANIZATION)
    start = organization_before(words, link) if link > 0 else None
    if start is not None and start >= at:
        for mention in _name_here(words, link + 1):
            organization = words.text[start:link]
            yield attrs.evolve(mention, span=Span(start, mention.span.end), organization=organization)


_CLAUSE_END = regex.compile(r"[，。！？；、,.!?;\n]|$")


def _self_name(words: Words, at: int) -> Iterator[Mention]:
    """我是某某公司的方志明，: the name that ends the clause of a self-introduction, or follows it, or a sure one behind 的."""
    text = words.text
    match = _CLAUSE_END.search(text, at, min(len(text), at + _LONGEST_SELF))
    end = match.start() if match else min(len(text), at + _LONGEST_SELF)
    readings = [r for r in names_to(words, end) if match and r.start > at and r.score >= _least_own(words, r)]
    for link in regex.finditer("的|叫", text[at:end]):
        found = names_from(words, at + link.end())
        readings += [r for r in found if r.score >= NAME + 1 and edge(words, r.end) >= 0]
    best = max(readings, key=lambda r: r.score, default=None)
    if best:
        stop = best.start - (text[best.start - 1 : best.start] == "的")
        yield _bare(words, best, organization_before(words, stop))
    elif text[end : end + 1] == "，":
        for mention in _name_here(words, end + 1, least=OWN):
            if text[mention.span.end : mention.span.end + 1] in _EDGES:
                yield mention


def _least_own(words: Words, name: Reading) -> float:
    """A name behind an organisation, or 的, that ends a self-introduction needs no more than to be no word."""
    if _word(words, name) or _as_likely_given(name):
        return SURE
    stop = name.start - (words.text[name.start - 1] == "的")
    return OWN if stop < name.start or organization_before(words, stop) is not None else CALLED


# Everywhere else


def _again(words: Words, found: tuple[Mention, ...]) -> Iterator[Mention]:
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
        if not (words.begins(start) and words.begins(end)):
            continue
        if forms[name] == "full" or _as_given(words, start, end):
            known = full[name] if forms[name] == "full" else None
            yield Mention(
                span=Span(start, end),
                form=forms[name],
                name=name,
                pieces=(Span(start, end),),
                surname=known.surname if known else None,
            )


_GIVEN_BEFORE = ("请", "谢谢", "感谢", "问", "听听", "欢迎", "像", "刚才", "刚刚", "和", "跟")


def _as_given(words: Words, start: int, end: int) -> bool:
    """Whether a given name that is also in the dictionary (荣幸) stands as a name does: called, or set off by marks."""
    text = words.text
    if surname_to(words, start):
        return False  # somebody else's name
    if not in_dictionary(text[start:end]):
        return True
    before = start == 0 or text[start - 1] in _EDGES or text.endswith(_GIVEN_BEFORE, 0, start)
    return before and edge(words, end) > 0


def _everyday(name: str) -> bool:
    return len(name) == 2 and is_word(name) and given_score(name[1]) < 1
