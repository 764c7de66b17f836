"""Pieces and mentions of people: their values, rules for the borders between organisation and title, and whether a mention is plausible.

The tagger decides each border by itself. `settle_borders` then applies rules: a further title takes its organisation along (县委常委、县政府副县长 is one
title); the committee of a named place belongs to the organisation (柳溪县委|书记, but 县委书记 alone is a title), and so does a body right before the title
(信息中心|主任), except organs in which a person holds another post (党委书记, 工会主席).

A name beside a title or an organisation is plausible (`is_plausible`). Otherwise everyday words (扎实), stretches that begin inside a word (队[伍建设]) and
stretches longer than Chinese names count only where names stand: after a mark or a call, before a mark or a word that follows names.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import regex

from transcript.people.gazetteer import (
    SHORT_TITLES,
    SURNAMES,
    TITLE_PREFIXES,
    TRANSLITERATING,
    body_words,
    given_score,
    office_words,
)
from transcript.text import Span
from transcript.words import Words, in_dictionary, is_english, is_word

FORMS = ("full", "surname", "given", "latin", "foreign", "nickname", "title", "organization")

KINDS = "nsgto"  # of pieces: name, surname, given name, title, organisation


@attrs.frozen
class Piece:
    """A stretch of the text that names somebody in part.

    Attributes:
        span: Where it stands.
        kind: One of `KINDS`.
        confidence: Mean probability of its tags.
    """

    span: Span
    kind: str
    confidence: float


@attrs.frozen(kw_only=True)
class Mention:
    """Words that mean a person.

    Attributes:
        span: All of them: organisation, title, name and form of address.
        form: One of `FORMS`: how the person is named; "surname" is a surname with a title, "title" a title alone,
            "organization" an organisation alone.
        name: The name as it stands (a full name, a given name, a Latin one, 小周), or None.
        pieces: Where the name, or else the surname, stands; two pieces where a title parts them (方委员志明).
        surname: The surname, if there is one.
        title: The title, without a mere form of address (同志).
        organization: The organisation before it.
        known_as: The name as a lexicon writes it, where that is known to be meant.
        given: The given name, where it stands apart or the surname is known.
        nickname: What the person goes by among colleagues: 老周, 桂香嫂, 阿强.
        title_spans: Where the parts of the title stand.
        organization_spans: Where the parts of the organisation stand.
        confidence: How sure it is that these words name a person so, from 0 to 1.
    """

    span: Span
    form: str = attrs.field(validator=attrs.validators.in_(FORMS))
    name: str | None = None
    pieces: tuple[Span, ...] = ()
    surname: str | None = None
    title: str | None = None
    organization: str | None = None
    known_as: str | None = None
    given: str | None = None
    nickname: str | None = None
    title_spans: tuple[Span, ...] = ()
    organization_spans: tuple[Span, ...] = ()
    confidence: float = 1.0


# Borders

_COMMITTEE = regex.compile(r"[省市区县州旗镇乡]?委(?=(?:副?书记|常委|副?秘书长|委员|办公室))")
_LEVEL_TWICE = regex.compile(
    r"(?<=([省市区县州旗镇乡]))\1(?:党委|委|政府)$|^([省市区县州旗镇乡])\2(?:党委|委|政府)"
)  # 柳溪县|县委副书记
_WITHIN = frozenset(
    (
        "党委", "党组", "党工委", "党总支", "党支部", "支部", "纪委", "工会", "团委", "团支部", "妇联", "理事会", "监事会", "董事会", "董事局",
        "人大", "政协", "县委", "市委", "区委", "省委", "州委", "政府", "系", "车间",
    )
)  # fmt: skip
_BODY_ENDS = "组科处局厅室心院所站队会办社台馆厂班部"
_LONGEST = {"n": 40, "s": 8, "g": 8, "t": 60, "o": 60}  # characters of a piece, at most
_ACTING = "付代副原新前"
_LEVELS = "局厅处院校部委所站台科室"
_LONGEST_BODY = 5  # characters of an ending of organisations that is looked up
_LONGEST_REST = 8  # characters of what is missing at the end of an organisation
_CALL = 3  # characters of a surname with a title, which is said over and over as one
_OVER = 4  # times that words are said one after the other which are no names
_DOUBTFUL = 0.7  # the confidence below which the words beside a name may speak against it; by hand


def settle_borders(text: str, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Correct the borders and kinds of pieces by rules about titles and organisations.

    Args:
        text: The text that the spans refer to.
        pieces: As the tagger found them, in order.

    Returns:
        The corrected pieces, in order; pieces that can be none are left out.

    >>> pieces = [Piece(Span(0, 4), "o", 0.9), Piece(Span(4, 8), "t", 0.9)]
    >>> [(p.kind, p.span) for p in settle_borders("柳溪信息中心主任", pieces)]
    [('o', Span(start=0, end=6)), ('t', Span(start=6, end=8))]
    """
    out: list[Piece] = []
    for piece in _offices_joined(text, list(pieces)):
        if piece.kind == "n" and len(out) > 1 and _adjoin(out[-2], out[-1], "t") and _adjoin(out[-1], piece, "n"):
            out[-2:] = _without_surname(text, out[-2], out[-1])
        if (
            len(piece.span) > _LONGEST[piece.kind]
            or _is_word(text, piece)
            or _splits_latin(text, piece.span)
            or _no_office(text, piece)
            or _repeats(text, piece.span)
        ):
            continue
        piece = _as_body(text, piece)
        if (
            piece.kind in "nt"
            and len(out) > 1
            and _is_rest(text, out[-2], out[-1])
            and _adjoin(out[-1], piece, piece.kind)
        ):
            out[-2:] = [attrs.evolve(out[-2], span=Span(out[-2].span.start, piece.span.start))]
        between = Span(out[-1].span.end, piece.span.start) if out and out[-1].span.end <= piece.span.start else None
        if between and out[-1].kind + piece.kind == "sg" and between.slice(text) in office_words():
            out.append(Piece(between, "t", piece.confidence))  # 方|委员|志明
        if between and out[-1].kind == "o" and piece.kind != "o" and _ends_a_body(between.slice(text)):
            out[-1] = attrs.evolve(out[-1], span=Span(out[-1].span.start, between.end))  # 柳溪市分行|支付结算处|方志明
        for part in _parted_surname(text, piece):
            out += _split_office(text, part, out[-1] if out else None)
        while len(out) > 1 and out[-1].span.start == out[-2].span.end and (pair := _moved(text, out[-2], out[-1])):
            out[-2:] = pair
    return tuple(out)


