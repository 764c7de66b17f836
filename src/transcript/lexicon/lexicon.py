"""The lexicon: the names and terms that a user knows to be right.

Records come in (from Python, or from a file by way of `lexicon_files`), are checked all at once, and are kept in columns; an `Entry` is
made only when somebody asks for it. A lexicon never changes: `merge` makes a new one. Its `problems` report every entry that ordinary words sound like:
a misheard form that is an ordinary word (服务) would rewrite it wherever it is meant; a term that sounds like an ordinary word, or almost, needs more
evidence than its sound, the more so if it has two characters. Neither is an error: both are kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import product
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from transcript.errors import LexiconError
from transcript.files import save
from transcript.lexicon import compiled
from transcript.lexicon.hash_table import Column, pack
from transcript.lexicon.index import Index, build
from transcript.lexicon.learning import learn, lessons
from transcript.lexicon.lexicon_files import read_bytes, read_records, to_csv, to_json, to_toml
from transcript.lexicon.mining import mine_records
from transcript.lexicon.records import FIELDS, Checked, check
from transcript.model import Problem, RecordView
from transcript.phonetics.phonetic_distance import alike
from transcript.phonetics.readings import character_codes
from transcript.reviewing import Decisions
from transcript.text import fold
from transcript.words import frequency, in_dictionary, is_word

COMMON = 300  # counts of the dictionary from which a word is in everyday use
_MOST = 10_000  # forms of three and four characters that are looked at: each takes a third of a millisecond
_LONGEST = 4  # characters of forms that are looked at; longer ones hardly sound like a word
_HAN = range(0x4E00, 0x9FA6)


def risks(columns: Mapping[str, Column]) -> Iterator[Problem]:
    """Find the entries that might rewrite ordinary words.

    Args:
        columns: The lexicon's; `Lexicon.columns`.

    Yields:
        A problem for each kind of risk.
    """
    heard = list(dict.fromkeys(form for form in columns.get("heard_as", ()) if is_word(fold(form))))
    if heard:
        yield _problem("误听形式本身是常用词，本义使用时也会被改，建议写长一些，或用“不改”列出例外", heard)
    forms = [form for key in ("term", "aliases") for form in columns.get(key, ()) if 1 < len(form) <= _LONGEST]
    looked_at = list(dict.fromkeys(forms))
    short = list(_beside_words(form for form in looked_at if len(form) == 2))
    if short:
        yield _problem("两字词条与常用词同音，没有旁证时不会自动改，建议写上全称或职务，或用“不改”列出例外", short)
    longer = list(_beside_words([form for form in looked_at if len(form) > 2][:_MOST]))
    if longer:
        yield _problem("词条与常用词只差一个音近的字，文中两者都可能是对的，建议用“不改”列出例外", longer)


def _beside_words(forms: Iterable[str]) -> Iterator[str]:
    """The forms that sound like an ordinary word, each with that word; what is an ordinary word itself is not one of them."""
    for form in forms:
        folded = fold(form)
        if all(ord(c) in _HAN for c in folded) and not (len(folded) > 2 and is_word(folded)):
            word = _ordinary_word(folded)
            if word:
                yield f"{form}（{word}）"


def _ordinary_word(term: str) -> str | None:
    """The most common ordinary word that sounds like a term: of two characters but for tones, of a longer one in all but one that is easily confused."""
    sounds = _sounds(term)
    if len(term) == 2:
        return next((word for word in _words_of(*(sound for sound, _ in sounds)) if word != term), None)
    choices = [_characters()[1].get(kind, "") for _, kind in sounds]
    words = (term[:at] + c + term[at + 1 :] for at, some in enumerate(choices) for c in some)
    known = [word for word in words if word != term and in_dictionary(word) and is_word(word)]
    return max(known, key=frequency, default=None)


@lru_cache(maxsize=1 << 14)
def _words_of(first: int, second: int) -> tuple[str, ...]:
    """The two commonest words of two syllables, where they are in everyday use."""
    by_sound = _characters()[0]
    words = ("".join(pair) for pair in product(by_sound.get(first, ""), by_sound.get(second, "")))
    known = [word for word in words if in_dictionary(word) and is_word(word) and frequency(word) >= COMMON]
    return tuple(sorted(known, key=frequency, reverse=True)[:2])


def _sounds(text: str) -> list[tuple[int, int]]:
    """Of each character the syllable and the number of all syllables that sound almost alike."""
    syllables = character_codes(np.array([ord(c) for c in text], dtype=np.uint32)) >> 3
    return list(zip(syllables.tolist(), alike()[syllables].tolist(), strict=True))


@lru_cache(maxsize=1)
def _characters() -> tuple[dict[int, str], dict[int, str]]:
    """The characters of everyday use by syllable, and by all syllables that sound almost alike."""
    found: tuple[defaultdict[int, str], defaultdict[int, str]] = (defaultdict(str), defaultdict(str))
    for character, sound in zip(map(chr, _HAN), _sounds("".join(map(chr, _HAN))), strict=True):
        if all(sound) and frequency(character) >= COMMON:
            for by_sound, key in zip(found, sound, strict=True):
                by_sound[key] += character
    return found


def _problem(rule: str, forms: list[str]) -> Problem:
    return Problem(kind="ordinary", message=f"{rule}：{'、'.join(forms)}。")


_WRITERS = {".toml": to_toml, ".csv": to_csv, ".json": to_json}


@attrs.frozen(kw_only=True)
class Entry:
    """A name or term and what is known of it.

    Attributes:
        term: As it is written when it is right.
        type: "person", "org", "place", "product", "term", or whatever the user calls it.
        title: Of a person (处长).
        organization: Of a person.
        aliases: Other right forms, short or long, that are kept as they are.
        heard_as: Forms that a recogniser is known to write for it.
        not_: Words and phrases that stay as they are although they sound like it; in records the key is "not".
        weight: How much likelier than other entries it is said; 1 where nothing is known.
        count: How often reference documents have it, if it was mined.
        sources: The documents it was mined from.
        decided: How often forms heard for it were accepted and refused: "时桥镇 +3 -1".
    """

    term: str
    type: str | None = None
    title: str | None = None
    organization: str | None = None
    aliases: tuple[str, ...] = ()
    heard_as: tuple[str, ...] = ()
    not_: tuple[str, ...] = ()
    weight: float = 1.0
    count: int | None = None
    sources: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()

    def to_record(self) -> dict[str, Any]:
        """Return the entry as a record, without empty keys.

        Returns:
            The record.

        >>> Entry(term="柳溪村", type="place", not_=("留在村",)).to_record()
        {'term': '柳溪村', 'type': 'place', 'not': ['留在村']}
        """
        values = {key: getattr(self, field.attribute) for key, field in FIELDS.items()}
        if self.weight == 1.0:
            del values["weight"]
        return {key: list(v) if isinstance(v, tuple) else v for key, v in values.items() if v not in (None, ())}


@attrs.frozen(eq=False)
class Lexicon:
    """Entries, in the order given.

    Attributes:
        columns: A column of texts for each key of `FIELDS`; "term" has one text for every row.
        noted: What was odd, and kept, when the lexicon was made.

    >>> lexicon = Lexicon.from_records([{"term": "石桥镇", "type": "place", "heard_as": ["时桥镇"]}, {"term": "惠民通"}])
    >>> len(lexicon), lexicon[0].heard_as, [entry.term for entry in lexicon]
    (2, ('时桥镇',), ['石桥镇', '惠民通'])
    """

    columns: Mapping[str, Column]
    noted: tuple[Problem, ...] = ()
    _compiled: Index | None = attrs.field(default=None, repr=False)

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, Any]]) -> Lexicon:
        """Make a lexicon of records.

        Args:
            records: Each with a "term" and any of the other keys of `FIELDS`: "type", "title", "organization", "aliases",
                "heard_as", "not", "weight", "count", "sources", "decided".

        Returns:
            The lexicon.

        Raises:
            LexiconError: If a record is not what it should be; all faults at once.
        """
        checked = check(records)
        if checked.faults:
            faults = [LexiconError(f"record {fault.number + 1}: {fault.message}") for fault in checked.faults]
            msg = f"{len(faults)} of the records cannot be used" if len(faults) > 1 else "a record cannot be used"
            raise LexiconError(msg, faults=faults)
        return cls.of_checked(checked)

    @classmethod
    def of_checked(cls, checked: Checked) -> Lexicon:
        """Make a lexicon of records that have been checked.

        Args:
            checked: Records that were checked.

        Returns:
            The lexicon.
        """
        return cls({key: pack(pairs) for key, pairs in checked.pairs.items()}, checked.problems)

    @classmethod
    def load(cls, path: str | Path) -> Lexicon:
        """Read a lexicon file: TOML, CSV, JSON, a hot-word list or the compiled form, told apart by their shape.

        Args:
            path: The file. Text may be in UTF-8, GB18030 or UTF-16.

        Returns:
            The lexicon.

        Raises:
            LexiconError: With every fault of the file: line, column, what was expected and what stood there.
            SourceError: If the file cannot be opened.
        """
        path = Path(path)
        if compiled.is_compiled(path):
            saved = compiled.read(path)
            return cls(saved.columns, saved.problems, saved.index)
        try:
            return cls.of_checked(read_records(path, data=read_bytes(path)))
        except MemoryError as error:
            msg = "the lexicon does not fit into memory: split it, or save it compiled on a larger machine"
            raise LexiconError(msg, source=str(path)) from error

    @classmethod
    def mine(cls, documents: Iterable[str | Path]) -> Lexicon:
        """Draft a lexicon from reference documents: their people with titles, organisations and terms, with counts and sources.

        Save the draft as .toml, read it, strike out what is wrong, and load it again.

        Args:
            documents: Texts (`str`), or files (`Path`) in any format that can be read.

        Returns:
            The draft.

        Raises:
            FormatError: If a document cannot be read.
            SourceError: If a path cannot be opened.

        >>> draft = Lexicon.mine(["石桥市林业局局长乔若川出席会议并讲话。"])
        >>> [(entry.term, entry.type, entry.title) for entry in draft]
        [('乔若川', 'person', '局长'), ('石桥市林业局', 'org', None)]
        """
        return cls.from_records(mine_records(documents))

    def save(self, path: str | Path) -> None:
        """Write the lexicon: as a file for people to edit if its suffix is .toml, .csv or .json, else in the compiled form.

        The compiled form holds the index and is verified and mapped into memory when it is loaded: a million entries are ready in a second.

        Args:
            path: The file to write.

        Raises:
            SourceError: If the file cannot be written.
        """
        path = Path(path)
        if path.suffix.lower() not in _WRITERS:
            compiled.write(path, columns=self.columns, index=self.index, problems=self.noted)
            return
        text = _WRITERS[path.suffix.lower()](self.to_records())
        save(path, text.encode("utf-8"))

    def __len__(self) -> int:
        return len(self.columns["term"])

    def __getitem__(self, row: int) -> Entry:
        if not 0 <= row < len(self):
            raise IndexError(row)
        values = {f.attribute: f.value(self.columns[key].at(row)) for key, f in FIELDS.items() if key in self.columns}
        return Entry(**values)

    def __iter__(self) -> Iterator[Entry]:
        return map(self.__getitem__, range(len(self)))

    def __contains__(self, term: object) -> bool:
        return term in self._rows_of_terms

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Lexicon):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # equal by content, which is too long to hash

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The problems that a user should know of: duplicates, contradictions, entries that sound like ordinary words.

        >>> print(Lexicon.from_records([{"term": "惠民通", "heard_as": ["服务"]}]).problems[0].message)
        误听形式本身是常用词，本义使用时也会被改，建议写长一些，或用“不改”列出例外：服务。
        """
        return (*self.noted, *risks(self.columns))

    @property
    def terms(self) -> Column:
        """The terms, one a row."""
        return self.columns["term"]

    @cached_property
    def index(self) -> Index:
        """The index over the sounds of the terms, aliases and known mishearings; built when it is first asked for."""
        return self._compiled or build(self.columns)

    @cached_property
    def _rows_of_terms(self) -> dict[str, int]:
        return {term: row for row, term in enumerate(self.terms)}

    def merge(self, other: Lexicon) -> Lexicon:
        """Join this lexicon's entries and then *other*'s; entries for the same thing become one.

        Args:
            other: The lexicon to add.

        Returns:
            A new lexicon.

        >>> a = Lexicon.from_records([{"term": "惠民通", "heard_as": ["会民通"]}])
        >>> b = Lexicon.from_records([{"term": "惠民通", "type": "product"}, {"term": "石桥镇"}])
        >>> [entry.to_record() for entry in a.merge(b)]
        [{'term': '惠民通', 'type': 'product', 'heard_as': ['会民通']}, {'term': '石桥镇'}]
        """
        return Lexicon.from_records([*self.to_records(), *other.to_records()])

    def learn(self, record: RecordView, decisions: Decisions) -> Lexicon:
        """Add what decisions about a record teach.

        Accepted corrections become `heard_as`, refused ones `not`; people and terms that were named are new entries. How often each form was accepted
        and
        refused is kept in `decided`, so that every further meeting adds to it. What contradicts itself, and what is an everyday word, is not learned:
        `problems` says so.

        Args:
            record: As it was when the decisions were made.
            decisions: About it; they need not have been applied.

        Returns:
            A new lexicon.

        Raises:
            DecisionError: If they are about another document.

        >>> from transcript import Decisions, Lexicon, parse_transcript
        >>> from transcript.reviewing import Replace
        >>> record = parse_transcript("我们到时桥镇看了看。")
        >>> write = Replace(start=3, end=6, before="时桥镇", after="石桥镇")
        >>> lexicon = Lexicon.from_records([]).learn(record, Decisions.of(record, [write]))
        >>> lexicon[0].to_record()
        {'term': '石桥镇', 'heard_as': ['时桥镇'], 'decided': ['时桥镇 +1']}
        """
        decisions.check_source(record.source)
        records, problems = learn(self.to_records(), lessons(record, decisions))
        learned = Lexicon.from_records(records)
        return attrs.evolve(learned, noted=(*learned.noted, *problems))

    def to_records(self) -> list[dict[str, Any]]:
        """Return the entries as records, ready for `from_records`, JSON or a data frame.

        Returns:
            A record for each entry.
        """
        return [entry.to_record() for entry in self]
