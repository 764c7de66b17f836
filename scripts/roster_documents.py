"""Meetings with every mention of a person marked: what `fit_roster.py` fits and measures on.

The gold marks the words of a mention and whom they mean, not their pieces. The pieces are aligned here: the name as it was heard (over the
marked misheard words), then the person's title and organisation within the remaining words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from transcript.people import Mention, find_mentions
from transcript.people.gazetteer import SHORT_TITLES, TITLES, surname_at, title_phrases
from transcript.readers import read
from transcript.text import SourceText, Span, fold
from transcript.turns.stream import Stream, stream_of

PREFIXES = "老小阿大"
KIN = (
    "大个儿",
    "大姐",
    "大哥",
    "大爷",
    "大妈",
    "师傅",
    "阿姨",
    "丫头",
    "姐",
    "哥",
    "嫂",
    "叔",
    "婶",
    "爷",
    "伯",
    "妹",
    "弟",
    "姨",
    "总",
    "工",
    "董",
    "导",
    "大",
    "老",
)

_OWN = regex.compile(r"(?:我是来自|我来自|我是|我叫|我)(?=[^，。！？]{0,30}$)")


@dataclass(frozen=True)
class Document:
    """A meeting.

    Attributes:
        name: Of its file; the first letter says the kind of meeting.
        text: The folded stream of its speech.
        people: Key to name, title, organisation and role.
        names: Key to the spellings of the full name that are said.
        speaking: Keys of those who speak.
        gold: The marked mentions over `text`, in order, with whom they mean, and the places where people introduce themselves.
        marked: Spans of the marked ones.
        found: The mentions that the library finds, each with whom it means, or None.
    """

    name: str
    text: str
    people: Mapping[str, Mapping[str, Any]]
    names: Mapping[str, frozenset[str]]
    speaking: frozenset[str]
    gold: tuple[tuple[Mention, str], ...]
    marked: frozenset[Span]
    found: tuple[tuple[Mention, str | None], ...]


def read_documents(folder: Path) -> list[Document]:
    """All meetings of the folder with `*.turns.json`."""
    return [_document(path) for path in sorted(folder.glob("*.turns.json"))]


def _document(path: Path) -> Document:
    gold = json.loads(path.read_text(encoding="utf-8"))
    with (path.parent / gold["file"]).open(encoding="utf-8", newline="") as file:
        source, _ = read(file.read())
    terms = path.with_name(path.name.replace(".turns.", ".terms."))
    errors = json.loads(terms.read_text(encoding="utf-8"))["gold"] if terms.exists() else []
    stream = stream_of(source)
    variants = gold.get("name_variants", {})
    names = {}
    for key, person in gold["people"].items():
        name = person["name"]
        said = {fold(n) for n in (name, *variants.get(name, []))} if name and _is_name(name) else set()
        names[key] = frozenset(n for n in said if n.casefold() in stream.text.casefold())
    marked = []
    for mention in gold["mentions"]:
        built = _aligned(source, stream, mention, gold["people"][mention["person"]], variants, errors)
        marked.append((built, mention["person"]))
    marked.sort(key=lambda pair: pair[0].span)
    gold_count = tuple(m.span for m, _ in marked)
    unmarked = _introductions(stream, gold, names, {at for m, _ in marked for at in range(m.span.start, m.span.end)})
    marked = sorted([*marked, *unmarked], key=lambda pair: pair[0].span)
    return Document(
        marked=frozenset(gold_count),
        name=path.name.split(".")[0],
        text=stream.text,
        people=gold["people"],
        names=names,
        speaking=frozenset(turn["person"] for turn in gold["turns"]),
        gold=tuple(marked),
        found=tuple(_meant(find_mentions(stream.text, organizations=True), marked)),
    )


def _is_name(name: str) -> bool:
    """Whether it is more than a surname with a form of address, which nobody gives as a name (贾总, 瞿阿姨)."""
    return name[1:] not in {*KIN, *TITLES, "大妈", "师傅", "奶奶", "先生"}


def _introductions(
    stream: Stream, gold: Mapping[str, Any], names: Mapping[str, frozenset[str]], taken: set[int]
) -> Iterator[tuple[Mention, str]]:
    """Where people say their own names (我是…): the gold marks only what others call them."""
    for turn in gold["turns"]:
        key = turn["person"]
        start, end = stream.position(turn["start"]), stream.position(max(turn["start"], turn["end"] - 1)) + 1
        for name in sorted(names.get(key, ()), key=len, reverse=True):
            at = stream.text.find(name, start, end)
            if at < 0 or at in taken:
                continue
            taken.update(range(at, at + len(name)))
            lead = _OWN.search(stream.text, max(start, at - 40), at)
            first = lead.end() if lead else at
            surname = None if name.isascii() else surname_at(name, 0) or name[0]
            title, organization = _rest(stream.text[first:at], "", gold["people"][key], alone=False)
            yield (
                Mention(
                    span=Span(first, at + len(name)),
                    form="latin" if name.isascii() else "full",
                    name=name,
                    pieces=(Span(at, at + len(name)),),
                    surname=surname,
                    title=title,
                    organization=organization,
                ),
                key,
            )


def _meant(found: Sequence[Mention], marked: Sequence[tuple[Mention, str]]) -> Iterator[tuple[Mention, str | None]]:
    """Whom a found mention means: the marked one that it shares most characters with."""
    owner: dict[int, str] = {}
    for mention, key in marked:
        owner.update(dict.fromkeys(range(mention.span.start, mention.span.end), key))
    for mention in found:
        pieces = mention.pieces or (mention.span,)
        keys = [owner[at] for piece in pieces for at in range(piece.start, piece.end) if at in owner]
        yield mention, max(set(keys), key=lambda k: (keys.count(k), k)) if keys else None


def _aligned(
    source: SourceText,
    stream: Stream,
    marked: Mapping[str, Any],
    person: Mapping[str, Any],
    variants: Mapping[str, Sequence[str]],
    errors: Sequence[Mapping[str, Any]],
) -> Mention:
    """The marked words as a mention with pieces."""
    right, places = _corrected(source.folded, marked["start"], marked["end"], errors)
    start, end = stream.position(marked["start"]), stream.position(marked["end"] - 1) + 1
    heard = source.folded[marked["start"] : marked["end"]]
    name = fold(person["name"]) if person["name"] else None
    others = [fold(v) for v in variants.get(person["name"], ())]
    offsets, at = places, _name_within(right, name, others)
    if not at:
        offsets = list(range(marked["start"], marked["end"] + 1))
        at = _name_within(heard, name, others) or _surname_within(heard, person)
    form, a, b = at or ("title", 0, 0)
    first, last = stream.position(offsets[a]), stream.position(max(offsets[a], offsets[b] - 1)) + 1 if b > a else 0
    said = "".join(stream.text[first:last].split()) if b > a else None
    before = stream.text[start:first] if b > a else stream.text[start:end]
    after = stream.text[last:end] if b > a else ""
    title, organization = _rest(before, after, person, alone=b == a)
    if form == "title" and not title:
        form = "organization"
    surname = None
    if form in {"full", "surname"} and said:
        surname = said if form == "surname" else surname_at(said, 0) or said[0]
    fields: dict[str, Any] = {"form": form}
    if form in {"nickname", "given", "full", "latin"}:
        fields["name"] = said
    if form == "nickname" and said:
        first, last = start, end
        fields["name"] = stream.text[start:end]
        hit = name and fold(person["name"])[0] in said
        fields["surname"] = fold(person["name"])[0] if hit and name else None
    return Mention(
        span=Span(start, end),
        pieces=(Span(first, last),) if b > a else (),
        surname=surname if form in {"full", "surname"} else fields.pop("surname", None),
        title=title,
        organization=organization,
        **{k: v for k, v in fields.items() if k != "surname"},
    )


def _corrected(text: str, start: int, end: int, errors: Sequence[Mapping[str, Any]]) -> tuple[str, list[int]]:
    """The words as they were said, and for each boundary of their characters the offset in the source."""
    said, places, at = "", [], start
    for error in sorted(errors, key=lambda e: e["start"]):
        if error["start"] < at or error["end"] > end:
            continue
        said += text[at : error["start"]]
        places += range(at, error["start"])
        right, width = fold(error["right"]), error["end"] - error["start"]
        places += [error["start"] + min(width, round(i * width / max(1, len(right)))) for i in range(len(right))]
        said += right
        at = error["end"]
    said += text[at:end]
    return said, [*places, *range(at, end), end]


def _name_within(text: str, name: str | None, variants: Sequence[str]) -> tuple[str, int, int] | None:  # noqa: C901 - a step a form
    for full in (name, *variants):
        if full and full in text:
            at = text.index(full)
            if full.isascii():
                return "latin", at, at + len(full)
            if full[1:] in {*KIN, *TITLES}:
                return "surname", at, at + 1
            return ("nickname" if len(full) == 2 and full[0] in PREFIXES else "full"), at, at + len(full)
    for full in (name, *variants):
        if not full:
            continue
        if full.isascii():
            low = text.casefold()
            for part in full.casefold().split():
                if part in low:
                    return "latin", low.index(part), low.index(part) + len(part)
            continue
        surname = surname_at(full, 0) or full[0]
        if len(full) >= 3 and full[:2] in text and text.index(full[:2]) + 2 < len(text):
            surname = full[:2]
        given = full[len(surname) :]
        if len(given) >= 2 and given in text:
            return "given", text.index(given), text.index(given) + len(given)
        for sign in {surname, given[-1:], given}:
            hits = [p + sign for p in PREFIXES if sign and p + sign == text[-2:] == p + sign]
            if hits:
                return "nickname", len(text) - 2, len(text)
        short = [c for c in given if text in {c + c, *(c + k for k in (*KIN, "总", "姐姐", "老师")), "小" + c, c}]
        if short and text != surname:
            return "nickname", 0, len(text)
        if surname in text:
            at = text.index(surname)
            kin = text[at + len(surname) :]
            if kin in KIN and kin not in SHORT_TITLES and kin not in TITLES:
                return "nickname", at, len(text)
            return "surname", at, at + len(surname)
    return None


def _surname_within(text: str, person: Mapping[str, Any]) -> tuple[str, int, int] | None:
    """Of people without a full name, or misheard beyond recognition: 钟老师, 小顾."""
    title = fold(person["title"] or "")
    if len(text) == 2 and text[0] in PREFIXES:
        return "nickname", 0, 2
    for phrase in title_phrases(text):
        surname = text[phrase.start - 1 : phrase.start]
        if (
            surname
            and surname_at(surname, 0)
            and (phrase.start == 1 or text[phrase.start - 2 : phrase.start - 1] in "的、，")
        ):
            return "surname", phrase.start - 1, phrase.start
    if title and text.endswith(title[-1]) and surname_at(text, 0) and len(text) <= 1 + len(title):
        return "surname", 0, len(surname_at(text, 0) or "")
    return None


def _rest(before: str, after: str, person: Mapping[str, Any], *, alone: bool) -> tuple[str | None, str | None]:
    """Title and organisation in the words beside the name."""
    before, after = before.strip("的，,、 "), after.removesuffix("同志").strip("的，,、 ")
    title = fold(person["title"] or "")
    found, organization = None, before
    at = _title_at(before, title, tail=not alone)
    if at is not None:
        found, organization = before[at:], before[:at]
    if after:
        found = found or after
    return found or None, organization.strip("的，,、 ") or None


def _title_at(words: str, title: str, *, tail: bool) -> int | None:
    """Where the title begins that ends *words*."""
    if not words:
        return None
    best = None
    for size in range(1, len(words) + 1):
        end = words[-size:]
        if title and (title.endswith(end) or title == end):
            best = len(words) - size
    phrases = [p for p in title_phrases(words) if p.end == len(words)]
    if phrases and (best is None or phrases[-1].start < best):
        best = phrases[-1].start
    if best is None and not tail and words[-1:] in "长员师傅人生妈爸婆姨叔哥姐":
        return 0
    return best
