"""Results of recognisers that no row of `asr_layouts` describes, read by their shape: lists of objects with texts and times.

Enters a JSON tree, leaves timed segments and what was taken for what. Every list of objects is a candidate, known by its path (`utterances[]`,
`monologues[].elements[]`); which keys hold the text, the times and the voice is a vocabulary, the unit of the times follows from the key or
from how fast somebody would have to speak. Of the candidates that hold most of the text the one with voices is taken, else the one with most
segments; words are put together to segments. Only the first of several hypotheses is looked at.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias

import attrs
import regex

from transcript.model import Problem
from transcript.readers.asr_layouts import (
    END_KEYS,
    HYPOTHESES,
    INHERITED,
    KNOWN,
    LABEL_KEYS,
    LENGTH_KEYS,
    NAME_KEYS,
    RANGE_KEYS,
    START_KEYS,
    TEXT_KEYS,
    UNITS,
)
from transcript.readers.timed_segments import (
    TimedSegment,
    Word,
    close_up,
    join_tokens,
    spoken_unit,
    stretches,
    tidy,
    time_words,
    to_label,
    to_ms,
    untagged,
)

_PLAIN_KEY = regex.compile(r"[\s_\-.]+")
_SENTENCE_END = regex.compile(r"[。！？!?]$|(?<=[a-z])\.$")
_SHOWN = regex.compile(r"\p{Han}|[^\W_]")
_SECONDS_TEXT = regex.compile(r"(?:PT)?(?P<seconds>[0-9]+(?:\.[0-9]+)?) ?[sS]")
_DEEPEST = 40  # nested values
# A list is one of words if its items are no longer on average.
_LONGEST_WORD = 2.5
# A list with at least this share of the longest one's characters is another version of it; by hand.
_MOST_OF_THE_TEXT = 0.7
_LONGEST_RUN = 60  # characters after which words are also divided at a comma
# Longer than a day in milliseconds: microseconds, perhaps.
_LONGEST_IN_MS = 1e8
_LONGEST_IN_SECONDS = 200_000  # seconds, more than two days: times beyond are milliseconds
_SAMPLE = 50  # items that are looked at

Chain: TypeAlias = "tuple[dict[str, Any], Chain | None]"


@attrs.frozen(kw_only=True)
class _Candidate:
    """The objects at one path, and which of their keys hold what."""

    path: str
    chains: Sequence[Chain]
    text: str
    start: str | None
    end: str | None
    length: str | None
    label: str | None
    own_label: bool
    unit: float
    size: int

    @property
    def mean(self) -> float:
        return self.size / max(1, len(self.chains))

    @property
    def is_words(self) -> bool:
        """Whether the items are words, or the pieces that a tokenizer makes."""
        return len(self.chains) > 1 and (self.mean <= _LONGEST_WORD or self.text in {"word", "token", "punctuatedword"})


def read_by_shape(tree: Any, *, timed: bool) -> tuple[list[TimedSegment], list[Problem]] | None:
    """The segments of a result of unknown layout.

    Args:
        tree: The JSON value.
        timed: Whether the segments must have times.

    Returns:
        The segments, and a problem that says what was taken for what; None if there is no list of such.
    """
    groups: dict[str, list[Chain]] = {}
    _collect(list(tree.values()) if isinstance(tree, dict) and _is_table(tree) else tree, "", None, groups, 0)
    found = [candidate for path, chains in groups.items() if (candidate := _candidate(path, chains))]
    found = [candidate for candidate in found if bool(candidate.start) == timed]
    if not timed:
        found = [candidate for candidate in found if candidate.label or len(candidate.chains) > 1]
    if not found:
        return None
    most = max(candidate.size for candidate in found)
    full = [candidate for candidate in found if candidate.size >= most * _MOST_OF_THE_TEXT]
    chosen = max(
        full, key=lambda candidate: (candidate.label is not None, not candidate.is_words, len(candidate.chains))
    )
    segments = list(_words_joined(chosen) if chosen.is_words else _segments(chosen, found))
    return segments, [] if _is_known(chosen) else [_taken(chosen)]


@lru_cache(maxsize=1 << 12)
def _key(key: object) -> str:
    """A key in lower case without signs."""
    return str(_PLAIN_KEY.sub("", str(key))).lower()


def _collect(node: Any, path: str, above: Chain | None, groups: dict[str, list[Chain]], depth: int) -> None:
    if depth > _DEEPEST:
        return
    if isinstance(node, str):
        node = _unpacked(node)
    if isinstance(node, dict):
        chain: Chain = (node, above)
        if path:
            groups.setdefault(path, []).append(chain)
        for key, value in _with_rows(node).items():
            if isinstance(value, dict | list | str):
                if isinstance(value, dict) and _is_table(value):
                    value = list(value.values())
                if _key(key) in HYPOTHESES and isinstance(value, list):
                    value = [_with_times_of(node, value[0])] if value else []
                _collect(value, f"{path}.{key}" if path else str(key), chain, groups, depth + 1)
    elif isinstance(node, list):
        for item in node:
            row = _row(item) if isinstance(item, list | tuple) else item
            _collect(row, f"{path}[]", above, groups, depth + 1)


def _with_times_of(node: dict[str, Any], hypothesis: Any) -> Any:
    """The best hypothesis with what the object above says for all of them."""
    if not isinstance(hypothesis, dict):
        return hypothesis
    return {**{key: value for key, value in node.items() if not isinstance(value, dict | list)}, **hypothesis}


def _unpacked(text: str) -> Any:
    """The JSON that a text holds; None if it holds none."""
    if not text.lstrip()[:1] or text.lstrip()[0] not in "[{":
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_table(value: dict[str, Any]) -> bool:
    """Whether an object is a list by other means: its keys are numbers or names of objects alike."""
    if len(value) < 2:
        return False
    first, *others = value.values()
    return isinstance(first, dict) and all(isinstance(other, dict) and other.keys() == first.keys() for other in others)


def _with_rows(node: dict[str, Any]) -> dict[str, Any]:
    """The object with words and times that stand in lists of equal length as one list of words."""
    lists = {key: value for key, value in node.items() if isinstance(value, list) and len(value) > 1}
    texts = next((key for key, value in lists.items() if all(isinstance(item, str) for item in value)), None)
    if texts is None:
        return node
    for key, times in lists.items():
        if key != texts and len(times) == len(lists[texts]) and all(map(_is_time, times)):
            pairs = zip(lists[texts], times, strict=True)
            words = [{"text": text, **_range(time)} for text, time in pairs]
            return {**{name: value for name, value in node.items() if name != key}, texts: words}
    return node


def _is_time(value: Any) -> bool:
    pair = isinstance(value, list | tuple) and len(value) == 2 and all(_is_number(item) for item in value)
    return pair or _is_number(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _range(value: Any) -> dict[str, Any]:
    return {"start": value[0], "end": value[1]} if isinstance(value, list | tuple) else {"start": value}


def _row(items: Sequence[Any]) -> Any:
    """A list of two times, a text and perhaps a voice, in any order, as an object."""
    texts = [item for item in items if isinstance(item, str)]
    numbers = [item for item in items if _is_number(item)]
    if not 1 <= len(texts) <= 2 or len(numbers) != 2 or len(texts) + len(numbers) != len(items):
        return list(items)
    words = max(texts, key=len)
    row = {"start": numbers[0], "end": numbers[1], "text": words}
    return row if len(texts) == 1 else {**row, "speaker": min(texts, key=len)}


def _candidate(path: str, chains: Sequence[Chain]) -> _Candidate | None:
    nodes = [chain[0] for chain in chains]
    shares: dict[str, int] = {}
    for node in nodes:
        for key, value in node.items():
            if value is not None:
                plain = _key(key)
                shares[plain] = shares.get(plain, 0) + 1
    common = {plain for plain, times in shares.items() if times >= len(nodes) / 2}
    text = _first(
        TEXT_KEYS,
        common,
        lambda key: any(_said(node, key).strip() for node in nodes),
    )
    if text is None or (len(chains) == 1 and not path.endswith("[]")):
        return None
    ranged = _first(RANGE_KEYS, common, lambda key: _bounds(_get(nodes[0], key)) is not None)
    start = ranged or _first(
        START_KEYS, common, lambda key: any(_as_number(_get(node, key)) is not None for node in nodes)
    )
    end = None if ranged else _first(END_KEYS, common, _any)
    length = None if ranged or end else _first(LENGTH_KEYS, common, _any)
    own = _first(LABEL_KEYS, set(shares), lambda key: key != text and any(_label(_get(node, key)) for node in nodes))
    label = own or _first(
        INHERITED, set(INHERITED), lambda key: any(_above(chain, key) for chain in islice(chains, _SAMPLE))
    )
    size = sum(len(_SHOWN.findall(_said(node, text))) for node in nodes)
    candidate = _Candidate(
        path=path,
        chains=chains,
        text=text,
        start=start,
        end=end,
        length=length,
        label=label,
        own_label=own is not None,
        unit=1000.0,
        size=size,
    )
    return attrs.evolve(candidate, unit=_unit(candidate)) if size else None


def _any(_: str) -> bool:
    return True


def _first(keys: Sequence[str], there: set[str], fits: Callable[[str], bool]) -> str | None:
    return next((key for key in keys if key in there and fits(key)), None)


def _get(node: dict[str, Any], plain: str | None) -> Any:
    """The value at a key, however the key is written."""
    if plain is None:
        return None
    if plain in node:
        return node[plain]
    return next((value for key, value in node.items() if _key(key) == plain), None)


def _said(node: dict[str, Any], plain: str) -> str:
    """The text at a key; lines of a list are one text."""
    value = _get(node, plain)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "".join(value)
    return value if isinstance(value, str) else ""


def _ancestors(chain: Chain) -> Iterator[dict[str, Any]]:
    above = chain[1]
    while above is not None:
        yield above[0]
        above = above[1]


def _above(chain: Chain, key: str) -> str | None:
    return next((label for node in _ancestors(chain) if (label := _label(_get(node, key)))), None)


def _label(value: Any) -> str | None:
    """Who speaks, as a name, a number or an object with a name."""
    if isinstance(value, dict):
        return next((label for key in NAME_KEYS if (label := to_label(_get(value, key)))), None)
    return to_label(value)


def _bounds(value: Any) -> tuple[Any, Any] | None:
    """Start and end of what holds both."""
    if isinstance(value, list | tuple) and len(value) == 2 and _is_number(value[0]):
        return value[0], value[1]
    if isinstance(value, dict):
        start = _get(value, _first(START_KEYS, {_key(key) for key in value}, _any))
        end = _get(value, _first(END_KEYS, {_key(key) for key in value}, _any))
        length = _get(value, _first(LENGTH_KEYS, {_key(key) for key in value}, _any))
        if end is None and _is_number(start) and _is_number(length):
            end = start + length
        return None if start is None else (start, end)
    return None


def _as_number(value: Any) -> Any:
    """A time as a number or a clock: `1.2s` and an object of seconds and nanoseconds are numbers."""
    if isinstance(value, dict):
        seconds = _get(value, "seconds")
        seconds = _get(value, "relative") if seconds is None else seconds
        whole = to_ms(seconds, unit=1000) if seconds is not None else None
        nanos = _get(value, "nanos")
        return None if whole is None else whole / 1000 + (nanos if _is_number(nanos) else 0) / 1e9
    if isinstance(value, str):
        found = _SECONDS_TEXT.fullmatch(value.strip())
        if found:
            return float(found["seconds"])
        return value if to_ms(value, unit=1) is not None else None
    return value if _is_number(value) else None


def _times(node: dict[str, Any], candidate: _Candidate) -> tuple[Any, Any]:
    value = _get(node, candidate.start)
    bounds = _bounds(value)
    if bounds and (isinstance(value, list | tuple) or _as_number(value) is None):
        return _as_number(bounds[0]), _as_number(bounds[1])
    start, end = _as_number(value), _as_number(_get(node, candidate.end))
    length = _as_number(_get(node, candidate.length))
    if end is None and _is_number(start) and _is_number(length):
        end = start + length
    return start, end


def _unit(candidate: _Candidate) -> float:
    """Milliseconds in one of the times: by the key, else by the pace at which somebody would have spoken."""
    for endings, unit in UNITS:
        if candidate.start and candidate.start.endswith(endings):
            return unit
    if any(
        isinstance(value, str) and _SECONDS_TEXT.fullmatch(value)
        for value in (_get(candidate.chains[0][0], candidate.start),)
    ):
        return 1000.0
    numbers = [
        time
        for chain in candidate.chains
        for time in _times(chain[0], candidate)
        if _is_number(time) and math.isfinite(time)
    ]
    if not numbers:
        return 1000.0
    if any(isinstance(time, float) and time != int(time) for time in numbers) and max(numbers) < _LONGEST_IN_SECONDS:
        return 1000.0
    units = (1000.0, 1.0, 0.001) if max(numbers) > _LONGEST_IN_MS else (1000.0, 1.0)
    return spoken_unit(numbers, size=candidate.size, units=units)


def _is_known(candidate: _Candidate) -> bool:
    if candidate.start is None:
        return False
    path = ".".join(step if step[:1].isupper() else step.replace("_", "") for step in candidate.path.split("."))
    return any((way, candidate.text, candidate.start) in KNOWN for way in (path, path.lower()))


def _taken(candidate: _Candidate) -> Problem:
    units = {1000.0: "秒", 1.0: "毫秒", 0.0001: "百纳秒", 0.001: "微秒"}
    told = [f"段落在 {candidate.path}", f"文字取 {candidate.text}"]
    told.append(f"开始时间取 {candidate.start}（单位按{units[candidate.unit]}）" if candidate.start else "没有时间")
    told += [f"说话人取 {candidate.label}"] if candidate.label else []
    return Problem(kind="format", message=f"不认识这种识别结果的排法，按形状读：{'，'.join(told)}；请核对")


def _segments(chosen: _Candidate, found: Sequence[_Candidate]) -> Iterator[TimedSegment]:
    inner = _words_below(chosen, found)
    for chain in chosen.chains:
        node = chain[0]
        start, end = _times(node, chosen)
        text = tidy(untagged(_said(node, chosen.text)))
        if chosen.text == "textseg":
            mark = _get(node, "punc")
            text = close_up(text) + (mark if isinstance(mark, str) else "")
        words = inner.get(id(node), [])
        yield TimedSegment(
            text=text,
            start_ms=to_ms(start, unit=chosen.unit),
            end_ms=to_ms(end, unit=chosen.unit),
            label=_label_of(chain, chosen),
            times=time_words(text, words),
        )


def _label_of(chain: Chain, candidate: _Candidate) -> str | None:
    if candidate.label is None:
        return None
    return _label(_get(chain[0], candidate.label)) if candidate.own_label else _above(chain, candidate.label)


def _words_below(chosen: _Candidate, found: Sequence[_Candidate]) -> dict[int, list[Word]]:
    """The words with times inside each segment, by the identity of the segment's object."""
    words: dict[int, list[Word]] = {}
    below = next((other for other in found if other.path.startswith(f"{chosen.path}.") and other.is_words), None)
    if below is None:
        return words
    ours = {id(chain[0]) for chain in chosen.chains}
    for chain in below.chains:
        owner = next((id(node) for node in _ancestors(chain) if id(node) in ours), None)
        if owner is not None:
            words.setdefault(owner, []).append(_word(chain, below))
    return words


