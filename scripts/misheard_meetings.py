"""Minutes with made-up mishearings and the lexicons that would mend them: what `fit_terms.py` fits on.

A recogniser writes words: what it mishears becomes other words or pieces of words, the likelier the nearer they sound and the commoner
they are. Two kinds of text are made:
  meetings     whole minutes with a lexicon of their own people and terms, and of many more that they never speak of
  utterances   clauses without marks, each by itself, with one lexicon for many: most of what sounds like an entry there is none

In both stand what a lexicon must not touch: ordinary words that are misheard, people and terms who differ in a word or a character from
an entry and are meant as they stand.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple

import numpy as np
from turn_documents import Meeting

from transcript.people.gazetteer import ORDINARY_SURNAMES, SURNAMES
from transcript.phonetics.phonetic_distance import syllable_costs
from transcript.phonetics.readings import toned_codes
from transcript.text import fold
from transcript.words import frequency, words_in

HAN = re.compile("[\u4e00-\u9fff]+")
CLAUSE = re.compile("[。！？；…\n]")
MANNERS = {"toned": 0.37, "toneless": 0.16, "near": 0.36, "far": 0.11}  # how a stretch is misheard
# On the one transcript whose mishearings are marked, every second differs in more than one character and every sixth in length.
GAPS = 0.12  # share of mishearings in which a syllable is lost or put in
MORE = 0.4  # chance that what stands beside a misheard stretch is misheard, too
AGAIN = 0.5  # chance that a term is misheard as it was before
COMMON = 8  # occurrences from which on a word is one that a recogniser writes
EVERYDAY = 4e-4  # share of all words above which a word begins and ends no term
KNOWN = 3000  # in the dictionary, above which a word is none either
LONGEST = 10  # characters of a term
# where one of them stands, a name may stand
SPEAKERS = frozenset(["我", "你", "他", "她", "我们", "他们", "大家", "老师"])
Record = dict[str, Any]


class Slip(NamedTuple):
    """A stretch that was misheard, and what was said."""

    start: int
    end: int
    said: str


class Text(NamedTuple):
    """What a recogniser made of something, its slips in order of place."""

    heard: str
    slips: tuple[Slip, ...]


@dataclass(frozen=True)
class Task:
    """Texts that are corrected one by one with the same lexicon.

    Attributes:
        name: Of the meeting, or of the group of meetings.
        kind: "meeting" or "utterances".
        records: The lexicon.
        texts: The texts.
    """

    name: str
    kind: str
    records: tuple[Record, ...]
    texts: tuple[Text, ...]


class Ear:
    """Mishears words as others of a vocabulary."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = counts
        words = [w for w, n in counts.items() if n >= COMMON and len(w) <= 4 and HAN.fullmatch(w)]
        self.words = {size: [w for w in words if len(w) == size] for size in range(1, 5)}
        self._codes = {size: np.array([toned_codes(w) for w in some]) for size, some in self.words.items()}
        self._common = {size: np.sqrt([counts[w] for w in some]) for size, some in self.words.items()}
        self.choices = lru_cache(maxsize=1 << 17)(self._choices)

    def _choices(self, piece: str, manner: str) -> tuple[list[str], list[float]]:
        """The words that a piece may become, and how likely each is."""
        if len(piece) not in self.words:
            return [], []
        said, known = toned_codes(piece), self._codes[len(piece)]
        each = syllable_costs()[known >> 3, said >> 3]
        cost, same = each.sum(axis=1), (known == said).all(axis=1)
        manners = {
            "toned": same,
            "toneless": (cost == 0) & ~same,
            "near": (cost > 0) & (each.max(axis=1) <= 0.5) & (cost <= 0.75),
            "far": (cost > 0.5) & (cost <= 1.1) & ((each > 0.7).sum(axis=1) <= 1),
        }
        rows = [i for i in np.flatnonzero(manners[manner]).tolist() if self.words[len(piece)][i] != piece]
        chances = self._common[len(piece)][rows] * np.exp(-3 * cost[rows])
        return [self.words[len(piece)][i] for i in rows], chances.tolist()

    def misheard(self, piece: str, manner: str, dice: Random) -> str | None:
        words, chances = self.choices(piece, manner)
        return dice.choices(words, chances)[0] if words else None

    def mishear(self, term: str, dice: Random) -> str:
        """A term as it may come out; the term itself if nothing sounds like it."""
        if len(term) > 3 and dice.random() < GAPS:
            return self._gapped(term, dice)
        pieces = [(0, len(term)), *_places(words_in(term))] if len(term) <= 4 else _places(words_in(term))
        pieces += [(at, at + size) for size in (1, 2) for at in range(len(term) - size + 1)]
        for _ in range(20):
            start, end = dice.choice(pieces)
            manner = dice.choices(list(MANNERS), list(MANNERS.values()))[0]
            heard = self.misheard(term[start:end], manner, dice)
            if heard:
                return self._more(term, heard, start, end, dice)
        return term

    def _gapped(self, term: str, dice: Random) -> str:
        """The term with a syllable lost, or said twice, the second time maybe otherwise."""
        at = dice.randrange(len(term))
        if dice.random() < 0.6 or not at:
            return term[:at] + term[at + 1 :]
        manner = dice.choices(list(MANNERS), list(MANNERS.values()))[0]
        echo = self.misheard(term[at - 1], manner, dice) if dice.random() < 0.6 else None
        return term[:at] + (echo or term[at - 1]) + term[at:]

    def _more(self, term: str, heard: str, start: int, end: int, dice: Random) -> str:
        """The term with a stretch misheard, and maybe the characters next to it, one after the other."""
        while dice.random() < MORE and (start > 0 or end < len(term)):
            before = start > 0 and (end == len(term) or dice.random() < 0.5)
            manner = dice.choices(list(MANNERS), list(MANNERS.values()))[0]
            piece = term[start - 1] if before else term[end]
            said = self.misheard(piece, manner, dice) or piece
            heard = said + heard if before else heard + said
            start, end = (start - 1, end) if before else (start, end + 1)
        return term[:start] + heard + term[end:]

    def cousin(self, term: str, dice: Random) -> str:
        """Another term that differs from this in one word, or another person that differs in one character."""
        words = words_in(term)
        at = dice.randrange(1, len(words)) if len(words) > 1 and len(term) < 4 else dice.randrange(len(words))
        known = self.words.get(len(words[at]), [])
        pool = dice.choices(known, self._common[len(words[at])].tolist(), k=40) if known else []
        near = [w for w in pool if w != words[at] and set(w) & set(words[at])] or [w for w in pool if w != words[at]]
        return "".join([*words[:at], dice.choice(near), *words[at + 1 :]]) if near else term


