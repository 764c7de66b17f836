"""Correction without a lexicon: what a text says often puts right what it says once and almost alike.

Enters the source; edits leave, applied or suggested. A rare form becomes the usual one where both stand in the same frame and sound
alike: 惠民通服务点 eleven times, 慧民通服务点 once. It is applied only on overwhelming evidence, by the rows of `RULES`; what is likely
is suggested; everything else is left alone. It knows nothing of right and wrong beyond this text, so that a term that a recogniser
always mishears stays misheard.

Every edit keeps the length, and the text as corrected is looked at again until nothing is found: correcting twice changes no more than
correcting once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.document_terms import Double, find_doubles, find_name_spellings
from transcript.edits import apply_edits
from transcript.model import Edit
from transcript.people import Mention
from transcript.phonetics import distance
from transcript.text import SourceText, Span, fold
from transcript.words import Words, cut, frequency, is_word, words_in

# How often the dictionary has a character as a word of its own. Above COMMON it is a particle, or as good as one (的 事 时 又 在); above
# PLAUSIBLE it may, at the edge of a window, belong to what follows (怎么|养), unless the change leaves the rest of a word standing alone
# (煮管|机关). Below, it hardly ever stands alone.
COMMON = 12_000
PLAUSIBLE = 1_000
READ_ALIKE = 0.01  # apart at most, tones included; by hand


# Characters that writers use for each other: a change from one to the other corrects nothing.
_INTERCHANGEABLE = tuple(
    frozenset(row)
    for row in (
        "需须",
        "记纪",
        "份分",
        "账帐",
        "订定",
        "做作",
        "像象",
        "唯惟",
        "他她它牠祂",
        "哪那",
        "着著",
        "连联",
        "词辞",
        "治制",
        "贴帖",
    )
)


@attrs.frozen(kw_only=True)
class Rule:
    """The conditions for one kind of change.

    Attributes:
        name: What the rule is for.
        strange: Whether the changed characters must belong to no dictionary word where they stand.
        framed: How many unchanged characters must stand on the left and on the right, at least.
        length: The least length of the longest window that both forms share.
        often: The least count of the usual form in the window that speaks clearest.
        ratio: How many times the rare form's count that must be.
        apart: How far the changed characters may be apart in sound.
        applied: Whether the change is applied or suggested.
        confidence: Of the edit.
    """

    name: str
    strange: bool
    framed: tuple[int, int] = (0, 0)
    length: int
    often: int
    ratio: int
    apart: float
    applied: bool
    confidence: float


RULES: tuple[Rule, ...] = (
    Rule(name="strange in a long frame", strange=True, length=4, often=8, ratio=8, apart=0.15, applied=True, confidence=0.96),
    Rule(name="strange, read alike", strange=True, length=4, often=4, ratio=4, apart=READ_ALIKE, applied=True, confidence=0.94),
    Rule(name="strange and short, read alike", strange=True, length=3, often=8, ratio=8, apart=READ_ALIKE, applied=True, confidence=0.93),
    Rule(name="a word in a long frame", strange=False, framed=(2, 2), length=6, often=8, ratio=8, apart=0.1, applied=True, confidence=0.92),
    Rule(name="strange, seldom heard right", strange=True, length=4, often=4, ratio=4, apart=0.15, applied=False, confidence=0.7),
    Rule(name="strange and short", strange=True, length=3, often=6, ratio=6, apart=0.05, applied=False, confidence=0.6),
    Rule(name="a word in a frame", strange=False, framed=(1, 1), length=5, often=4, ratio=4, apart=0.1, applied=False, confidence=0.5),
)  # fmt: skip
"""The first row that fits decides. Fitted by hand on edited verbatim records, where every applied change is read."""


def find_consensus(
    source: SourceText, *, mentions: Iterable[Mention] = (), decided: Iterable[Edit] = (), right: Iterable[Span] = ()
) -> tuple[Edit, ...]:
    """The edits by which a text corrects itself.

    Args:
        source: The text; only its speech is looked at.
        mentions: Where it names people.
        decided: Edits that the user's lexicon has decided; an edit that meets an applied one gives way to it.
        right: Spans that are right as they stand: nothing in them is changed.

    Returns:
        Edits of kind "term" and "name", in order of place; the applied ones overlap neither each other nor those of *decided*.

    >>> from transcript.readers import read
    >>> source, _ = read("惠民通服务点开了。" * 9 + "慧民通服务点也开了。")
    >>> [(e.before, e.after, e.applied) for e in find_consensus(source)]
    [('慧民', '惠民', True)]
    """
    owned = _marked(right, size=len(source.text))
    speech = _marked((segment.span for segment in source.speech), size=len(source.text))
    found = [e for e in find_name_spellings(source, mentions) if not owned[e.span.start : e.span.end].any()]
    text = source.text
    while True:
        words = cut(fold(text))
        changes = (c for c in _changes(words, speech) if not owned[list(c.offsets)].any())
        more = [edit for c in changes if (edit := _judged(c, words, text)) is not None]
        more = [attrs.evolve(edit, before=edit.span.slice(source.text)) for edit in more]
        applied, found = _applied(found), _without_overlaps([*found, *more])
        if _applied(found) == applied:
            return _giving_way(found, [edit for edit in decided if edit.applied])
        text = apply_edits(source.text, _applied(found))


def _applied(edits: Iterable[Edit]) -> list[Edit]:
    return [edit for edit in edits if edit.applied]


def _marked(spans: Iterable[Span], *, size: int) -> NDArray[np.bool_]:
    marks = np.zeros(size, dtype=np.bool_)
    for span in spans:
        marks[span.start : span.end] = True
    return marks


@attrs.frozen(kw_only=True)
class _Change:
    """A change at a place, with every pair of windows that speaks for it.

    Attributes:
        offsets: The offsets of the characters that change.
        after: What they become, in simplified script.
        doubles: The windows.
        longest: The longest of them.
        clearest: The one in which the usual form outweighs the rare one most.
    """

    offsets: tuple[int, ...]
    after: str
    doubles: tuple[Double, ...]
    longest: Double
    clearest: Double

    @property
    def frame(self) -> tuple[int, int]:
        """How many unchanged characters the longest window has on the left and on the right."""
        start, end = self.longest.start, self.longest.start + len(self.longest.rare)
        return self.offsets[0] - start, end - 1 - self.offsets[-1]


def _changes(words: Words, speech: NDArray[np.bool_]) -> Iterator[_Change]:
    windows: dict[tuple[tuple[int, ...], str], list[Double]] = {}
    for double in find_doubles(words, speech=speech):
        differing = [n for n, (a, b) in enumerate(zip(double.rare, double.usual, strict=True)) if a != b]
        key = (tuple(double.start + n for n in differing), "".join(double.usual[n] for n in differing))
        windows.setdefault(key, []).append(double)
    for (offsets, after), doubles in windows.items():
        longest = max(doubles, key=lambda d: (len(d.rare), d.usual_count))
        clearest = max(doubles, key=lambda d: (d.usual_count / d.rare_count, len(d.rare)))
        yield _Change(offsets=offsets, after=after, doubles=tuple(doubles), longest=longest, clearest=clearest)


def _judged(change: _Change, words: Words, text: str) -> Edit | None:
    """The edit that a change deserves, if any; *text* is the same as in *words*, in its own script."""
    rules = [rule for rule in RULES if _is_clear(rule, change)]
    if not rules or not _possible(change, words):
        return None
    rule = next((rule for rule in rules if _fits(rule, change, words)), None)
    return _edit(change, rule, text) if rule else None


def _is_clear(rule: Rule, change: _Change) -> bool:
    """Return whether the window is long enough and the usual form often enough there."""
    clear = change.clearest
    often = clear.usual_count >= max(rule.often, rule.ratio * clear.rare_count)
    return often and len(change.longest.rare) >= rule.length


def _possible(change: _Change, words: Words) -> bool:
    """Return whether this may be a misheard term at all: no particle, no other spelling, no stutter, no second candidate."""
    text = words.text
    return (
        change.longest.rival_count * 2 <= change.longest.usual_count
        and not _stutters(change, text)
        and not _is_spelling(change, text)
        and not _becomes_particle(change)
        and _seldom_alone(change, words)
    )


def _seldom_alone(change: _Change, words: Words) -> bool:
    """Return whether no changed character stands for itself too often to be a part of a misheard word."""
    freedom = max(_freedom(words.text[offset]) for offset in change.offsets)
    if freedom <= PLAUSIBLE:
        return True
    held = min(change.frame) > 0 or (_apart(change, words) <= READ_ALIKE and _orphans(change, words))
    return held and freedom <= COMMON


@lru_cache(maxsize=1 << 14)
def _freedom(character: str) -> int:
    """Return how often the dictionary has a character as a word of its own."""
    return frequency(character)


def _is_spelling(change: _Change, text: str) -> bool:
    """Return whether both forms are spellings of one word."""
    pairs = zip(fold("".join(text[offset] for offset in change.offsets)), change.after, strict=True)
    return all(any({a, b} <= row for row in _INTERCHANGEABLE) for a, b in pairs)


def _apart(change: _Change, words: Words) -> float:
    """Return how far what changes is apart in sound."""
    return distance("".join(words.text[offset] for offset in change.offsets), change.after)


def _becomes_particle(change: _Change) -> bool:
    """Return whether a changed character of the usual form is a common word of its own there."""
    return any(
        len(word) == 1 and at in change.offsets and _freedom(word) > COMMON for at, word in _usual_words(change.longest)
    )


def _orphans(change: _Change, words: Words) -> bool:
    """Return whether the change breaks a word of the usual form and leaves what stood beside it alone (煮管|机关 for 主管|机关)."""
    broken = [
        {n for offset in change.offsets for n in (offset - 1, offset + 1) if at <= n < at + len(word)}
        for at, word in _usual_words(change.longest)
        if any(at <= offset < at + len(word) for offset in change.offsets)
    ]
    left = [beside - set(change.offsets) for beside in broken]
    return all(left) and all(_stands_alone(n, words) for beside in left for n in beside)


def _stands_alone(offset: int, words: Words) -> bool:
    return words.end_of(offset) == offset + 1 and _freedom(words.text[offset]) <= COMMON


def _usual_words(double: Double) -> Iterator[tuple[int, str]]:
    """The words of the usual form, each with the offset of what stands there."""
    at = double.start
    for word in words_in(double.usual):
        yield at, word
        at += len(word)


def _stutters(change: _Change, text: str) -> bool:
    """Return whether the change would put a character beside its like: then one was said twice, and none misheard."""
    pairs = zip(change.offsets, change.after, strict=True)
    return any(c in (text[max(0, at - 1) : at], text[at + 1 : at + 2]) for at, c in pairs)


def _fits(rule: Rule, change: _Change, words: Words) -> bool:
    left, right = change.frame
    return (
        left >= rule.framed[0]
        and right >= rule.framed[1]
        and (not rule.strange or all(words.end_of(offset) == offset + 1 for offset in change.offsets))
        and _apart(change, words) <= rule.apart
        and not (rule.applied and min(left, right) == 0 and _keeps_a_word(change))
    )


def _keeps_a_word(change: _Change) -> bool:
    """Return whether what does not change is an ordinary word: then the changed character may be the next word's."""
    double = change.longest
    kept = "".join(c for n, c in enumerate(double.rare) if double.start + n not in change.offsets)
    return len(kept) == 2 and is_word(kept)


