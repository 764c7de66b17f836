"""Learn from decisions about a record: misheard forms, words to leave alone, people and terms that the lexicon did not have.

A decision yields lessons (this form meant this term; it did not; this person speaks). Lessons are counted with those of earlier meetings under the key
"decided" of their entry (`时桥镇 +3 -1`). A form that was only ever accepted becomes a mishearing of its term, one that was only ever refused a form to leave
alone, one that was both becomes neither. Everyday words, and forms that may mean somebody else, never become mishearings: they would be rewritten wherever
they are meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs
import regex

from transcript.lexicon.records import LONGEST
from transcript.model import Edit, Person, Problem, RecordView, Speaker
from transcript.people.gazetteer import TITLES, surname_at
from transcript.phonetics import distance
from transcript.reviewing import Accept, Decisions, Refuse, Rename, Replace, Split
from transcript.reviewing.decisions import EVERYWHERE, EditKey, key_of
from transcript.text import fold
from transcript.words import is_word

_KINDS = {"name": "person", "term": None}
_SHORTEST_TERM = 3  # of a new entry; what is shorter sounds like too much else
_SAME_NAME = 0.3  # two names further apart in sound are two people; by hand
_TERM = regex.compile(r"[\p{L}\p{N}·\-]{2,20}")
_FORM = regex.compile(r"[\p{L}\p{N}\p{P}]{1,40}")
_TALLY = regex.compile(r"(?P<form>.+?)(?: \+(?P<accepted>[0-9]{1,9}))?(?: -(?P<refused>[0-9]{1,9}))?")


@attrs.frozen(kw_only=True)
class Lesson:
    """The information that one decision gives about an entry.

    Attributes:
        term: The entry.
        type, title, organization: What is known of it; only a new entry takes the type.
        form: A form that stands in the source.
        meant: Whether *form* was meant for *term*.
    """

    term: str
    type: str | None = None
    title: str | None = None
    organization: str | None = None
    form: str | None = None
    meant: bool = True


def lessons(record: RecordView, decisions: Decisions) -> Iterator[Lesson]:
    """Derive lessons about names and terms from decisions about a record.

    Args:
        record: As it was when they were made.
        decisions: About this record.

    Yields:
        The lessons, in the order of the decisions.
    """
    edits = {key_of(edit): edit for edit in record.edits}
    speakers = {turn.span.start: turn.speaker for turn in record.turns}
    for decision in decisions:
        if isinstance(decision, Accept | Refuse):
            yield from _of_edit(decision.edit, edits.get(decision.edit), meant=isinstance(decision, Accept))
        elif isinstance(decision, Replace):
            if decision.kind in _KINDS and decision.after:
                yield _of_words(decision.before, decision.after, decision.after, _KINDS[decision.kind])
        elif isinstance(decision, Rename) and decision.person:
            old = speakers.get(decision.turn.at) if decision.where == EVERYWHERE else None
            yield from _of_person(decision.person, old)
        elif isinstance(decision, Split) and decision.person:
            yield from _of_person(decision.person, None)


def _of_edit(key: EditKey, edit: Edit | None, *, meant: bool) -> Iterator[Lesson]:
    if key.kind not in _KINDS:
        return
    term = (edit.entry if edit else None) or key.after
    if meant:
        yield _of_words(key.before, key.after, term, _KINDS[key.kind])
    else:
        yield Lesson(term=term, form=key.before, type=_KINDS[key.kind], meant=False)


def _of_words(before: str, after: str, term: str, kind: str | None) -> Lesson:
    """*before* was meant for *after*; of a longer phrase only the part that is the term is learned.

    >>> _of_words("时桥镇的", "石桥镇的", "石桥镇", "place").form
    '时桥镇'
    """
    left, found, right = after.partition(term)
    if found and before.startswith(left) and before.endswith(right) and len(before) > len(left) + len(right):
        return Lesson(term=term, form=before[len(left) : len(before) - len(right)], type=kind)
    return Lesson(term=after, form=before)


def _of_person(person: Person, old: Speaker | None) -> Iterator[Lesson]:
    if person.name:
        heard = old.name if old and old.name and _sounds_like(old.name, person.name) else None
        yield Lesson(term=person.name, type="person", title=person.title, organization=person.organization, form=heard)
    if person.organization:
        yield Lesson(term=person.organization, type="org")


def _sounds_like(heard: str, name: str) -> bool:
    return heard != name and max(len(heard), len(name)) <= 20 and distance(heard, name) <= _SAME_NAME


def learn(
    records: Iterable[Mapping[str, Any]], taught: Iterable[Lesson]
) -> tuple[list[dict[str, Any]], tuple[Problem, ...]]:
    """Add lessons to the records of a lexicon.

    Args:
        records: The lexicon's; they are not changed.
        taught: Lessons in any order.

    Returns:
        The new records, and what a user should know of them.
    """
    book = _Book(records)
    for lesson in taught:
        book.note(lesson)
    book.draw_conclusions()
    return book.records, tuple(book.problems())


class _Book:
    """The records of a lexicon while they are being added to.

    Attributes:
        records: As they stand.
        odd: By what was odd, the forms where it was.
    """

    def __init__(self, records: Iterable[Mapping[str, Any]]) -> None:
        self.records = [dict(record) for record in records]
        self.odd: dict[str, dict[str, None]] = {}
        self._rows: dict[str, list[int]] = {}
        self._touched: dict[tuple[int, str], None] = {}
        for row, record in enumerate(self.records):
            self._rows.setdefault(record["term"], []).append(row)

    def note(self, lesson: Lesson) -> None:
        """Put a lesson under its entry; a new one if there is none."""
        if not _TERM.fullmatch(lesson.term):
            self._report(_NO_TERM, lesson.term)
            return
        row = self._row(lesson)
        if row is None:
            self._report(_SHORT_TERM, lesson.term)
            return
        self._describe(self.records[row], lesson)
        if lesson.form and lesson.form != lesson.term and _FORM.fullmatch(lesson.form):
            tallies = _tallies(self.records[row])
            accepted, refused = tallies.get(lesson.form, (0, 0))
            tallies[lesson.form] = (accepted + lesson.meant, refused + (not lesson.meant))
            self.records[row]["decided"] = [_written(form, *tally) for form, tally in tallies.items()]
            self._touched[row, lesson.form] = None

    def _row(self, lesson: Lesson) -> int | None:
        """The row of the entry that is meant; none for a word that is too short to be one."""
        rows = self._rows.setdefault(lesson.term, [])
        titled = (row for row in rows if self.records[row].get("title") == lesson.title)
        if rows:
            return next(titled, rows[0])
        if lesson.type != "person" and len(lesson.term) < _SHORTEST_TERM:
            return None
        rows.append(len(self.records))
        self.records.append({"term": lesson.term} | ({"type": lesson.type} if lesson.type else {}))
        return rows[0]

    def _describe(self, record: dict[str, Any], lesson: Lesson) -> None:
        for key in ("title", "organization"):
            said, known = getattr(lesson, key), record.get(key)
            if said and known and said != known:
                self._report(_OTHERWISE, f"{lesson.term}（{known}、{said}）")
            elif said and said.isprintable() and len(said) <= LONGEST:
                record[key] = said

    def draw_conclusions(self) -> None:
        """Say of each form that was decided whether it is misheard, right, or neither."""
        for row, form in self._touched:
            record = self.records[row]
            accepted, refused = _tallies(record)[form]
            told = form in record.get("heard_as", ()) and not accepted  # by whoever wrote the lexicon
            misheard, right = (accepted or told) and not refused, refused and not (accepted or told)
            if not misheard and not right:
                self._report(_BOTH_WAYS, f"{form}→{record['term']}")
            if misheard and not told and _is_everyday(form):
                self._report(_EVERYDAY_FORM, f"{form}→{record['term']}")
                misheard = False
            _put(record, "heard_as", form, there=bool(misheard))
            _put(record, "not", form, there=bool(right))

    def _report(self, rule: str, what: str) -> None:
        self.odd.setdefault(rule, {})[what] = None

    def problems(self) -> Iterator[Problem]:
        """Yield what was odd, a problem for each kind."""
        for rule, forms in self.odd.items():
            more = f"等 {len(forms)} 个" if len(forms) > _SHOWN else ""
            kind = "conflict" if rule in (_BOTH_WAYS, _OTHERWISE) else "not learned"
            yield Problem(kind=kind, message=f"{rule}：{'、'.join(list(forms)[:_SHOWN])}{more}。")


_SHOWN = 5  # forms of a message
_BOTH_WAYS = "既有接受又有否定，不作误听，也不列为不改"
_OTHERWISE = "职务或单位与词表不同，词表未改"
_EVERYDAY_FORM = "误听形式是常用词或对他人的称呼，没有学，以免改掉本义"
_SHORT_TERM = "改成的只有两个字，不收入词表"
_NO_TERM = "改写的不是一个词，没有学"


def _is_everyday(form: str) -> bool:
    """Return whether a form means something else elsewhere: a character, a word, a surname with a title.

    >>> [_is_everyday(form) for form in ("服务", "乔处长", "时桥镇")]
    [True, True, False]
    """
    folded = fold(form)
    surname = surname_at(folded, 0)
    return len(form) == 1 or is_word(folded) or bool(surname and folded[len(surname) :] in TITLES)


def _tallies(record: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    """Return how often each form was accepted and refused for an entry.

    >>> _tallies({"term": "石桥镇", "decided": ["时桥镇 +3 -1", "石乔镇"]})
    {'时桥镇': (3, 1), '石乔镇': (0, 0)}
    """
    found: dict[str, tuple[int, int]] = {}
    for text in record.get("decided", ()):
        match = _TALLY.fullmatch(text)
        if match:
            accepted, refused = found.get(match["form"], (0, 0))
            found[match["form"]] = (accepted + int(match["accepted"] or 0), refused + int(match["refused"] or 0))
    return found


def _written(form: str, accepted: int, refused: int) -> str:
    return form + (f" +{accepted}" if accepted else "") + (f" -{refused}" if refused else "")


def _put(record: dict[str, Any], key: str, form: str, *, there: bool) -> None:
    """Make *form* one of the texts under *key*, or none of them."""
    texts = [text for text in record.get(key, ()) if text != form] + ([form] if there else [])
    if texts:
        record[key] = texts
    else:
        record.pop(key, None)
