"""Where a text speaks of a person, and in which words.

The tagger (`tagger.py`) marks pieces: names, surnames, given names, titles, organisations. Pieces that stand together make one mention
(柳溪县水利局|局长|方志明, 方志明，|柳溪县水利局|局长, 方|委员|志明), with the forms of address around them (老方, 方姐, 方志明同志). A name that was found with
confidence is then looked up everywhere else, where the tagger held it possible.

What a mention is *for* (a call, thanks, a quotation) is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs
import numpy as np
import regex
from ahocorasick_rs import AhoCorasick, MatchKind

from transcript.people.gazetteer import SURNAMES, address_words, body_words
from transcript.people.pieces import KINDS, Mention, Piece, is_plausible
from transcript.people.tagger import Reading, read_pieces
from transcript.text import Span
from transcript.words import Words, cut, in_dictionary

_BEFORE = ("老", "小", "阿", "大")
_ADDRESS_BEHIND = regex.compile("|".join(address_words("form")))
_BY_NAME = regex.compile(rf"[二三四五六小大老]?(?:{'|'.join(address_words('kin'))})(?!\p{{Han}}?们)")
# What may stand between two pieces of one mention, by their kinds.
_OF = regex.compile(r"[，, ]?的?[，, 。]?(?:我们的?|这位|那位|一位|老|小)?[，, ]?(?:呃|嗯|啊)?[，, ]?")
_NAMED = regex.compile(r"(?:[，, ]|的)?(?:我?(?:叫做?|是)|名叫|他是|她是|名字叫)?[，, ]?")
_IS = regex.compile(
    r"(?:[^，。！？；、]{0,6})?[，,。]?(?:我|他|她|您|你)?(?:也|就)?(?:是|作为)(?:我们|咱们|我|咱|一名|一位|一个)?|[，, ]"
)
_PLACE = regex.compile(r"(?:[市县区镇乡村州旗]|街道|社区)(?!长)")
_JOINT = regex.compile(r"[、，, ]?")
_BREAKS = str.maketrans("\n\r\t", "。。 ")  # a line ends like a sentence
_NEXT = 22  # characters between an organisation and the person who is of it, at most
_APART = regex.compile(r"[。！？；]|、$|谢|感谢")
_OF_THE_LAST = regex.compile(
    r"[^。！？；]{0,8}[，,]?[^。！？；，、]{0,5}(?:代表|来自|把|任|担任|他是|她是|你是|您是|我是|你们)(?:我们|咱们|我)?"
)
_HOLDS = regex.compile(r"[^。！？；，、]{0,2}(?:[，,]?(?:他|她|我|您|你)是|任|担任|出任|兼任|现任)(?:我们|咱们|我)?")
_MOST = 12  # pieces of one mention, at most
_FAR = 12  # characters between two pieces of one mention, at most
_LONGEST_GIVEN = 2  # characters of a Chinese given name
_SHORT = 2  # characters of 阿强
_LOOKED_UP = 0.75  # the confidence from which on a name is looked up elsewhere; by hand
_POSSIBLE = 0.04  # how likely it must be there that it is a name; by hand


@attrs.define
class _Group:
    """Pieces that name one person."""

    pieces: list[Piece]

    def of(self, *kinds: str) -> list[Piece]:
        return [piece for piece in self.pieces if piece.kind in kinds]

    @property
    def end(self) -> int:
        return self.pieces[-1].span.end

    @property
    def last(self) -> str:
        return self.pieces[-1].kind

    @property
    def named(self) -> bool:
        return bool(self.of("n", "s", "g"))


def find_mentions(folded: str, *, organizations: bool = False) -> tuple[Mention, ...]:
    """Find every place where a text names a person.

    Args:
        folded: The text, in simplified script.
        organizations: Whether to include organisations that stand alone: where one is called to speak (连线白水县), it
            stands for a person.

    Returns:
        The mentions, in order; they do not overlap.

    >>> [(m.name, m.title, m.organization) for m in find_mentions("请省水利厅副厅长方志明同志发言。")]
    [('方志明', '副厅长', '省水利厅')]
    """
    words = cut(folded.translate(_BREAKS))
    reading = read_pieces(words)
    reading = attrs.evolve(reading, pieces=tuple(_without_places(words.text, reading.pieces)))
    found = [_mention(words.text, group) for group in _groups(words.text, reading.pieces)]
    again = tuple(_known_again(words, reading, found))
    if again:
        found = [_mention(words.text, group) for group in _groups(words.text, _with(reading.pieces, again))]
    found = [mention for mention in _apart(found) if is_plausible(words, mention)]
    found = _with_employers(words.text, found)
    return tuple(mention for mention in found if organizations or mention.form != "organization")


def _without_places(text: str, pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """The pieces, where a name beside no title is a place behind 来自, or if the text elsewhere calls it a county, a town, … (柳溪 beside 柳溪县)."""
    ends = [match.start() for match in _PLACE.finditer(text)]
    places = {text[max(0, end - size) : end] for end in ends for size in (2, 3)}
    for number, piece in enumerate(pieces):
        behind = pieces[number + 1] if number + 1 < len(pieces) else None
        titled = behind is not None and behind.kind in "tsg" and behind.span.start == piece.span.end
        if piece.kind in "nsg" and not titled and text.endswith("来自", 0, piece.span.start):
            yield attrs.evolve(piece, kind="o")
        elif piece.kind in "nsg" and not titled and piece.span.slice(text) in places:
            if text[piece.span.start - 1 : piece.span.start] in ("", *_BEFORE) or _ADDRESS_BEHIND.match(
                text, piece.span.end
            ):
                yield piece
            else:
                yield attrs.evolve(piece, kind="o")
        else:
            yield piece


def _groups(text: str, pieces: Iterable[Piece]) -> Iterator[_Group]:
    """The pieces that belong together."""
    pieces = list(pieces)
    group: _Group | None = None
    for number, piece in enumerate(pieces):
        behind = pieces[number + 1] if number + 1 < len(pieces) else None
        if group and _joins(text, group, piece, behind):
            group.pieces.append(piece)
            continue
        if group:
            yield group
        group = _Group([piece])
    if group:
        yield group


def _joins(text: str, group: _Group, piece: Piece, behind: Piece | None) -> bool:
    """Whether a piece names the same person as those before it."""
    between = text[group.end : piece.span.start]
    if len(between) > _FAR or len(group.pieces) >= _MOST:
        return False
    if piece.kind == "o":
        return _joins_as_body(text, group, piece, behind, between)
    if piece.kind == "t":
        return _joins_as_office(text, group, piece, behind, between)
    if not group.named:
        return _joins_as_name(text, group, piece, between)
    return _joins_as_more_of_a_name(text, group, piece, behind, between)


def _joins_as_body(text: str, group: _Group, piece: Piece, behind: Piece | None, between: str) -> bool:
    if group.last == "o":
        unfinished = between in ("。", "呃", "嗯", "额", "那个") and not _is_body(group.pieces[-1].span.slice(text))
        return not group.named and (
            between in ("", "的", "，") or (unfinished and behind is not None and behind.kind == "t")
        )
    if group.last not in "ng" or group.of("t", "o"):
        return False
    return _IS.fullmatch(between) is not None and not _names_another(text, piece, behind)


def _is_body(words: str) -> bool:
    """Whether an organisation ends as they do, and not as a place."""
    return any(words[-size:] in body_words() for size in (1, 2, 3, 4)) and words[-1] not in "省市县区州旗镇乡村"


def _joins_as_office(text: str, group: _Group, piece: Piece, behind: Piece | None, between: str) -> bool:
    name_next = behind is not None and behind.kind in "nsg" and text[piece.span.end : behind.span.start] in ("", "的")
    if group.last == "o":
        return _OF.fullmatch(between) is not None
    if group.last == "t":
        apart = group.named and (name_next or between != "")
        return _JOINT.fullmatch(between) is not None and not apart
    if between == "":
        return not (group.of("t") and name_next)
    if group.last not in "ng" or group.of("t") or name_next:
        return False
    return between in ("，", "， ", ",", " ") or (_IS.fullmatch(between) is not None and "是" in between)


def _joins_as_name(text: str, group: _Group, piece: Piece, between: str) -> bool:
    if group.last == "o" and between != "，是":
        return _OF.fullmatch(between) is not None or _NAMED.fullmatch(between) is not None
    if between in ("", " ", "的", *_BEFORE):
        return True
    if between in ("，", ",", "，老", "呃") and group.of("o"):
        return True
    own = "我" in text[max(0, group.pieces[0].span.start - 6) : piece.span.start]
    return own and _NAMED.fullmatch(between) is not None


def _joins_as_more_of_a_name(text: str, group: _Group, piece: Piece, behind: Piece | None, between: str) -> bool:
    """方委员|志明; 方|志明; 方志明，|方局长."""
    titled = behind is not None and behind.kind == "t" and behind.span.start == piece.span.end
    if (
        piece.kind in "gn"
        and between in ("", "。", "呃", "嗯", "额")
        and len(group.of("s")) == 1
        and not group.of("n", "g")
    ):
        return group.last == "s" or (group.last == "t" and len(piece.span) <= _LONGEST_GIVEN and not titled)
    if piece.kind == "s" and group.last == "n" and between in ("", "，", ","):
        return titled and text.startswith(piece.span.slice(text), group.pieces[-1].span.start)
    return False


def _names_another(text: str, body: Piece, behind: Piece | None) -> bool:
    """Whether an organisation behind a name belongs to the next one."""
    if behind is None or behind.span.start - body.span.end > 2:
        return False
    return behind.kind in "nsg" or (
        behind.kind == "t" and text[behind.span.end : behind.span.end + 1] not in ("", *"，。！？：；,:的")
    )


def _mention(text: str, group: _Group) -> Mention:
    """The mention that the pieces make."""
    full, family, given = group.of("n"), group.of("s"), group.of("g")
    if family and full and group.pieces.index(family[0]) < group.pieces.index(full[0]):
        full, given = [], full  # 方委员志明
    offices, bodies = group.of("t"), group.of("o")
    start, end = group.pieces[0].span.start, group.pieces[-1].span.end
    title = _title(text, offices)
    body = "".join(piece.span.slice(text) for piece in bodies) or None
    names = full[:1] or [*family[:1], *given[:1]]
    confidence = min((piece.confidence for piece in names or offices[-1:] or bodies[-1:]), default=1.0)
    untitled = Mention(
        span=Span(start, end),
        form="title" if offices else "organization",
        title=title,
        organization=body,
        title_spans=tuple(piece.span for piece in offices),
        organization_spans=tuple(piece.span for piece in bodies),
        confidence=confidence,
    )
    return _named(text, untitled, full=full, family=family, given=given) if names else untitled


def _named(text: str, mention: Mention, *, full: list[Piece], family: list[Piece], given: list[Piece]) -> Mention:
    """The mention with the name that the pieces make."""
    names = full[:1] or [*family[:1], *given[:1]]
    pieces = tuple(piece.span for piece in names)
    nickname, low, high = _addressed(text, pieces[0], pieces[-1], kind=names[0].kind, titled=bool(mention.title))
    span = Span(min(mention.span.start, low), max(mention.span.end, high))
    words = "".join(piece.slice(text) for piece in pieces)
    if full or (family and given):
        surname = surname_of(words) if full else family[0].span.slice(text)
        rest = words[len(surname) :] if surname else None
        form = _form(words, surname)
        return attrs.evolve(mention, span=span, form=form, name=words, pieces=pieces, surname=surname, given=rest)
    if family and (mention.title or not nickname):
        return attrs.evolve(mention, span=span, form="surname", pieces=pieces, surname=words, nickname=nickname)
    surname, rest = (words, None) if family else (None, words)
    alone = family or (nickname is not None and nickname[0] in _BEFORE and len(nickname) == _SHORT)
    return attrs.evolve(
        mention,
        span=span,
        form="nickname" if alone else "given",
        name=nickname if alone else words,
        pieces=pieces,
        surname=surname,
        given=rest,
        nickname=nickname,
    )


def _title(text: str, offices: list[Piece]) -> str | None:
    """The title in one: 局长 said twice counts once, 老师 only where it is the only one."""
    found: list[str] = []
    for piece in offices:
        word = piece.span.slice(text).replace("。", "").replace(" ", "")
        if word not in found:
            found.append(word)
    if len(found) > 1:
        found = [
            word
            for word in found
            if word != "老师" and not any(word != other and other.endswith(word) for other in found)
        ]
    out = ""
    for word in found:
        out += ("、" if out else "") + word
    return out or None


def surname_of(name: str) -> str | None:
    """Find the surname that a full name begins with.

    Args:
        name: A full name.

    Returns:
        The surname; None for names in Latin letters, transliterated names and names whose surname is not listed.

    >>> surname_of("欧阳明"), surname_of("方志明"), surname_of("Vivian")
    ('欧阳', '方', None)
    """
    if "·" in name or len(name) > 4:
        return None
    if name[:2] in SURNAMES and len(name) > 2:
        return name[:2]
    return name[:1] if name[:1] in SURNAMES and len(name) > 1 else None


def _form(name: str, surname: str | None) -> str:
    if name[0].isascii():
        return "latin"
    if surname is None and len(name) > 2:
        return "foreign"
    return "full"


def _addressed(text: str, first: Span, last: Span, *, kind: str, titled: bool) -> tuple[str | None, int, int]:
    """The nickname that a word before or behind a name makes of it, and where it all begins and ends."""
    low, high = first.start, last.end
    nickname = None
    before = text[low - 1 : low] if low else ""
    if before in _BEFORE and (kind == "g" or (kind == "s" and (not titled or before in "老小"))):
        nickname, low = text[low - 1 : high], low - 1
    kin = _BY_NAME.match(text, high)
    if kind in "sg" and kin and not titled and nickname is None:
        nickname, high = text[low : kin.end()], kin.end()
    address = _ADDRESS_BEHIND.match(text, high)
    if address:
        high = address.end()
    return nickname, low, high


def _known_again(words: Words, reading: Reading, found: list[Mention]) -> Iterator[Piece]:
    """Names already found, where they stand and the tagger held them possible: whole, or by the given name."""
    known = {
        mention.name: "n"
        for mention in found
        if mention.form in ("full", "foreign", "latin")
        and mention.name
        and mention.confidence >= _LOOKED_UP
        and len(mention.pieces) == 1
    }
    for mention in found:
        if (
            mention.form == "full"
            and mention.name in known
            and mention.given
            and len(mention.given) == 2
            and not in_dictionary(mention.given)
        ):
            known.setdefault(mention.given, "g")
    if not known:
        return
    patterns = tuple(known)
    names = reading.chances[:, [KINDS.index(kind) for kind in "nsg"]].sum(axis=1)
    sums = np.concatenate(([0.0], names.cumsum(dtype=np.float64)))
    named = {(piece.start, piece.end) for mention in found for piece in mention.pieces}
    finder = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)
    for index, start, end in finder.find_matches_as_indexes(words.text):
        likely = float(sums[end] - sums[start]) / (end - start)
        if (start, end) not in named and likely >= _POSSIBLE and (words.begins(start) or likely > 0.3):
            yield Piece(Span(start, end), known[patterns[index]], round(likely, 3))


def _with(pieces: tuple[Piece, ...], again: tuple[Piece, ...]) -> list[Piece]:
    """The pieces in order, with those of *again* in place of what they overlap."""
    taken = bytearray(max(piece.span.end for piece in (*pieces, *again)))
    for piece in again:
        taken[piece.span.start : piece.span.end] = b"\1" * len(piece.span)
    kept = [piece for piece in pieces if not any(taken[piece.span.start : piece.span.end])]
    return sorted([*kept, *again], key=lambda piece: piece.span)


def _with_employers(text: str, found: list[Mention]) -> list[Mention]:
    """The mentions, where an organisation that stands alone in the same sentence is that of the person beside it who has none."""
    out: list[Mention] = []
    waiting: Mention | None = None  # an organisation that the next person may be of
    for mention in found:
        if waiting and not mention.organization and _of_the_next(text[waiting.span.end : mention.span.start]):
            mention = _employed(mention, waiting)
            out.pop()
        waiting = None
        last = out[-1] if out else None
        between = text[last.span.end : mention.span.start] if last else ""
        if last and not last.organization and last.name and mention.organization and _OF_THE_LAST.fullmatch(between):
            if mention.form == "organization":
                out[-1] = _employed(last, mention)
                continue
            if mention.form == "title" and not last.title and _HOLDS.fullmatch(between):
                out[-1] = attrs.evolve(_employed(last, mention), title=mention.title, title_spans=mention.title_spans)
                continue
        out.append(mention)
        waiting = mention if mention.form == "organization" else None
    return out


def _employed(person: Mention, body: Mention) -> Mention:
    return attrs.evolve(person, organization=body.organization, organization_spans=body.organization_spans)


def _of_the_next(between: str) -> bool:
    return len(between) <= _NEXT and not _APART.search(between) and between not in ("", "、", "和", "与", "跟", "及")


def _apart(found: list[Mention]) -> list[Mention]:
    """The mentions in order; of those that overlap the one that begins first."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda mention: mention.span):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


def behind_titles(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Join a title that stands alone to the bare name right behind it.

    Args:
        mentions: In order.

    Yields:
        The mentions, in order, joined where a name has neither title nor organisation of its own.

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