def _parted_surname(text: str, piece: Piece) -> Iterable[Piece]:
    """The piece, or where a name is a surname of two characters alone (欧阳|局长) or with a short title (欧阳总), the surname and the title."""
    end = piece.span.start + 2
    rest = text[end : piece.span.end]
    if piece.kind != "n" or text[piece.span.start : end] not in SURNAMES or (rest and rest not in SHORT_TITLES):
        return (piece,)
    surname = attrs.evolve(piece, kind="s", span=Span(piece.span.start, end))
    return (surname, attrs.evolve(piece, kind="t", span=Span(end, piece.span.end))) if rest else (surname,)


def _repeats(text: str, span: Span) -> bool:
    """Return True if a piece stands in words said over and over (王伟王伟王伟王伟, 李总李总李总李总)."""
    for size in range(1, max(len(span), _CALL) + 1):
        behind, before = text[span.start : span.start + _OVER * size], text[max(0, span.end - _OVER * size) : span.end]
        if any(len(run) == _OVER * size and run == run[:size] * _OVER for run in (behind, before)):
            return True
    return False


def _is_rest(text: str, body: Piece, office: Piece) -> bool:
    """Whether an office of one character is the end of an organisation: 柳溪市分行支付结算|处|方志明."""
    rest = text[body.span.end : office.span.end]
    return body.kind == "o" and office.kind in "ot" and len(office.span) == 1 and _ends_a_body(rest)


def _ends_a_body(words: str) -> bool:
    """Whether words between an organisation and an office or a name are the rest of it."""
    return (
        2 <= len(words) <= _LONGEST_REST
        and words[-1] in _BODY_ENDS
        and words.isalpha()
        and any(words[-size:] in body_words() for size in range(1, _LONGEST_BODY))
    )


def _offices_joined(text: str, pieces: list[Piece]) -> Iterable[Piece]:
    """A title with the further ones behind a mark, and their bodies, as one piece."""
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        at += 1
        while (
            piece.kind == "t" and at < len(pieces) and text[piece.span.end - 1 : pieces[at].span.start].endswith("、")
        ):
            if pieces[at].span.start - piece.span.end > 1:
                break
            if pieces[at].kind == "t":
                last, at = pieces[at], at + 1
            elif pieces[at].kind == "o" and at + 1 < len(pieces) and _adjoin(pieces[at], pieces[at + 1], "t"):
                last, at = pieces[at + 1], at + 2
            else:
                break
            piece = attrs.evolve(piece, span=Span(piece.span.start, last.span.end))
        yield piece


def _is_word(text: str, piece: Piece) -> bool:
    """Whether a doubtful surname makes an everyday word with 小 or 老 before it: 小康."""
    before = text[piece.span.start - 1 : piece.span.end] if piece.span.start else ""
    return piece.kind == "s" and piece.confidence < _DOUBTFUL and before[:1] in ("小", "老") and in_dictionary(before)


