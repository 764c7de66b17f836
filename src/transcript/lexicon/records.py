"""Records of a lexicon, checked: what may stand under each key, and what is done with entries that contradict each other.

Rules, each reported as a problem where it bites:
- entries for the same thing (the same term, and no two different types, titles or organisations) become one;
- a form that is itself a term of the lexicon is right: it is nobody's `heard_as`;
- a term of one character protects itself and is never put in place of anything.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import attrs

from transcript.model import Problem

LONGEST = 100  # characters of a form

_TYPE_WORDS = (
    ("person", "人名 人员 人物 姓名 个人 name people"),
    ("org", "机构 单位 组织 部门 机构名 organization organisation company"),
    ("place", "地名 地点 地址 location"),
    ("product", "产品 品牌 项目 产品名 brand"),
    ("term", "术语 词语 专业术语 专有名词 名词 word"),
)
TYPES = {word: kind for kind, words in _TYPE_WORDS for word in (kind, *words.split())}
"""The types that the library knows, and other words for them; any other type is kept as it is."""

Texts = tuple[str, ...]
Pairs = list[tuple[int, str]]


@attrs.frozen(kw_only=True)
class Field:
    """The value under a key of a record.

    Attributes:
        attribute: Its name on `Entry`.
        expected: What it must be, for messages.
        texts: From the value of a record to texts; raises ValueError on anything else.
        value: From texts to the value of an `Entry`.
        many: Whether it may hold several.
    """

    attribute: str
    expected: str
    texts: Callable[[Any], Texts]
    value: Callable[[Texts], Any]
    many: bool = False


@attrs.frozen(kw_only=True)
class Fault:
    """A fault of a record.

    Attributes:
        number: Which record, counted from 0.
        key: Under which key; None if it is the record itself.
        message: What was expected and what stood there.
    """

    number: int
    key: str | None
    message: str


@attrs.frozen(kw_only=True)
class Checked:
    """Records as texts by key and row, with what was wrong or odd."""

    pairs: dict[str, Pairs]
    faults: tuple[Fault, ...]
    problems: tuple[Problem, ...]


def _one(value: Any) -> Texts:
    if not isinstance(value, str):
        raise ValueError(value)
    text = value.strip()
    return (text,) if text else ()


def _many(value: Any) -> Texts:
    if isinstance(value, str):
        return _one(value)
    if not isinstance(value, list | tuple):
        raise ValueError(value)
    return tuple(dict.fromkeys(text for item in value for text in _one(item)))


def _weight(value: Any) -> Texts:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= sys.float_info.max:
        raise ValueError(value)
    return () if value == 1 else (repr(float(value)),)


def _count(value: Any) -> Texts:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(value)
    return (str(value),)


def _type(value: Any) -> Texts:
    return _known_type(_one(value))


@lru_cache(maxsize=256)
def _known_type(texts: Texts) -> Texts:
    """The library's word for a type; one tuple for all entries that have it."""
    return tuple(TYPES.get(text.lower(), text) for text in texts)


def _weight_of(texts: Texts) -> float:
    return float(texts[0]) if texts else 1.0


def _count_of(texts: Texts) -> int | None:
    return int(texts[0]) if texts else None


def _first(texts: Texts) -> str | None:
    return texts[0] if texts else None


def _several(attribute: str) -> Field:
    return Field(attribute=attribute, expected="a text or a list of texts", texts=_many, value=tuple, many=True)


FIELDS: Mapping[str, Field] = {
    "term": Field(attribute="term", expected="a text", texts=_one, value=_first),
    "type": Field(attribute="type", expected="a text", texts=_type, value=_first),
    "title": Field(attribute="title", expected="a text", texts=_one, value=_first),
    "organization": Field(attribute="organization", expected="a text", texts=_one, value=_first),
    "aliases": _several("aliases"),
    "heard_as": _several("heard_as"),
    "not": _several("not_"),
    "weight": Field(attribute="weight", expected="a number above 0", texts=_weight, value=_weight_of),
    "count": Field(attribute="count", expected="a whole number", texts=_count, value=_count_of),
    "sources": _several("sources"),
    "decided": _several("decided"),
}


def check(records: Iterable[Mapping[str, Any]]) -> Checked:
    """Check records, all of them, and lay them out in columns.

    Args:
        records: Dictionaries with the keys of `FIELDS`; a value of None (or NaN, as data frames have it) counts as absent.

    Returns:
        Texts by key and row. Where there are faults, the faulty records are left out.
    """
    table = _Table()
    faults: list[Fault] = []
    for number, record in enumerate(records):
        texts, wrong = _checked(record)
        faults += (Fault(number=number, key=key, message=message) for key, message in wrong)
        if not wrong:
            table.add(texts)
    problems = (*table.merged(), *table.reconcile())
    return Checked(pairs=table.pairs(), faults=tuple(faults), problems=problems)


_Wrong = list[tuple[str | None, str]]


