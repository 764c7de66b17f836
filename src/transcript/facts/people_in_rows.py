"""People named in a row that ends at a given place: 某局局长方志明，副局长许可、何一鸣 | 出席会议.

The row is read backwards, a name at a time, each with the title before it (or after it: 方志明局长); a title holds for the names after
it that have none of their own.

People and other facts are found in folded text; `as_written` gives them in the script of their source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs
import regex

from transcript.model import Meeting, Person, Section, Speech
from transcript.people import Mention, find_mentions
from transcript.people.gazetteer import SURNAMES, given_score, names_to, organization_before
from transcript.text import SourceText, Span
from transcript.words import Words, cut, is_word

_NAME = 1.0  # the least score of a name at such a place; by hand
_TITLED = 6.0  # added to it where a title ends at the name; by hand
_JOINTS = "、，,和 　"
# names without any title are people where one of these announces them, or where they open a sentence
_ANNOUNCERS = ("领导", "嘉宾", "专家", "同志", "代表", "委员", "由", "请")
# a title that no table has, by how it ends: 总农艺师, 首席监察官
_LOOSE_TITLE = regex.compile(r"(?<=[、，。；：:\n]|^)[^、，。；：:\n的]{1,12}[长员任记席监官师授家事]$")
_LONGEST_TITLE = 16  # characters
_COLLECTIVE = ("领导", "同志", "嘉宾")  # 市领导 says of several people what they are to the meeting
_ITEM = regex.compile(r"(?<=[、，])[^、，。；：:\n]{1,15}$")  # what of an item of the row stands before the title


@attrs.frozen(kw_only=True)
class Named:
    """A name of a row.

    Attributes:
        start: Where the words that name the person start, organisation and title included.
        name: The name.
        title, organization: As they stand with this name; None if they hold over from the name before.
    """

    start: int
    name: str
    title: str | None = None
    organization: str | None = None


@attrs.frozen
class People:
    """The mentions of people in a text, indexed by where names and titles end."""

    words: Words
    by_name: dict[int, Mention]
    by_end: dict[int, Mention]
    titles: dict[int, Mention]

    @classmethod
    def of(cls, text: str) -> People:
        """Index the mentions of people in a text.

        Args:
            text: A text in simplified script.

        Returns:
            What was found.
        """
        mentions = find_mentions(text)
        full = [m for m in mentions if len(m.pieces) == 1 and m.form in ("full", "foreign")]
        return cls(
            cut(text),
            {m.pieces[0].end: m for m in full},
            {m.span.end: m for m in full},
            {m.span.end: m for m in mentions if m.form == "title"},
        )

    def row_before(self, end: int, least: int) -> list[tuple[int, Person]]:
        """Read the row of names that ends at *end*, backwards to *least*.

        Args:
            end: The offset at which the row ends.
            least: The least offset at which it may start.

        Returns:
            Where the words of each start, and the person.
        """
        found: list[Named] = []
        while end > least and (named := self._named_before(end, least)):
            found.append(named)
            item = _ITEM.search(self.words.text, max(least, named.start - _LONGEST_TITLE), named.start)
            start = item.start() if item else named.start
            end = _before_joint(self.words.text, start, least)
            if end == start:
                break
        return list(_with_held_titles(self.words.text, found[::-1]))

    def _named_before(self, end: int, least: int) -> Named | None:
        """The person whose words end at *end*."""
        mention = self.by_name.get(end) or self.by_end.get(end)
        if mention and mention.name and mention.span.start >= least:
            start = mention.span.start
            return Named(start=start, name=mention.name, title=mention.title, organization=mention.organization)
        title = self.titles.get(end)
        if title and (start := self._name_start(title.span.start, least, sure=False)) >= least:
            return Named(start=start, name=self.words.text[start : title.span.start], title=title.title)
        start = self._after_title(end, least)
        start = self._name_start(end, least, sure=True) if start < 0 else start
        return self._with_title(start, end) if start >= least else None

    def _after_title(self, end: int, least: int) -> int:
        """Where the name starts that is all there is between a title and *end*, however words cut it; -1 if there is none."""
        starts = (end - size for size in (3, 2, 4) if end - size >= least and end - size in self.titles)
        return next((at for at in starts if _surname(self.words.text[at:end]) in SURNAMES), -1)

    def _name_start(self, end: int, least: int, *, sure: bool) -> int:
        """Where the name starts that ends at *end*: the best reading, or an item of a row; -1 if there is none."""
        text = self.words.text
        scored = [
            (reading.score + _TITLED * (not sure or self._title_before(reading.start) > 0), reading.start)
            for reading in names_to(self.words, end)
            if reading.start >= least
            and (sure or reading.start == least or text[reading.start - 1] in _JOINTS + "。\n")
        ]
        score, start = max(scored, default=(0.0, -1))
        return start if score >= _NAME else (self._item_start(end, least) if sure else -1)

    def _item_start(self, end: int, least: int) -> int:
        """Where a name of rare surname starts that stands alone between two marks of a row; -1 if none does."""
        text = self.words.text
        start = text.rfind("、", least, end) + 1
        item = text[start:end]
        alone = start > least and 2 <= len(item) <= 3 and text[end : end + 1] in _JOINTS and not is_word(item)
        return start if alone and given_score(item[1:]) > 0 else -1

    def _title_before(self, start: int) -> int:
        """Length of the title that ends at *start*; 0 if none does."""
        mention = self.titles.get(start)
        if mention:
            return len(mention.span)
        loose = _LOOSE_TITLE.search(self.words.text, max(0, start - _LONGEST_TITLE), start)
        return start - loose.start() if loose else 0

    def _with_title(self, start: int, end: int) -> Named:
        text = self.words.text
        length = self._title_before(start)
        if not length:
            return Named(start=start, name=text[start:end])
        title = start - length
        organization = organization_before(self.words, title) if start in self.titles else None
        return Named(
            start=title if organization is None else organization,
            name=text[start:end],
            title=text[title:start],
            organization=None if organization is None else text[organization:title],
        )


def _before_joint(text: str, end: int, least: int) -> int:
    while end > least and text[end - 1] in _JOINTS:
        end -= 1
    return end


def _with_held_titles(text: str, row: list[Named]) -> Iterator[tuple[int, Person]]:
    """The persons of a row; those before the first title are people only where they are announced as such."""
    held: Named | None = None
    announced = bool(row) and _announced(text, row[0].start)
    for named in row:
        held = named if named.title or named.organization else held
        if held or announced:
            yield (
                named.start,
                Person(
                    name=named.name,
                    surname=_surname(named.name),
                    title=held.title if held and not (held.title or "").endswith(_COLLECTIVE) else None,
                    organization=held.organization if held else None,
                ),
            )


def _announced(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in "。\n；：:" or text.endswith(_ANNOUNCERS, 0, start)


def _surname(name: str) -> str | None:
    """The surname of a Chinese name; None for a foreign one."""
    if "·" in name:
        return None
    return name[:2] if name[:2] in SURNAMES and len(name) > 2 else name[:1]


def as_written(source: SourceText, words: str | None, *, inside: Span | None = None) -> str | None:
    """Convert words in simplified script to the script of the source, by their first occurrence.

    Args:
        source: The source text.
        words: Folded words.
        inside: Where to look; None for the whole source.

    Returns:
        The words as the source writes them; *words* themselves if they do not occur there.
    """
    start, end = (inside.start, inside.end) if inside else (0, len(source.folded))
    at = source.folded.find(words, start, end) if words else -1
    return source.text[at : at + len(words)] if words and at >= 0 else words


def person_as_written(source: SourceText, person: Person, *, inside: Span | None = None) -> Person:
    """Convert name, title and organisation of a person to the script of the source.

    Args:
        source: The source text.
        person: A person in folded words.
        inside: Where to look; None for the whole source.

    Returns:
        The same person.
    """
    return Person(**{field: as_written(source, words, inside=inside) for field, words in attrs.asdict(person).items()})


def meeting_as_written(source: SourceText, meeting: Meeting) -> Meeting:
    """Convert the facts of a meeting to the script of the source.

    Args:
        source: The source text.
        meeting: The facts of the meeting.

    Returns:
        The same facts.
    """
    if source.folded == source.text:
        return meeting
    return attrs.evolve(
        meeting,
        title=as_written(source, meeting.title),
        place=as_written(source, meeting.place),
        organizer=as_written(source, meeting.organizer),
        chair=person_as_written(source, meeting.chair) if meeting.chair else None,
        attendees=tuple(person_as_written(source, person) for person in meeting.attendees),
        organizations=tuple(as_written(source, words) or words for words in meeting.organizations),
    )


def speeches_as_written(source: SourceText, speeches: Iterable[Speech]) -> tuple[Speech, ...]:
    """Convert the people of speeches to the script of the source.

    Args:
        source: The source text.
        speeches: The acts of speaking.

    Returns:
        The same acts.
    """
    return tuple(
        attrs.evolve(speech, person=person_as_written(source, speech.person)) if speech.person else speech
        for speech in speeches
    )


def sections_as_written(source: SourceText, sections: Iterable[Section]) -> tuple[Section, ...]:
    """Convert the headings of sections to the script of the source.

    Args:
        source: The source text.
        sections: The sections.

    Returns:
        The same sections.
    """
    return tuple(
        attrs.evolve(section, heading=as_written(source, section.heading, inside=section.span) or section.heading)
        for section in sections
    )