def _no_office(text: str, piece: Piece) -> bool:
    """Whether a title in Latin letters is none that is listed."""
    words = piece.span.slice(text)
    return piece.kind == "t" and words.isascii() and words.upper() not in office_words()


def _splits_latin(text: str, span: Span) -> bool:
    """Whether a piece begins or ends inside a Latin word."""
    return any(0 < at < len(text) and _is_latin(text[at - 1]) and _is_latin(text[at]) for at in (span.start, span.end))


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()


def _as_body(text: str, piece: Piece) -> Piece:
    """A doubtful name as what it is if the word of an organisation stands right behind it: 柳溪|银行."""
    if piece.kind not in "nsg" or piece.confidence >= _DOUBTFUL:
        return piece
    for size in range(_LONGEST_BODY, 1, -1):
        end = piece.span.end + size
        if text[piece.span.end : end] in body_words() and end <= len(text):
            return Piece(Span(piece.span.start, end), "o", piece.confidence)
    return piece


def _without_surname(text: str, first: Piece, office: Piece) -> list[Piece]:
    """What stands before an office that a full name follows is no surname: 付|市长|方志明, 局|党组书记|方志明."""
    word = first.span.slice(text)
    if first.kind != "s" or word not in _ACTING + _LEVELS:
        return [first, office]
    return [attrs.evolve(office, span=Span(first.span.start, office.span.end))] if word in _ACTING else [office]


def _adjoin(first: Piece, second: Piece, kind: str) -> bool:
    return second.kind == kind and first.span.end == second.span.start


def _moved(text: str, first: Piece, second: Piece) -> list[Piece] | None:
    """Two neighbouring pieces with the border between them moved; None if it is right."""
    if first.kind == "o" and second.kind == "t":
        body, office = first.span.slice(text), second.span.slice(text)
        twice = _LEVEL_TWICE.search(body)
        if twice:
            return _parted(first, second, first.span.start + twice.start())
        size = 0 if _LEVEL_TWICE.match(body[-1] + office) else _body_in_front(office)
        if size:
            return _parted(first, second, second.span.start + size)
        back = _office_behind(body, office)
        if back:
            return _parted(first, second, first.span.end - back)
    return None


def _parted(first: Piece, second: Piece, border: int) -> list[Piece]:
    start, end = Span(first.span.start, border), Span(border, second.span.end)
    return [attrs.evolve(first, span=start), attrs.evolve(second, span=end)]


def _body_in_front(office: str) -> int:
    """Length of the body that an office after an organisation begins with."""
    committee = _COMMITTEE.match(office)
    if committee:
        return int(committee.end())
    for size in range(min(_LONGEST_BODY, len(office) - 1), 0, -1):
        body, rest = office[:size], office[size:].partition("、")[0]
        if body in body_words() and body[-1] in _BODY_ENDS and body not in _WITHIN and rest in office_words():
            return size
    return 0


def _office_behind(body: str, office: str) -> int:
    """Length of what an organisation before an office ends with and what belongs to the office: 分行风险|总监."""
    for size in (2, 3):
        if body[-size:] + office in office_words() and _ends_as_body(body[:-size]):
            return 0 if body[-size:] in body_words() and body[-1] in _BODY_ENDS else size
    return 0


def _ends_as_body(text: str) -> bool:
    return any(text[-size:] in body_words() for size in range(1, _LONGEST_BODY))


def _split_office(text: str, piece: Piece, before: Piece | None) -> list[Piece]:
    """A title that is a surname and a title (计|工, 常|委员)."""
    words = piece.span.slice(text)
    alone = before is None or before.span.end < piece.span.start
    rest_is_one = words[1:] in office_words() or words[1:] in SHORT_TITLES
    if piece.kind != "t" or not alone or words in office_words() or words[0] not in SURNAMES or not rest_is_one:
        return [piece]
    border = piece.span.start + 1
    first, second = Span(piece.span.start, border), Span(border, piece.span.end)
    return [attrs.evolve(piece, span=first, kind="s"), attrs.evolve(piece, span=second)]


# Plausibility

