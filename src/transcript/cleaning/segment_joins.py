"""Joins across segments: a recogniser ends its paragraphs with a full stop, also in mid-sentence.

In goes a source and where its turns begin, out come edits from the false stop over the gap (with the stamps in it) to the next
word, so that the two paragraphs become one sentence, with a comma where one clause ends and another begins. A stop is taken back
only on evidence: a last word that cannot end a sentence, a clause that is none, a next word that cannot begin one, the words on
both sides standing together elsewhere in the document, or the end said again at the beginning. Each segment is looked at once, the document once for all pairs of words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from importlib.resources import files
from typing import NamedTuple

from transcript.cleaning.punctuation import GRAM, POINT, found_elsewhere, is_punctuated
from transcript.han_numerals import ONE_TO_TEN, SMALL_NUMERALS
from transcript.model import Edit
from transcript.text import SPEECH, Segment, SourceText, Span
from transcript.words import words_in, words_of_role


class Seam(NamedTuple):
    """Where one segment ends and the next of the same speaker begins.

    Attributes:
        end: Where the words of the left one end, before its mark.
        stop: Where the left one ends.
        start: Where the right one begins.
        left: The last words before *end*.
        clause: The last clause of these.
        right: The first words of the right one.
        mark: What stands between *end* and *stop*.
    """

    end: int
    stop: int
    start: int
    left: str
    clause: str
    right: str
    mark: str


class Join(NamedTuple):
    """A seam to be closed: the text from *start* to *end* goes out, or becomes a comma."""

    start: int
    end: int
    reason: str
    confidence: float
    sure: bool = True
    after: str = ""


_words = partial(words_of_role, files(__package__) / "segment_joins.tsv")


def _starting_with(entries: Sequence[str]) -> re.Pattern[str]:
    """One pattern for entries such as 等|等到: 等, but not 等到."""
    patterns = []
    for word, *others in (entry.split("|") for entry in entries):
        but = "|".join(other.removeprefix(word) for other in others)
        patterns.append(f"{word}(?!{but})" if but else word)
    return re.compile("|".join(patterns))


_OPEN = frozenset(_words("open"))
_TAILS = tuple(_words("tail"))
_ALONE = frozenset(_words("alone"))
_PRONOUNS = frozenset(_words("pronoun"))
_GOES_ON = _starting_with(_words("goes_on"))
_OPENS = _starting_with(_words("opens"))
_CONNECTS = _starting_with(_words("connects"))
_FRESH = _starting_with(_words("fresh"))

_STOPS = frozenset("。！？.!?")
_COMMAS = frozenset("，、,")
_CLAUSE = re.compile(r"[^。！？.!?，、；：,;:…—（）“”\s]*$")
_HAN = re.compile(r"[\u4e00-\u9fff]*")
_WHEN = re.compile(
    f"(?:[去今明前]年|[{SMALL_NUMERALS}]{{2,4}}年)(?:[{SMALL_NUMERALS}]{{1,2}}月份?)?[底初末]?|[{SMALL_NUMERALS}]{{1,2}}月份?[底初末]?|(?:今年|去年)?[上下]半年"
)
_NUMBERED = re.compile(f"(?:第[{ONE_TO_TEN}]+(?:个|点|个方面|方面)?|[{ONE_TO_TEN}]+)(?:是|就是)")
# a clause that only leads up to another one: 如果天气好的话。我们就开工
_LEADS_UP = re.compile(
    r"(?:如果|要是|假如|万一|站在|从|不|没).*的话"
    r"|(?:在|当).+(?:的?时候|以后|之后|过程中|工作中|方面|基础上|期间|的同时)"
    r"|除了?.+[以之]外"
    r"|(?:为了|根据|按照|随着|针对).+"
)
_LEFT, _RIGHT = 16, 12  # characters before and behind a break that are looked at


def join_edits(source: SourceText, *, breaks: Collection[int] = ()) -> tuple[Edit, ...]:
    """Replace false full stops between segments.

    Args:
        source: Whose segments are looked at.
        breaks: Offsets at which another speaker begins; nothing is joined there.

    Returns:
        Edits of kind "join", each from the false stop to the next word; those without proof are only suggested.
    """
    seams = list(_seams(source, frozenset(breaks)))
    together = found_elsewhere(source.folded, (gram for seam in seams for gram in _seam_grams(seam)))
    joins = (_judge(seam, together) for seam in seams)
    return tuple(_edit(source.text, join) for join in joins if join)


def _seams(source: SourceText, breaks: Collection[int]) -> Iterator[Seam]:
    if not is_punctuated(source):
        return
    left: Segment | None = None
    for segment in source.segments:
        if segment.kind != SPEECH:
            left = left if segment.kind in ("stamp", "label") else None
            continue
        if left and left.label == segment.label and segment.span.start not in breaks:
            seam = _seam(source.folded, left.span, segment.span)
            if seam.mark or source.clock:  # a line without any mark may be a heading, unless it was recorded
                yield seam
        left = segment


def _seam(folded: str, left: Span, right: Span) -> Seam:
    end = left.end
    while end > max(left.start, left.end - 3) and folded[end - 1] in _STOPS | _COMMAS:
        end -= 1
    words = folded[max(left.start, end - _LEFT) : end]
    clause = _CLAUSE.search(words)
    return Seam(
        end=end,
        stop=left.end,
        start=right.start,
        left=words,
        clause=clause[0] if clause else "",
        right=folded[right.start : min(right.end, right.start + _RIGHT)],
        mark=folded[end : left.end],
    )


def _grams(left: str, right: str, *, least: int = 2) -> Iterator[str]:
    """What would stand together: six characters, at least two of each side."""
    for before in range(least, GRAM - 1):
        gram = left[-before:] + right[: GRAM - before]
        if len(gram) == GRAM and _HAN.fullmatch(gram):
            yield gram


def _seam_grams(seam: Seam) -> Iterator[str]:
    yield from _grams(seam.left, seam.right)
    again = _said_again(seam)
    if again:
        yield from _grams(seam.left, seam.right[again:], least=again + 1)


def _judge(seam: Seam, together: Collection[str]) -> Join | None:
    """Whether the seam is to be closed, and why."""
    if POINT.match(seam.right) or not _HAN.fullmatch(seam.right[:2]):
        return None
    again = _said_again(seam)
    if again:
        return _judge_repeat(seam, again, together)
    if "？" in seam.mark or "！" in seam.mark:
        return None
    if _LEADS_UP.fullmatch(seam.clause) and _OPENS.match(seam.right):
        return Join(seam.end, seam.start, f"“{seam.clause}”之后句子未完，应为逗号", 0.9, after="，")
    if not seam.mark and _CONNECTS.match(seam.right) and not _is_open(seam.clause):
        return Join(seam.stop, seam.start, "上一段没有句号，下一段另起一句，以逗号相接", 0.8, after="，")
    if "。" not in seam.mark:
        return Join(seam.stop, seam.start, "上一段没有句号，句子未完，与下一段相接", 0.9)
    for reason, confidence in _proofs(seam, together):
        pauses = seam.clause in _ALONE and _OPENS.match(seam.right)
        return Join(seam.end, seam.start, reason, confidence, after="，" if pauses else "")
    return None


def _is_open(clause: str) -> bool:
    """Whether the last word of a clause, or the clause itself, calls for more without a mark."""
    return bool(clause) and (
        clause in _ALONE or clause.endswith(_TAILS) or words_in(clause, unknown="guessed")[-1] in _OPEN
    )


def _proofs(seam: Seam, together: Collection[str]) -> Iterator[tuple[str, float]]:
    last = words_in(seam.clause, unknown="guessed")[-1] if seam.clause else ""
    tail = next((tail for tail in _TAILS if seam.clause.endswith(tail)), "")
    if last in _OPEN or tail:
        last = tail or last
        yield f"“{last}”之后句子未完，段末句号有误", 0.95
    if _NUMBERED.sub("", seam.clause) in _ALONE or _WHEN.fullmatch(seam.clause) or _NUMBERED.fullmatch(seam.clause):
        yield f"“{seam.clause}”不成句，段末句号有误", 0.93
    if _GOES_ON.match(seam.right):
        yield "下一段的开头承接上文，段末句号有误", 0.95
    if not _FRESH.match(seam.right) and any(gram in together for gram in _grams(seam.left, seam.right)):
        yield "前后两段的字句在文中别处连用，段末句号有误", 0.9


def _said_again(seam: Seam) -> int:
    """How many characters at the end of the left segment the right one begins with, two at least."""
    return next(
        (
            size
            for size in range(min(8, len(seam.clause), len(seam.right) - 1), 1, -1)
            if seam.clause[-size:] == seam.right[:size] and _HAN.fullmatch(seam.right[:size])
        ),
        0,
    )


def _judge_repeat(seam: Seam, again: int, together: Collection[str]) -> Join | None:
    """方志明总经理。|经理在…: the end of the left segment is said once more."""
    words = seam.right[:again]
    if words in _PRONOUNS or not _HAN.fullmatch(seam.right[again]):
        return None
    last = words_in(seam.clause, unknown="guessed")[-1]
    is_part = len(last) > again or _GOES_ON.match(words)
    proven = is_part or any(gram in together for gram in _grams(seam.left, seam.right[again:], least=again + 1))
    reason = f"段首重复了上一段末尾的“{words}”，两段相接"
    return Join(seam.end, seam.start + again, reason, 0.92 if proven else 0.5, bool(proven))


def _edit(text: str, join: Join) -> Edit:
    span = Span(join.start, join.end)
    return Edit(
        span=span,
        before=span.slice(text),
        after=join.after,
        kind="join",
        applied=join.sure,
        confidence=join.confidence,
        reason=join.reason,
    )