def _edit(change: _Change, rule: Rule, text: str) -> Edit:
    shown, clear = _unit(change), change.clearest
    size = len(shown.rare)
    span = Span(shown.start, shown.start + size)
    sound = "读音相同" if distance(shown.rare, shown.usual) < 0.005 else "读音相近"
    after = text[shown.model : shown.model + size]
    usual = text[clear.model : clear.model + len(clear.usual)]
    counts = f"全文“{usual}”出现{clear.usual_count}次，“{_written(clear, text)}”{clear.rare_count}次"
    return Edit(
        span=span,
        before=span.slice(text),
        after=after,
        kind="term",
        applied=rule.applied,
        confidence=rule.confidence,
        reason=f"{counts}，{sound}，前后文字一致，{'应为' if rule.applied else '疑为'}“{after}”。",
    )


def _written(double: Double, text: str) -> str:
    return text[double.start : double.start + len(double.rare)]


def _unit(change: _Change) -> Double:
    """The window to show as changed: short, without particles at its edges, a word if there is one."""

    def rank(double: Double) -> tuple[int, int, int, int]:
        edges = sum(_freedom(c) > COMMON for c in (double.usual[0], double.usual[-1]))
        return len(double.usual), edges, not is_word(double.usual), -double.usual_count

    return min(change.doubles, key=rank)


