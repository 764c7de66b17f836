"""Who was there: people with name, title and organisation, from a file, from lines, or from records.

    局长 方志明 县农业农村局            fields in any order, parted by white space, commas, tabs or bars
    方志明（县农业农村局局长）           or as one writes them
    主持人：乔若川                      what stands before a colon is the role
    方志明、乔若川、Kevin Zhang          names alone

Tables (CSV, TSV, .xlsx) with a header in Chinese or English, JSON and TOML are read as lexicon files are; without a header a table is lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import regex

from transcript.errors import LexiconError
from transcript.lexicon.lexicon import Lexicon
from transcript.lexicon.lexicon_files import decoded_text, faults_of, read_bytes, read_hotwords, reader_of
from transcript.lexicon.records import LONGEST, check
from transcript.lexicon.spreadsheets import KEYS, SIGNATURE, Misshape, plain, read_workbook
from transcript.model import Person, Problem
from transcript.people import KnownPerson, find_mentions
from transcript.people.gazetteer import body_words, given_weights, office_words, surname_at
from transcript.people.roster_entries import split_name
from transcript.text import fold
from transcript.words import is_word

MOST = 20_000  # people; more are no list of a meeting
_SHOWN = 5  # words of a message
_FIELDS = regex.compile(r"[\s,，|\uff5c；;（）()\[\]【】]+")
_BULLET = regex.compile(
    r"^\s*(?:[-*•·●○]|[0-9]{1,4}[.、)）．]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)\s*"
)
_ROLE = regex.compile(r"^(?P<role>[^：:\s]{1,12})[：:]\s*(?=\S)")
_NO_ROLE = regex.compile(r"(?:出席|参会|列席|参加|与会|到会|姓名|名单|人员|嘉宾|单位|领导)")
_NUMBER = regex.compile(r"[-+0-9.@/:：]*[0-9][-+0-9.@/:：A-Za-z]*|\S+@\S+")
_LATIN = regex.compile(r"[A-Za-z][A-Za-z.'’-]{0,30}(?: [A-Za-z][A-Za-z.'’-]{0,30}){0,3}")
_DOTTED = regex.compile(r"[\p{Han}]{1,12}(?:[·•‧・][\p{Han}A-Za-z.]{1,12}){1,4}")
_HAN = regex.compile(r"\p{Han}+")
_COMMITTEES = frozenset(
    [
        "省委",
        "市委",
        "州委",
        "县委",
        "区委",
        "镇党委",
        "乡党委",
        "党委",
        "党组",
        "党工委",
        "党总支",
        "党支部",
        "纪委",
        "政协",
        "人大",
    ]
)  # 市委常委 is a title


@attrs.frozen(kw_only=True)
class Participants:
    """The people who took part.

    Attributes:
        people: In the order of the source.
        problems: What was odd, and kept or left out.
    """

    people: tuple[KnownPerson, ...] = ()
    problems: tuple[Problem, ...] = ()


def as_persons(participants: Participants) -> tuple[Person, ...]:
    """Convert the people to values of a record.

    Args:
        participants: The people.

    Returns:
        The people, in order.
    """
    return tuple(
        Person(
            name=p.name,
            surname=split_name(fold(p.name))[0] if p.name and not p.name.isascii() else None,
            title=p.title,
            organization=p.organization,
        )
        for p in participants.people
    )


def as_lexicon(participants: Participants, *, beside: Lexicon | None) -> Lexicon | None:
    """Make a lexicon of the people, with the entries of *beside*.

    Args:
        participants: The people.
        beside: Another lexicon, whose entries are added.

    Returns:
        The lexicon; *beside* if there are no people.
    """
    if not participants.people:
        return beside
    own = Lexicon.from_records(
        {"term": p.name, "type": "person", "title": p.title, "organization": p.organization, "aliases": list(p.aliases)}
        for p in participants.people
        if p.name
    )
    return own if beside is None else beside.merge(own)


def load_participants(
    source: Participants | Path | bytes | str | Iterable[str | Mapping[str, Any] | Person | KnownPerson],
) -> Participants:
    """The people of a list of participants.

    Args:
        source: A file (`Path`), its content (`bytes`), lines in one text (`str`), or lines and records: dictionaries with the keys of a
            table's header ("name", "title", "organization", "aliases", 姓名, 职务, 单位, …) or `Person` values.

    Returns:
        The people, each with source "participants", and the problems of the list.

    Raises:
        LexiconError: If something is no list of people: all faults at once, each with line and column.
        SourceError: If the file cannot be opened.

    >>> load_participants("局长 方志明 县农业农村局").people[0]
    KnownPerson(name='方志明', title='局长', organization='县农业农村局', aliases=(), source='participants')
    """
    if isinstance(source, Participants):
        return source
    if isinstance(source, Path):
        return _from_bytes(read_bytes(source), path=source)
    if isinstance(source, bytes):
        return _from_bytes(source, path=None)
    if isinstance(source, str):
        return _from_text(source, path=None)
    if isinstance(source, Mapping) or not hasattr(source, "__iter__"):
        msg = f"expected a file, lines or records of participants, found {source!r:.60}"
        raise LexiconError(msg)
    return _from_items(list(source))


def _from_bytes(data: bytes, *, path: Path | None) -> Participants:
    name = str(path) if path else None
    if data.startswith(SIGNATURE):
        rows = read_workbook(data, name=name)
        rows = [[cell.replace("\t", " ") for cell in row] for row in rows]
        return _from_text("\n".join("\t".join(_quoted(cell) for cell in row) for row in rows), path=path)
    return _from_text(decoded_text(data, name=name or "participants"), path=path)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if '"' in cell else cell


def _from_text(text: str, *, path: Path | None) -> Participants:
    if not text.strip():
        msg = "the list of participants is empty: expected one person a line, as in “局长 方志明 县农业农村局”"
        raise LexiconError(msg, source=str(path) if path else None)
    reader = reader_of(text, "")
    if reader is read_hotwords:
        return _from_lines(text, path=path)
    sheet = reader(text)
    checked = check(sheet.records)
    found = [*sheet.misshapes, *(Misshape(sheet.locate(f.number, f.key), f.message) for f in checked.faults)]
    if found:
        raise faults_of(text, sorted(set(found), key=lambda m: m.place), source=str(path) if path else None)
    people = [_of_record(record) for record in sheet.records]
    return _checked(people, problems=(*sheet.problems, *checked.problems))


def _of_record(record: Mapping[str, Any]) -> KnownPerson:
    aliases = record.get("aliases") or ()
    return KnownPerson(
        name=_clean(record.get("term")),
        title=_clean(record.get("title")),
        organization=_clean(record.get("organization")),
        aliases=tuple(a.strip() for a in ([aliases] if isinstance(aliases, str) else aliases) if a.strip()),
    )


def _clean(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _from_items(items: list[Any]) -> Participants:
    people: list[KnownPerson] = []
    problems: list[Problem] = []
    faults: list[LexiconError] = []
    for number, item in enumerate(items, start=1):
        try:
            if isinstance(item, KnownPerson):
                people.append(item)
            elif isinstance(item, Person):
                people.append(KnownPerson(name=item.name, title=item.title, organization=item.organization))
            elif isinstance(item, str):
                read = _from_lines(item, path=None) if item.strip() else Participants()
                people += read.people
                problems += read.problems
            elif isinstance(item, Mapping):
                record = _of_mapping(item)
                wrong = check([record]).faults
                if wrong:
                    raise LexiconError("; ".join(fault.message for fault in wrong))
                people.append(_of_record(record))
            else:
                msg = f"expected a line or a record with a name, found {item!r:.60}"
                raise LexiconError(msg)
        except LexiconError as error:
            faults.append(LexiconError(f"participant {number}: {error.message}", text=error.text, column=error.column))
    if faults:
        raise faults[0] if len(faults) == 1 else LexiconError(f"{len(faults)} faults", faults=faults)
    return _checked(people, problems=tuple(problems))


def _of_mapping(item: Mapping[str, Any]) -> dict[str, Any]:
    """The record under the keys that the readers of lexicon files use."""
    record: dict[str, Any] = {}
    for key, value in item.items():
        known = KEYS.get(plain(str(key)))
        if known in {"term", "title", "organization", "aliases"} and value is not None:
            record.setdefault(known, value)
    return record


def _from_lines(text: str, *, path: Path | None) -> Participants:
    people: list[KnownPerson] = []
    faults: list[Misshape] = []
    left: dict[str, None] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.strip().lstrip("\ufeff")
        if not words or words.startswith(("#", "//")) or words.rstrip("：:").strip() == "" or _heading(words):
            continue
        found = list(_of_line(words, left)) if len(words) <= 4 * LONGEST else []
        if not found:
            shown = f"{words[:20]}…" if len(words) > LONGEST else words
            column = line.index(words[0]) + 1
            faults.append(
                Misshape(
                    (number, column), f"expected a person, as in “局长 方志明 县农业农村局”, found no name in {shown!r}"
                )
            )
        people += found
    if faults:
        raise faults_of(text, faults, source=str(path) if path else None)
    problems = [_problem("column", "这些内容与人名、职务、单位无关，没有使用", left)] if left else []
    return _checked(people, problems=tuple(problems))


def _heading(words: str) -> bool:
    """参会人员：, 名单: a line that only says what follows."""
    return words[-1] in "：:" or bool(regex.fullmatch(r".{0,16}(?:名单|人员名册|签到表)", words))


def _of_line(words: str, left: dict[str, None]) -> Iterator[KnownPerson]:
    words = _BULLET.sub("", words)
    role = _ROLE.match(words)
    title = None
    if role and not _NUMBER.fullmatch(words):
        words = words[role.end() :]
        title = None if _NO_ROLE.search(role["role"]) else role["role"]
    parts = [part.strip() for part in words.split("、")]
    if len(parts) > 1 and all(_name_like(part) for part in parts):
        yield from (KnownPerson(name=part, title=title) for part in parts)
        return
    fields = [f for f in ([words] if _LATIN.fullmatch(words) else _FIELDS.split(words)) if f]
    fields = _joined_latin(fields)
    for field in fields:
        if _NUMBER.fullmatch(field):
            left[field] = None
    fields = [field for field in fields if not _NUMBER.fullmatch(field)]
    kinds = [_kind(field) for field in fields]
    names = [field for field, kind in zip(fields, kinds, strict=True) if kind == "name"]
    if len(names) > 1 and any(not is_word(name) for name in names):  # 方志明 沈阳: a place is nobody
        kinds = [
            "organization" if name in names and is_word(name) else kind
            for name, kind in zip(fields, kinds, strict=True)
        ]
        names = [name for name in names if not is_word(name)]
    if len(names) > 1 and len(names) == len(fields):
        yield from (KnownPerson(name=name, title=title) for name in names)
    elif len(names) >= 1:
        yield _person(fields, kinds, max(names, key=_likely), title)
    else:
        yield from _tagged(words, title)


def _joined_latin(fields: list[str]) -> list[str]:
    """Kevin, Zhang as one field."""
    joined: list[str] = []
    for field in fields:
        if joined and all(_LATIN.fullmatch(f) and f not in office_words() for f in (field, joined[-1])):
            joined[-1] += " " + field
        else:
            joined.append(field)
    return joined


def _person(fields: list[str], kinds: list[str], name: str, title: str | None) -> KnownPerson:
    organization = None
    for field, kind in zip(fields, kinds, strict=True):
        if field == name:
            continue
        if kind == "title":
            title = field if title is None else f"{title}、{field}" if title != field else title
        elif kind == "both":
            at = _office_at(field)
            organization = (organization or "") + field[:at]
            title = field[at:] if title is None else title
        else:
            organization = (organization or "") + field
    return KnownPerson(name=name, title=title, organization=organization)


def _kind(field: str) -> str:
    """Return what a field is: "title", "both" (an organisation and a title), "organization" or "name"."""
    folded = fold(field)
    at = _office_at(folded)
    if at == 0:
        return "title"
    if _name_like(folded) and not (at < len(folded) and _body(folded[:at])):
        return "name"
    if at < len(folded):
        return "both" if _body(folded[:at]) or len(folded[:at]) > 3 else "title"
    return "organization"


def _office_at(field: str) -> int:
    """Return where the title begins that ends a field; its length if none does."""
    offices = office_words()
    at = len(field)
    while at > 0:
        end = at - 1 if field[at - 1] in "、兼和" and at < len(field) else at
        start = next((s for s in range(max(0, end - 10), end) if field[s:end] in offices), None)
        if start is None:
            break
        at = start
    return 0 if field[:at] in _COMMITTEES and at < len(field) else at


def _body(words: str) -> bool:
    return any(words.endswith(tuple(w for w in body_words() if len(w) == n)) for n in (1, 2, 3)) or len(words) > 4


def _name_like(field: str) -> bool:
    folded = fold(field)
    if folded in office_words():
        return False
    if _LATIN.fullmatch(folded) or _DOTTED.fullmatch(folded):
        return True
    if not _HAN.fullmatch(folded) or not 2 <= len(folded) <= 4 or folded in office_words():
        return False
    surname = surname_at(folded, 0)
    if surname is None or not 1 <= len(folded) - len(surname) <= 2:
        return False
    return not (folded[-2:] in body_words() and _likely(folded) < 0)


def _likely(name: str) -> float:
    weights = given_weights()
    given = name[len(surname_at(fold(name), 0) or name[:1]) :]
    return sum(weights.get(c, 1.0) for c in given) if _HAN.fullmatch(name) else 1.0


def _tagged(words: str, title: str | None) -> Iterator[KnownPerson]:
    """The people that the tagger finds in a line written as a sentence (县农业农村局局长方志明)."""
    for mention in find_mentions(fold(words)):
        if mention.form in {"full", "foreign", "latin"} and mention.name and len(mention.pieces) == 1:
            name = mention.pieces[0].slice(words)
            yield KnownPerson(name=name, title=mention.title or title, organization=mention.organization)


def _checked(people: list[KnownPerson], *, problems: tuple[Problem, ...]) -> Participants:
    """The people, the same one once; what is left out or repeated is reported."""
    kept = list(dict.fromkeys(people))
    notes = list(problems)
    if len(kept) < len(people):
        notes.append(
            _problem(
                "duplicate",
                "名单里重复的人，只算一次",
                {p.name or "": None for p in people if people.count(p) > 1} if len(people) < LONGEST else {},
            )
        )
    if len(kept) > MOST:
        notes.append(Problem(kind="participants", message=f"名单有 {len(kept)} 人，只用了前 {MOST} 人。"))
    return Participants(people=tuple(kept[:MOST]), problems=tuple(notes))


def _problem(kind: str, rule: str, words: Mapping[str, None]) -> Problem:
    shown = "、".join(word[:20] for word in list(words)[:_SHOWN])
    more = f"等 {len(words)} 项" if len(words) > _SHOWN else ""
    return Problem(kind=kind, message=f"{rule}：{shown}{more}。" if shown else f"{rule}。")
