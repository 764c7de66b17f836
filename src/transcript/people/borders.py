"""Where an organisation ends and an office begins.

The tagger sees each border by itself. These rules hold whatever it saw: a further office takes its body along (县委常委、县政府副县长 is one title); the committee
of a named place belongs to the organisation (柳溪县委|书记, but 县委书记 alone is an office), and so does a body that stands before the office itself
(信息中心|主任), except the organs that a person holds an office in besides (党委书记, 工会主席).
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import regex

from transcript.people.gazetteer import SHORT_TITLES, SURNAMES, body_words, office_words
from transcript.people.values import Piece
from transcript.text import Span
from transcript.words import in_dictionary

_COMMITTEE = regex.compile(r"[省市区县州旗镇乡]?委(?=(?:副?书记|常委|副?秘书长|委员|办公室))")
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
_LONGEST_BODY = 5
_DOUBTFUL = 0.7  # the confidence below which the words beside a name may speak against it


def settle_borders(text: str, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces of a text with borders as they ought to be.

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
        ):
            continue
        piece = _as_body(text, piece)
        between = Span(out[-1].span.end, piece.span.start) if out and out[-1].span.end <= piece.span.start else None
        if between and out[-1].kind + piece.kind == "sg" and between.slice(text) in office_words():
            out.append(Piece(between, "t", piece.confidence))  # 方|委员|志明
        out += _split_office(text, piece, out[-1] if out else None)
        while len(out) > 1 and out[-1].span.start == out[-2].span.end and (pair := _moved(text, out[-2], out[-1])):
            out[-2:] = pair
    return tuple(out)


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
        office = second.span.slice(text)
        size = _body_in_front(office)
        if size:
            return _parted(first, second, second.span.start + size)
        back = _office_behind(first.span.slice(text), office)
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