def _without_overlaps(edits: Iterable[Edit]) -> list[Edit]:
    """Of edits that meet, the first by this order: applied, a name, the surest. The others are left out."""
    kept: dict[int, Edit] = {}
    for edit in sorted(edits, key=lambda e: (not e.applied, e.kind != "name", -e.confidence, e.span)):
        if not any(offset in kept for offset in range(edit.span.start, edit.span.end)):
            kept.update(dict.fromkeys(range(edit.span.start, edit.span.end), edit))
    return sorted({edit.span: edit for edit in kept.values()}.values(), key=lambda e: e.span)


def _giving_way(edits: Iterable[Edit], decided: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits; those that meet a decided one become suggestions that say so, or fall away if it says the same."""
    firm = sorted(decided, key=lambda e: e.span)
    starts = [edit.span.start for edit in firm]
    kept: list[Edit] = []
    for edit in edits:
        rival = _rival(edit, firm, first=max(0, bisect_right(starts, edit.span.start) - 1))
        if rival is None:
            kept.append(edit)
        elif edit.after not in rival.after:
            reason = f"{edit.reason}让位于词表的改动“{rival.before}→{rival.after}”。"
            kept.append(attrs.evolve(edit, applied=False, yields_to=rival.span, reason=reason))
    return tuple(kept)


def _rival(edit: Edit, firm: Sequence[Edit], *, first: int) -> Edit | None:
    """The first of *firm*, from *first* on, that meets the edit; they are in order of place."""
    for at in range(first, len(firm)):
        if firm[at].span.start >= edit.span.end:
            return None
        if firm[at].span.overlaps(edit.span):
            return firm[at]
    return None