_CALLS = (
    "请", "有请", "谢谢", "感谢", "欢迎", "听听", "问", "问问", "刚才", "刚刚", "我是", "我叫", "叫", "我", "这位是", "就是", "还有", "由", "和", "跟", "让", "给", "像", "主持人", "记者", "好", "来", "那",
)  # fmt: skip
_FOLLOWS = (
    "同志", "先生", "女士", "小姐", "老师", "同学", "博士", "你", "您", "先", "来", "讲", "说", "谈", "发言", "汇报", "报告", "致辞", "致词", "补充", "介绍", "分享", "点评", "总结", "表态", "解读", "通报",
    "到了", "怎么", "刚才", "质询", "答复", "答覆", "回答", "上台",
)  # fmt: skip
_SURE = 0.97  # the confidence that is enough without a place where names stand; by hand
_LIKELY = 0.6  # the confidence that is enough where names stand; by hand
_SUPPORTED = 0.4  # the same beside a title or an organisation; by hand
_MARKUP = regex.compile(r"[^\p{L}\s.'·-]")
_LATIN_WORD = regex.compile(r"[A-Za-z]+")
_ASCII_MARKS = regex.compile(r"[!-/:-@\[-`{-~0-9A-Za-z]")
_TRANSLITERATED = 2 / 3  # so many of its characters are those that foreign names are written with
_SHORTEST_FOREIGN = 2  # so long may a name be that begins with no surname (听澜)
_LONGEST_GIVEN = 2  # characters of a Chinese given name
_CERTAIN = 1.1  # never


def is_plausible(words: Words, mention: Mention) -> bool:
    """Judge whether a mention may mean a person, from its confidence, its words and the words around it.

    Args:
        words: The segmented text.
        mention: A mention in it.

    Returns:
        False for everyday words and for stretches that begin or end inside a word, unless they stand where names stand.

    >>> from transcript.people import find_mentions
    >>> [m.name for m in find_mentions("我们要扎实推进这项工作。谢谢方志明。")]
    ['方志明']
    """
    if mention.form in ("title", "organization"):
        return not (mention.title and _no_title(mention.title) and not mention.organization)
    titled = mention.title is not None and not _no_title(mention.title)
    if not mention.pieces or (titled and mention.confidence >= _SUPPORTED):
        return True
    if mention.form == "latin":
        return _is_latin_name(words.text, mention)
    return mention.confidence >= _least(words, mention)


def _no_title(title: str) -> bool:
    """执行, 首席: what stands before titles is none."""
    return title in TITLE_PREFIXES


def _least(words: Words, mention: Mention) -> float:
    """The least confidence that a name without a title must have."""
    text = words.text
    start, end = mention.pieces[0].start, mention.pieces[-1].end
    if mention.nickname:
        start, end = max(0, start - (text[start - 1 : start] in "老小阿大")), start + len(mention.nickname)
    if not _doubtful(words, mention, start, end):
        return 0.0
    if _counted(text, start):
        return _CERTAIN
    begins = _begins(text, start) or (mention.organization and not _in_a_word(words, start, end))
    return _LIKELY if begins and _ends(text, end) else _SURE


def _doubtful(words: Words, mention: Mention, start: int, end: int) -> bool:
    """Whether the words of a name look like no name."""
    name = words.text[start:end]
    if is_word(name) or (mention.nickname is not None and in_dictionary(name)):
        return True
    if _in_a_word(words, start, end) or _counted(words.text, start):
        return True
    if mention.surname is not None and mention.given:
        long = len(mention.given) > _LONGEST_GIVEN
        return long or (is_word(mention.given) and given_score(mention.given) < 0)
    if mention.form in ("full", "foreign") and len(name) > _SHORTEST_FOREIGN and "·" not in name:
        return sum(letter in TRANSLITERATING for letter in name) < _TRANSLITERATED * len(name)
    return False


def _counted(text: str, start: int) -> bool:
    """Whether a number stands right before: 500|万笔."""
    return start > 0 and text[start - 1].isascii() and text[start - 1].isalnum()


def _in_a_word(words: Words, start: int, end: int) -> bool:
    """Whether an everyday word begins before the name and ends in it, or the other way about."""
    text = words.text
    if not words.begins(start):
        first = words.start_before(start)
        if is_word(text[first : words.end_of(first)]):
            return True
    if not words.begins(end):
        last = words.start_before(end)
        return is_word(text[last : words.end_of(last)])
    return False


def _begins(text: str, start: int) -> bool:
    return start == 0 or not text[start - 1].isalnum() or text.endswith(_CALLS, 0, start)


def _ends(text: str, end: int) -> bool:
    return end >= len(text) or not text[end].isalnum() or text.startswith(_FOLLOWS, end)


def _is_latin_name(text: str, mention: Mention) -> bool:
    start, end = mention.pieces[0].start, mention.pieces[-1].end
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    said = _LATIN_WORD.findall(text, start, end)
    everyday = bool(said) and all(is_english(word.casefold()) for word in said)
    if everyday and (len(said) > 1 or said[0].islower() or not _begins(text, start)):
        return False  # email, Open Data
    return not _MARKUP.search(text, start, end) and not _ASCII_MARKS.search(around)