def _word(chain: Chain, candidate: _Candidate) -> Word:
    start, end = _times(chain[0], candidate)
    said = _said(chain[0], candidate.text)
    return (
        untagged(said),
        to_ms(start, unit=candidate.unit),
        to_ms(end, unit=candidate.unit),
    )


def _words_joined(chosen: _Candidate) -> Iterator[TimedSegment]:
    """Words as segments: the text of what holds them, if it is theirs; else cut where the voice changes, somebody is silent or a sentence ends."""
    rows = [(_label_of(chain, chosen), _word(chain, chosen), chain) for chain in chosen.chains]
    labels = {label for label, _, _ in rows}
    alone = len({id(chain[1]) for _, _, chain in rows}) > len(rows) / 2  # each word has an object of its own above it
    at = 0
    while at < len(rows):
        owner = None if alone else rows[at][2][1]
        end = at
        while end < len(rows) and (alone or rows[end][2][1] is owner) and rows[end][0] == rows[at][0]:
            end += 1
        words = [word for _, word, _ in rows[at:end]]
        text = _text_of_owner(owner, words) if len(labels) == 1 else None
        if text is not None:
            yield _joined(text, words, rows[at][0])
        else:
            for run in stretches(words):
                for part in _sentences(run):
                    yield _joined(tidy(join_tokens(word for word, _, _ in part)), part, rows[at][0])
        at = end


def _text_of_owner(owner: Chain | None, words: Sequence[Word]) -> str | None:
    """The text of the object that holds the words, if it is their text with punctuation."""
    if owner is None:
        return None
    plain = "".join(_SHOWN.findall("".join(word for word, _, _ in words)))
    for key in TEXT_KEYS:
        text = _get(owner[0], key)
        if isinstance(text, str) and "".join(_SHOWN.findall(untagged(text))) == plain:
            return tidy(untagged(text))
    return None


def _sentences(words: Sequence[Word]) -> Iterator[list[Word]]:
    part: list[Word] = []
    size = 0
    for word in words:
        part.append(word)
        size += len(word[0])
        if _SENTENCE_END.search(word[0].strip()) or (size > _LONGEST_RUN and word[0].strip()[-1:] in "，,；;、"):
            yield part
            part, size = [], 0
    if part:
        yield part


def _joined(text: str, words: Sequence[Word], label: str | None) -> TimedSegment:
    start = next((start for _, start, _ in words if start is not None), None)
    end = next((end for _, _, end in reversed(words) if end is not None), None)
    return TimedSegment(text=text, start_ms=start, end_ms=end, label=label, times=time_words(text, words))