def _checked(record: Mapping[str, Any]) -> tuple[dict[str, Texts], _Wrong]:
    """A record as texts by key, and what is wrong with it."""
    if not isinstance(record, Mapping):
        return {}, [(None, f'expected a dictionary with a "term", found {record!r:.40}')]
    texts: dict[str, Texts] = {}
    wrong: _Wrong = []
    for key, value in record.items():
        if key not in FIELDS:
            wrong.append((str(key), f'unknown key "{key}": known are {", ".join(FIELDS)}'))
        elif value is not None and value == value:  # NaN is not itself
            _note(key, value, texts, wrong)
    if "term" not in texts and not any(key == "term" for key, _ in wrong):
        wrong.append((None, '"term" is missing or empty: every entry needs one'))
    return texts, wrong


def _note(key: str, value: Any, texts: dict[str, Texts], wrong: _Wrong) -> None:
    """Put the texts of a value under its key, or say why they cannot stand there."""
    try:
        found = FIELDS[key].texts(value)
    except ValueError:
        wrong.append((key, f'"{key}" must be {FIELDS[key].expected}, found {_shown(value)}'))
        return
    if found:
        texts[key] = found
        wrong.extend((key, why) for text in found if (why := _unusable(key, text)))


def _shown(value: object) -> str:
    """The beginning of a value; Python does not write a number of more than 4300 digits."""
    try:
        return f"{value!r:.40}"
    except ValueError:
        return f"{type(value).__name__} of very many digits"


def _unusable(key: str, text: str) -> str | None:
    """Explain why a text cannot stand in a lexicon."""
    if text.isprintable():
        return _too_long(key, text)
    odd = next((c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")), None)
    if odd is None:
        return _too_long(key, text)
    return f'"{key}" must be one line of plain text, found U+{ord(odd):04X} in {text!r:.40}'


def _too_long(key: str, text: str) -> str | None:
    if len(text) <= LONGEST:
        return None
    return f'"{key}" must have at most {LONGEST} characters, found {len(text)}: {text[:20]}…'


_IDENTITY = ("type", "title", "organization")


class _Table:
    """Rows being collected: a term each, and texts under the other keys where there are any."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        self.details: dict[int, dict[str, Texts]] = {}
        self.rows: dict[str, tuple[int, ...]] = {}
        self.repeated: dict[str, None] = {}

    def add(self, texts: dict[str, Texts]) -> None:
        (term,) = texts.pop("term")
        known = self.rows.get(term, ())
        twin = next((row for row in known if self._may_be(row, texts)), None)
        if twin is not None:
            self.repeated[term] = None
            self.details[twin] = _union(self.details.get(twin, {}), texts)
            return
        row = len(self.terms)
        self.terms.append(term)
        self.rows[term] = (*known, row)
        if texts:
            self.details[row] = texts

    def _may_be(self, row: int, texts: dict[str, Texts]) -> bool:
        known = self.details.get(row, {})
        return all(known.get(key, ()) in ((), texts.get(key, ())) or key not in texts for key in _IDENTITY)

    def merged(self) -> Iterator[Problem]:
        if self.repeated:
            yield _problem("duplicate", "词条重复，已合并为一条", self.repeated)

    def reconcile(self) -> Iterator[Problem]:
        """Take away what contradicts itself, and say so."""
        right = set(self.rows).union(*(texts.get("aliases", ()) for texts in self.details.values()))
        owner: dict[str, int] = {}
        contradicted: dict[str, None] = {}
        shared: dict[str, None] = {}
        for row, texts in self.details.items():
            heard = texts.pop("heard_as", ())
            kept = tuple(form for form in heard if form not in right)
            contradicted.update(dict.fromkeys(form for form in heard if form in right))
            shared.update(dict.fromkeys(form for form in kept if owner.setdefault(form, row) != row))
            if kept:
                texts["heard_as"] = kept
        short = dict.fromkeys(term for term in self.terms if len(term) == 1)
        for kind, rule, forms in (
            ("contradiction", "误听形式本身又是词条，按词条保留，不作误听处理", contradicted),
            ("ambiguous", "同一误听形式属于几个词条，只提出建议，不自动改", shared),
            ("short", "单字词条只起保护作用，不用来替换别的字", short),
        ):
            if forms:
                yield _problem(kind, rule, forms)

    def pairs(self) -> dict[str, Pairs]:
        pairs: dict[str, Pairs] = {"term": list(enumerate(self.terms))}
        for row in sorted(self.details):
            for key, texts in self.details[row].items():
                pairs.setdefault(key, []).extend((row, text) for text in texts)
        return pairs


def _union(old: dict[str, Texts], new: dict[str, Texts]) -> dict[str, Texts]:
    both = dict(old)
    for key, texts in new.items():
        both[key] = tuple(dict.fromkeys((*old.get(key, ()), *texts))) if FIELDS[key].many else old.get(key, texts)
    return both


_SHOWN = 5  # forms of a message


def _problem(kind: str, rule: str, forms: Mapping[str, None]) -> Problem:
    shown = "、".join(list(forms)[:_SHOWN])
    more = f"等 {len(forms)} 个" if len(forms) > _SHOWN else ""
    return Problem(kind=kind, message=f"{rule}：{shown}{more}。")
