"""The roster: one entry a person for the whole document, and for every mention whom it may mean.

Enters: the folded stream of speech, its mentions, and the people whom somebody with authority lists (participants, the head of the record, the
lexicon). Leaves: the people, each with a full name if one is said, and for each mention a distribution over them. A name is never invented:
an entry of which nobody says the full name has none. Who speaks, and who is meant by 我 and 您, is not decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from transcript.people.pieces import Mention
from transcript.people.roster_entries import KIN, Entry, split_name
from transcript.people.roster_links import Linked, link
from transcript.text import Span, fold

LEAST = 0.02  # chances below are left out of the links
# Exponent of the chances: the softmax alone is too sure. By scripts/fit_roster.py, on documents left out: log loss .2104 (1.0: .2307, 0.5: .2323).
SHARPNESS = 0.65
SOURCES = ("participants", "head", "chair", "lexicon")
FEMALE = ("女士", "小姐", "姐", "嫂", "婶", "姨", "妈", "奶奶", "婆", "大娘", "妹", "丫头")
ADDRESSES = ("老师",)  # said to anybody, whatever they do
MALE = ("先生", "哥", "叔", "爷", "伯", "弟", "大个儿", "爸", "兄")


@attrs.frozen(kw_only=True)
class KnownPerson:
    """Somebody of whom it is known that they may be spoken of.

    Attributes:
        name: The full name, as it is written when it is right.
        title, organization: If known.
        aliases: Other names.
        source: One of `SOURCES`: who says so.
    """

    name: str | None = None
    title: str | None = None
    organization: str | None = None
    aliases: tuple[str, ...] = ()
    source: str = attrs.field(default="participants", validator=attrs.validators.in_(SOURCES))


@attrs.frozen(kw_only=True)
class RosterPerson:
    """A person of the document.

    Attributes:
        number: The place in the roster.
        name: The full name (or the only one, Kevin), as the known people write it, else as it is said most often; None if nobody says it.
        surname: The surname; of somebody only known as 方区长, the only part of the name that is known.
        title, organization: As introduced.
        gender: "female" or "male" where a form of address says so.
        variants: Every spelling of the full name that is said.
        called: What else this person is called (老周, 桂香嫂).
        sources: Which of `SOURCES` list this person; empty for those only spoken of.
        mentions: Which mentions mean this person before anybody else.
        confidence: The mean chance of those links.
    """

    number: int
    name: str | None = None
    surname: str | None = None
    title: str | None = None
    organization: str | None = None
    gender: str | None = None
    variants: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    mentions: tuple[int, ...] = ()
    confidence: float = 1.0

    @property
    def display(self) -> str | None:
        """What to print: the name, else surname and title, else title or organisation.

        >>> RosterPerson(number=0, surname="方", title="区长").display
        '方区长'
        """
        if self.name:
            return self.name
        if self.surname and self.title:
            return self.surname + self.title
        return next((word for word in (*self.called, self.title, self.organization) if word), self.surname)


@attrs.frozen(kw_only=True)
class Roster:
    """Who is spoken of, and by which mention.

    Attributes:
        people: In the order in which they are first known.
        links: For each mention the people it may mean, as (number, chance), best first; what is missing to 1 is somebody else.
    """

    people: tuple[RosterPerson, ...] = ()
    links: tuple[tuple[tuple[int, float], ...], ...] = ()

    def person_of(self, mention: int) -> RosterPerson | None:
        """Look up the person that a mention means.

        Args:
            mention: Number of the mention.

        Returns:
            The most probable person, or None if the probability is below 0.5.
        """
        best = self.links[mention][:1]
        return self.people[best[0][0]] if best and best[0][1] >= 0.5 else None


def build_roster(text: str, *, mentions: Sequence[Mention], people: Iterable[KnownPerson] = ()) -> Roster:
    """One entry for each person that *text* speaks of, and for each mention whom it may mean.

    Args:
        text: The folded stream of the speech.
        mentions: Where it names people, in order, with spans over *text*.
        people: Whom somebody lists; they come first in the roster, whether mentioned or not.

    Returns:
        The roster; its links are calibrated chances.

    >>> from transcript.people import find_mentions
    >>> text = "下面请柳溪银行副行长方志明同志发言。谢谢方行长。"
    >>> roster = build_roster(text, mentions=find_mentions(text))
    >>> [(p.name, p.title, p.organization, p.mentions) for p in roster.people]
    [('方志明', '副行长', '柳溪银行', (0, 1))]
    """
    listed = _merged(people)
    linked = link(text, mentions, known=[as_mentions(person) for person, _ in listed])
    order = _order(linked, known=len(listed))
    numbers = {entry: number for number, entry in enumerate(order)}
    flat = [calibrated(ranked) for ranked in linked.chances]
    links = tuple(
        tuple((numbers[entry], round(chance, 4)) for entry, chance in ranked if chance >= LEAST and entry in numbers)
        for ranked in flat
    )
    found = []
    for number, at in enumerate(order):
        entry = linked.entries[at]
        person, sources = listed[at] if at < len(listed) else (None, ())
        own = [mentions[m] for m in sorted(entry.members)]
        chances = [dict(flat[m]).get(at, 0.0) for m in sorted(entry.members)]
        confidence = round(sum(chances) / len(chances), 4) if chances else 1.0
        found.append(_person(number, entry, own, person=person, sources=sources, confidence=confidence))
    return Roster(people=tuple(found), links=links)


def calibrated(ranked: Sequence[tuple[int, float]], *, sharpness: float = SHARPNESS) -> list[tuple[int, float]]:
    """Flatten probabilities by an exponent, and normalise them again.

    Args:
        ranked: Entries with their probabilities; what is missing to 1 is that of somebody else.
        sharpness: The exponent; 1 changes nothing, less flattens.

    Returns:
        The same entries with calibrated probabilities.
    """
    powers = [(entry, chance**sharpness) for entry, chance in ranked]
    total = sum(power for _, power in powers) + max(0.0, 1 - sum(chance for _, chance in ranked)) ** sharpness
    return [(entry, power / total) for entry, power in powers]


def _merged(people: Iterable[KnownPerson]) -> list[tuple[KnownPerson, tuple[str, ...]]]:
    """The known people, the same name without two different titles or organisations once, with all who list it."""
    merged: dict[str | None, list[tuple[KnownPerson, tuple[str, ...]]]] = {}
    ordered = sorted(people, key=lambda p: SOURCES.index(p.source))
    for person in ordered:
        same = merged.setdefault(person.name and fold(person.name), [])
        for at, (other, sources) in enumerate(same if person.name else ()):
            if _alike(person.organization, other.organization) and _alike(person.title, other.title):
                fuller = attrs.evolve(
                    other,
                    title=other.title or person.title,
                    organization=other.organization or person.organization,
                    aliases=tuple(dict.fromkeys((*other.aliases, *person.aliases))),
                )
                same[at] = (fuller, tuple(dict.fromkeys((*sources, person.source))))
                break
        else:
            same.append((person, (person.source,)))
    return [pair for pairs in merged.values() for pair in pairs]


def _alike(a: str | None, b: str | None) -> bool:
    return not a or not b or a in b or b in a


def as_mentions(person: KnownPerson) -> list[Mention]:
    """Express what is known about a person as mentions.

    Args:
        person: The known person.

    Returns:
        A mention for each name and one for title and organisation, all with an empty span, in simplified script.
    """
    nowhere = Span(0, 0)
    made = []
    for name in (person.name, *person.aliases):
        if not name:
            continue
        folded = fold(name)
        form = "latin" if folded.isascii() else "full" if len(folded) > 1 else "surname"
        surname = split_name(folded)[0] if form == "full" else folded if form == "surname" else None
        made.append(Mention(span=nowhere, form=form, name=folded, surname=surname))
    if person.title or person.organization:
        title, organization = (fold(word) if word else None for word in (person.title, person.organization))
        made.append(Mention(span=nowhere, form="title", title=title, organization=organization))
    return made


def _order(linked: Linked, *, known: int) -> list[int]:
    """The entries that count: the known people, then the others as they are first mentioned."""
    others = [e for e in linked.entries[known:] if e.members]
    return [*range(known), *(e.number for e in sorted(others, key=lambda e: (min(e.members), e.number)))]


def _person(
    number: int,
    entry: Entry,
    mentions: Sequence[Mention],
    *,
    person: KnownPerson | None,
    sources: tuple[str, ...],
    confidence: float,
) -> RosterPerson:
    full = Counter(m.name for m in mentions if m.form in {"full", "latin", "foreign"} and m.name)
    name = (person.name if person else None) or _name(mentions, full)
    return RosterPerson(
        number=number,
        name=name,
        surname=_surname(mentions, name),
        title=(person.title if person else None) or _introduced(m.title for m in _titled(mentions)),
        organization=(person.organization if person else None)
        or _introduced(m.organization for m in _best_first(mentions)),
        gender=_gender(mentions),
        variants=tuple(n for n, _ in full.most_common()),
        called=tuple(dict.fromkeys(m.name for m in mentions if m.form in {"nickname", "given"} and m.name)),
        sources=sources,
        mentions=tuple(sorted(entry.members)),
        confidence=confidence,
    )


def _name(mentions: Sequence[Mention], full: Counter[str]) -> str | None:
    """The spelling said most often; of several the one that a title or an organisation introduces."""
    introduced = Counter(m.name for m in mentions if m.name in full and (m.title or m.organization))
    known = next((m.known_as for m in mentions if m.known_as), None)
    return known or max(full, key=lambda n: (full[n], introduced[n]), default=None)


def _titled(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that say the title, best first: 老师 is none of somebody whose name is said without it."""
    named = [m for m in mentions if m.form in {"full", "latin", "foreign"}]
    bare = bool(named) and not any(m.title in ADDRESSES for m in named)
    return [m for m in _best_first(mentions) if not (bare and m.title in ADDRESSES)]


def _best_first(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with a full name first, those that only say a title last."""
    rank = {"full": 0, "latin": 0, "foreign": 0, "surname": 1, "given": 1, "nickname": 1}
    return sorted(mentions, key=lambda m: rank.get(m.form, 2))


def _introduced(words: Iterable[str | None]) -> str | None:
    """The first that is more than a form of address, else the first."""
    said = [word for word in words if word]
    return next((word for word in said if word not in KIN and len(word) > 1), said[0] if said else None)


def _surname(mentions: Sequence[Mention], name: str | None) -> str | None:
    if name and not name.isascii():
        own = next((m.surname for m in mentions if m.surname and name.startswith(m.surname)), None)
        return own or split_name(name)[0]
    counts = Counter(m.surname for m in mentions if m.surname)
    return counts.most_common(1)[0][0] if counts and not name else None


def _gender(mentions: Sequence[Mention]) -> str | None:
    words = [word for m in mentions for word in (m.title, m.name if m.form == "nickname" else None) if word]
    female, male = (sum(word.endswith(ends) for word in words) for ends in (FEMALE, MALE))
    return None if female == male else "female" if female > male else "male"