def _places(words: Sequence[str]) -> list[tuple[int, int]]:
    ends = np.cumsum([len(w) for w in words]).tolist()
    return [(end - len(word), end) for word, end in zip(words, ends, strict=True)]


class People:
    """Makes up people: the surnames and the characters of given names of those who speak, thrown together."""

    def __init__(self, meetings: Iterable[Meeting]) -> None:
        names = sorted({fold(turn.speaker) for meeting in meetings for turn in meeting.turns})
        names = [n for n in names if len(n) == 3 and n[0] in SURNAMES and HAN.fullmatch(n)]
        self.surnames = [n[0] for n in names] + sorted(ORDINARY_SURNAMES) * 2
        self.given = "".join(n[1:] for n in names)

    def name(self, dice: Random) -> str:
        return dice.choice(self.surnames) + "".join(dice.choices(self.given, k=2 if dice.random() < 0.75 else 1))


@dataclass(frozen=True)
class Source:
    """What texts are made from: meetings, the terms that each may have, all their terms, an ear, people."""

    meetings: tuple[Meeting, ...]
    terms: tuple[Counter[str], ...]
    every: tuple[str, ...]
    documents: Mapping[str, int]
    ear: Ear
    people: People

    @classmethod
    def of(cls, meetings: Sequence[Meeting]) -> Source:
        cut = [words_in(meeting.text) for meeting in meetings]
        counts = Counter(word for words in cut for word in words)
        total = counts.total()
        stops = frozenset(w for w, n in counts.items() if n > EVERYDAY * total)
        terms = [_terms(words, stops) for words in cut]
        documents = Counter(term for some in terms for term, n in some.items() if n > 1)
        return cls(tuple(meetings), tuple(terms), tuple(sorted(documents)), documents, Ear(counts), People(meetings))


def _terms(words: Sequence[str], stops: frozenset[str]) -> Counter[str]:
    """Runs of words that may be terms, and how often each stands in the text."""
    found: Counter[str] = Counter()
    plain = [HAN.fullmatch(word) is not None for word in words]
    for first, word in enumerate(words):
        if word in stops:
            continue
        for last in range(first, min(first + 4, len(words))):
            if not plain[last]:
                break
            term = "".join(words[first : last + 1])
            if len(term) > LONGEST:
                break
            if len(term) > 1 and words[last] not in stops and frequency(term) < KNOWN:
                found[term] += 1
    return found


def made_meetings(source: Source, dice: Random, *, count: int) -> Iterator[Task]:
    """So many minutes of middling length, each with its lexicon, every third with one of thousands of entries."""
    chosen = [i for i, m in enumerate(source.meetings) if 9000 <= len(m.text) <= 30000]
    for number, i in enumerate(dice.sample(chosen, min(count, len(chosen)))):
        meeting = source.meetings[i]
        text = "\n".join(turn.text for turn in meeting.turns)
        terms = _own_terms(source, i, dice)
        text, named = _with_people(source, text, dice)
        strange = _strangers(source, dice, count=5000 if number % 3 == 2 else 60)
        cousins = [source.ear.cousin(term, dice) for term in terms if dice.random() < 0.1]
        people = [*(n for n in named if dice.random() < 0.8), *(source.people.name(dice) for _ in range(15))]
        records = _records(terms=[*terms, *strange, *cousins], people=people)
        rates = {r["term"]: dice.choice((0, 0, 0.1, 0.2, 0.3, 0.5, 1.0)) for r in records}
        made = _mishear(source.ear, text, rates, dice, noise=dice.choice((0.0, 0.005, 0.01, 0.02)))
        yield Task(meeting.name, "meeting", records, (made,))


def _own_terms(source: Source, i: int, dice: Random) -> list[str]:
    """The terms that a meeting speaks of oftener than others, the longer the sooner."""
    counts, every = source.terms[i], len(source.meetings)
    worth = {
        term: n**0.7 * np.log(every / source.documents[term] + 1) * (len(term) - 1) ** 1.2 * dice.uniform(0.6, 1.4)
        for term, n in counts.items()
        if n > 1
    }
    chosen: list[str] = []
    for term in sorted(worth, key=lambda t: (-worth[t], t))[:400]:
        within = any(term in other and counts[other] == counts[term] for other in chosen)
        if not within or dice.random() < 0.2:
            chosen.append(term)
    return chosen[:110]


def _strangers(source: Source, dice: Random, *, count: int) -> list[str]:
    """Terms of other meetings and made-up people."""
    people = [source.people.name(dice) for _ in range(count // 3)]
    return people + dice.sample(source.every, min(count - len(people), len(source.every)))


def _with_people(source: Source, text: str, dice: Random) -> tuple[str, list[str]]:
    """The text with a few people who are named here and there, and who they are."""
    names = [source.people.name(dice) for _ in range(12)]
    words = words_in(text)
    for place, word in enumerate(words):
        if word in SPEAKERS and dice.random() < 0.05:
            words[place] = dice.choice(names)
    return "".join(words), names


def made_utterances(source: Source, dice: Random, *, groups: int, count: int) -> Iterator[Task]:
    """Clauses of many meetings, so many a group; each group has meetings and a lexicon of its own."""
    for group in range(groups):
        rows = range(group, len(source.meetings), groups)
        clauses = [c for i in rows for c in _clauses(source.meetings[i].text)]
        entries = _entries(source, rows, dice, size=dice.choice((600, 1200, 2500)))
        people = [source.people.name(dice) for _ in range(len(entries) // 2)]
        absent = [source.ear.cousin(term, dice) for term in entries if dice.random() < 0.25]
        records = _records(terms=[*entries, *absent], people=people, typed=group % 2 == 0)
        near = [source.ear.cousin(name, dice) for name in people]
        known = {r["term"] for r in records}
        rates = dict.fromkeys(known, 0.35)
        finder = re.compile("|".join(sorted(known, key=lambda t: (-len(t), t))))
        having = [c for c in clauses if finder.search(c)]
        chosen = dice.sample(having, min(count // 2, len(having))) + dice.sample(clauses, count // 2)
        texts = []
        for clause in chosen:
            clause = _named(clause, people if dice.random() < 0.75 else near, dice)
            texts.append(_mishear(source.ear, clause, rates, dice, noise=dice.choice((0.0, 0.01, 0.04)), finder=finder))
        yield Task(f"utterances {group}", "utterances", records, tuple(texts))


def _entries(source: Source, rows: Iterable[int], dice: Random, *, size: int) -> list[str]:
    """Terms of some meetings; one in five gives way to a cousin of it that nobody speaks of."""
    counts: Counter[str] = Counter()
    for i in rows:
        counts.update(term for term, n in source.terms[i].items() if n > 1)
    terms = sorted(counts)
    chosen = dice.choices(terms, [counts[t] ** 0.5 * (len(t) - 1) ** 1.5 for t in terms], k=size)
    return [source.ear.cousin(t, dice) if dice.random() < 0.2 else t for t in dict.fromkeys(chosen)]


def _clauses(text: str) -> Iterator[str]:
    for sentence in CLAUSE.split(text):
        clause = "".join(HAN.findall(sentence))
        if 7 <= len(clause) <= 40 and len(clause) >= len(sentence) - 4:
            yield clause


def _named(clause: str, names: Sequence[str], dice: Random) -> str:
    """The clause with a name where somebody is spoken of, in about every third of those."""
    words = words_in(clause)
    places = [place for place, word in enumerate(words) if word in SPEAKERS]
    if places and dice.random() < 0.35:
        words[dice.choice(places)] = dice.choice(names)
    return "".join(words)


def _records(*, terms: Iterable[str], people: Iterable[str], typed: bool = True) -> tuple[Record, ...]:
    kinds = {**dict.fromkeys(terms, "term"), **dict.fromkeys(people, "person")}
    return tuple({"term": t, "type": kind} if typed else {"term": t} for t, kind in kinds.items() if len(t) > 1)


def _mishear(
    ear: Ear,
    text: str,
    rates: Mapping[str, float],
    dice: Random,
    *,
    noise: float,
    finder: re.Pattern[str] | None = None,
) -> Text:
    """The text with terms misheard at the rate of each, and other words at that of the noise."""
    finder = finder or re.compile("|".join(sorted(rates, key=lambda t: (-len(t), t))))
    heard: list[str] = []
    slips: list[Slip] = []
    before: defaultdict[str, list[str]] = defaultdict(list)
    at = size = 0

    def say(said: str, came_out: str) -> None:
        nonlocal size
        if said != came_out:
            slips.append(Slip(size, size + len(came_out), said))
        heard.append(came_out)
        size += len(came_out)

    def pass_over(stretch: str) -> None:
        for word in words_in(stretch) if noise else [stretch]:
            wrong = noise and HAN.fullmatch(word) and dice.random() < noise
            say(word, ear.mishear(word, dice) if wrong else word)

    for found in finder.finditer(text):
        pass_over(text[at : found.start()])
        term, at = found.group(), found.end()
        came_out = term
        if dice.random() < rates[term]:
            remembered = before[term] and dice.random() < AGAIN
            came_out = dice.choice(before[term]) if remembered else ear.mishear(term, dice)
            before[term].append(came_out)
        say(term, came_out)
    pass_over(text[at:])
    return Text("".join(heard), tuple(slips))
