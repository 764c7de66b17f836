"""Names and terms in Latin letters: words of a text that are a form cut otherwise, or a form but for one or two letters.

They are found by hashes of their letters, never by a scan. Letters say less than syllables: what is short, or English as it stands, is only suggested
unless the rest of the text speaks for it. Where longer stretches surely need one word to become another (AR harbour, AR hall), the same word does so
by itself, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, partial

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.decision import Choice, Grounds
from transcript.corrections.latin_words import Change, Difference, LatinWords, difference
from transcript.corrections.term_candidates import ExactMatches, Hits, PhoneticText
from transcript.lexicon.form_keys import is_digit, is_latin, is_letter, less_one, sounding
from transcript.lexicon.hash_table import Places, Prefixes
from transcript.lexicon.index import KEPT, Index
from transcript.phonetics.readings import code_points
from transcript.words import is_english

FEW = 5  # letters of what may differ in one without the names of the letters being alike
_SHORT = 4  # letters that by chance stand side by side in any English
_AT_ONCE = 1 << 13  # windows that are looked up at a time


@attrs.frozen(kw_only=True)
class Candidate:
    """Words side by side and a form that they may be.

    Attributes:
        first, past: Numbers of the words.
        start, end: Where they stand in the text.
        form: Number of the form.
        key: Their letters and digits, lower case and joined.
        found: How they differ.
    """

    first: int
    past: int
    start: int
    end: int
    form: int
    key: str
    found: Difference

    @property
    def place(self) -> int:
        """The number of the first word that changes."""
        return self.first + self.found.first


def latin_candidates(words: LatinWords, index: Index, *, owned: NDArray[np.bool_]) -> Iterator[Candidate]:
    """Find every stretch of words that may be a form. Words with all letters of a form are that form.

    Args:
        words: Of the text.
        index: The lexicon.
        owned: Which characters something right already owns: these stay.

    Yields:
        The candidates, in order of place.
    """
    if not len(words):
        return
    firsts, pasts = words.windows()
    begins, ends = words.begins[firsts], words.begins[pasts]
    for block in range(0, len(firsts), _AT_ONCE):
        some = slice(block, block + _AT_ONCE)
        for row, forms in _found(words, index, begins[some], ends[some]).items():
            first, past = int(firsts[block + row]), int(pasts[block + row])
            yield from (c for c in _of_stretch(words, index, first, past, forms) if not _changes_right(words, c, owned))


def form_of(index: Index, said: tuple[str, ...]) -> int | None:
    """Find the right form that has all letters of some words.

    Args:
        index: The index of the lexicon.
        said: The words, in lower case.

    Returns:
        Its number; None if there is none.
    """
    points = code_points("".join(said))
    _, forms = index.latin.find(Prefixes(points).whole(np.array([0]), np.array([len(points)])))
    same = [form for form in forms.tolist() if _is_same(said, latin_form(index, form))]
    return min(same) if same and not any(index.kinds[form] == KEPT for form in same) else None


def latin_form(index: Index, form: int) -> str:
    """Write a form in lower case and usual width.

    Args:
        index: The index of the lexicon.
        form: Number of the form.

    Returns:
        The form.
    """
    text = index.simplified(form)
    if text.isascii():
        return text.lower()
    points = index.points[index.starts[form] : index.starts[form + 1] - 1]
    return points.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def _found(words: LatinWords, index: Index, begins: Places, ends: Places) -> dict[int, list[int]]:
    """Numbers of windows with the forms that share a key with them, both ascending."""
    rows, shorter = less_one(words.letters, begins, ends)
    asked = np.concatenate([np.arange(len(begins)), rows])
    known, forms = index.latin.find(np.concatenate([words.prefixes.whole(begins, ends), shorter]), beside=True)
    spoken, sounds = sounding(words.letters, words.begins, starts=begins, ends=ends)
    heard, others = index.latin.find(sounds)
    windows = np.concatenate([asked.take(known % max(len(asked), 1)), spoken.take(heard)])
    pairs = np.unique(np.stack([windows, np.concatenate([forms, others])]), axis=1)
    found: dict[int, list[int]] = {}
    for row, form in pairs.T.tolist():
        found.setdefault(row, []).append(form)
    return found


def _of_stretch(words: LatinWords, index: Index, first: int, past: int, forms: list[int]) -> Iterator[Candidate]:
    said = words.said(first, past)
    differ = [(form, difference(said, latin_form(index, form))) for form in forms]
    kept = any(found is not None and found.same and index.kinds[form] == KEPT for form, found in differ)
    named: set[str] = set()
    for form, found in sorted(differ, key=lambda pair: pair[1] is None or not pair[1].same):
        key = latin_form(index, form).translate(_JOINING)
        if found is None or kept or key in named or not _worth_it(words, first, past, found):
            continue
        named.add(key)
        yield Candidate(
            first=first,
            past=past,
            start=int(words.starts[first]),
            end=int(words.ends[past - 1]),
            form=form,
            key="".join(said),
            found=found,
        )
        if found.same:
            return


_JOINING = str.maketrans("", "", " .-")


def _worth_it(words: LatinWords, first: int, past: int, found: Difference) -> bool:
    """Return whether there are letters enough for the stretch to mean anything."""
    if found.same:
        pieces = all(len(word) == 1 or is_english(word) for word in words.said(first, past))
        return found.letters > _SHORT or not (pieces and words.in_a_phrase(first, past))
    return found.letters >= FEW or (found.near and past - first == 1 and not found.plain)


def _is_same(said: tuple[str, ...], form: str) -> bool:
    found = difference(said, form)
    return found is not None and found.same


def _changes_right(words: LatinWords, candidate: Candidate, owned: NDArray[np.bool_]) -> bool:
    """Return whether a word that is right would change; what is only cut otherwise keeps its words, and changes what is between them."""
    if candidate.found.same and candidate.past - candidate.first > 1:
        return any(owned[words.starts[i] - 1] for i in range(candidate.first + 1, candidate.past))
    last = candidate.first + candidate.found.past - 1
    return bool(owned[words.starts[candidate.place] : words.ends[last]].any())


# Scores in log odds, by hand, judged on the cases of tests/corrections/test_latin.py.
SAME = 4.0  # written alike but for case, spaces and hyphens
PROVEN, DOUBTFUL = 2.0, 0.0
_A_LETTER_MORE, _BEST = 0.25, 3.5
_ANOTHER = 0.5  # less for the second letter
_BY_NAME, _ENGLISH = -0.3, -4.0
_ENOUGH = 6  # letters of a form of which one may differ, with nothing else to speak for it
_SPOKEN = 3  # letters of a word that is said letter by letter
_COMPANY = 3  # so many other words beside it, and a word stands in its own right


@attrs.frozen(kw_only=True)
class Case:
    """The evidence about words and a form that they almost are.

    Attributes:
        found: How they differ.
        word: What would change, as it is written.
        one_word: Whether they are but one word.
        phrase: Whether other words stand side by side with them.
        company: What stands elsewhere beside the word that would change.
        echo: Another stretch that needs the same change.
        attested: Whether the text has the form elsewhere.
    """

    found: Difference
    word: str
    one_word: bool
    phrase: bool
    company: frozenset[str]
    echo: str | None
    attested: bool

    @property
    def named_with_it(self) -> bool:
        """True if the text has the word and what it would become side by side: they are two things."""
        return self.found.change is not None and self.found.change[1] in self.company

    @property
    def in_own_right(self) -> bool:
        """True if the text has the word in other company, too."""
        return len(self.company) >= _COMPANY

    @property
    def plain(self) -> bool:
        """True if what would change is English as it stands, and nothing in the text speaks against it."""
        spelled_out = self.attested and len(self.found.before) <= _SPOKEN
        return self.found.plain and not self.echo and not spelled_out

    @property
    def english(self) -> bool:
        """True if English was said beyond question."""
        far = self.one_word and self.found.apart > 1
        return (self.plain and (self.phrase or self.in_own_right or far)) or (
            self.phrase and self.in_own_right and not self.echo
        )

    @property
    def short(self) -> bool:
        """True if there are too few letters, and nothing else speaks for the form."""
        told = self.attested and self.found.begins and self.found.apart == 1
        return self.found.letters < _ENOUGH and not self.echo and not told


_DOUBTS: tuple[tuple[Callable[[Case], bool], str], ...] = (
    (lambda case: case.named_with_it, "但文中“{}”与它并列"),
    (lambda case: case.in_own_right, "但“{}”在文中也与别的英文词连用"),
    (lambda case: case.plain or (case.phrase and case.found.partly), "但“{}”本身也是常用的英文"),
    (lambda case: case.short, "但字母太少"),
)


def judged(case: Case) -> tuple[float, str]:
    """Score a form that words almost are.

    Args:
        case: What is known of the words and the form.

    Returns:
        The score, and the reason in Chinese: what speaks for the form, or what makes it doubtful.
    """
    if case.found.letters < FEW:
        return _BY_NAME, "但字母太少"
    if case.english and not case.named_with_it:
        return _ENGLISH, "但原文是普通的英文"
    doubt = next((doubt for holds, doubt in _DOUBTS if holds(case)), None)
    if doubt is not None:
        return DOUBTFUL, doubt.format(case.word)
    return _letters_alone(case.found), _grounds(case)


def _letters_alone(found: Difference) -> float:
    more = _A_LETTER_MORE * max(0, found.letters - _ENOUGH)
    return min(PROVEN + more, _BEST) - _ANOTHER * (found.apart - 1)


def _grounds(case: Case) -> str:
    if case.echo:
        return f"文中“{case.echo}”也要同样改"
    return "文中另有写对的" if case.attested else "原文不是常用的英文"


_LONGER = 0.01  # for each word: of stretches that are as good the longest; by hand
_ECHOES = 2  # longer stretches that need the same change before a word is changed by itself
_COUNTED = frozenset("个种款台次年月日号点倍万亿千百项条家位0123456789")

Wordings = dict[str, str]  # the letters of stretches and how they are written, each once


@attrs.frozen(eq=False, kw_only=True)
class Latin:
    """The Latin words of a text that may be forms of the lexicon.

    Attributes:
        phonetic: The text.
        index: The lexicon.
        owned: Which characters something right already owns.
        words: Of the text; none where the lexicon has no such forms.
        candidates: In no order.
    """

    phonetic: PhoneticText
    index: Index
    owned: NDArray[np.bool_]
    words: LatinWords
    candidates: tuple[Candidate, ...] = ()

    @classmethod
    def of(cls, phonetic: PhoneticText, index: Index, *, owned: NDArray[np.bool_]) -> Latin:
        """Look up the Latin words of a text.

        Args:
            phonetic: The text.
            index: The lexicon.
            owned: Which characters something right already owns.

        Returns:
            The words and the candidates.
        """
        words = LatinWords.of(phonetic) if len(index.latin.hashes) else LatinWords.none()
        candidates = tuple(latin_candidates(words, index, owned=owned))
        return cls(phonetic=phonetic, index=index, owned=owned, words=words, candidates=candidates)

    def spoken(self, hits: Hits) -> Hits:
        """Drop the candidates by sound that are Latin words and may be Latin forms: those are decided by their letters.

        Args:
            hits: The candidates.

        Returns:
            The other candidates.
        """
        if not len(self.words):
            return hits
        points = self.phonetic.points
        latin = np.cumsum(np.append(0, is_letter(points) | is_digit(points)))
        rows = np.flatnonzero(latin[hits.ends] - latin[hits.starts] == hits.ends - hits.starts)
        forms = hits.forms.take(rows)
        written = [form for form in np.unique(forms).tolist() if is_latin(latin_form(self.index, form))]
        kept = np.ones(len(hits), dtype=np.bool_)
        kept[rows[np.isin(forms, written)]] = False
        return hits.where(kept)

    def choices(self, right: ExactMatches, sure: Sequence[Choice] = ()) -> list[Choice]:
        """Score the candidates, and add short words that are misheard by themselves.

        Args:
            right: What the text has right, or will have.
            sure: What is surely put right.

        Returns:
            The choices.
        """
        if not self.candidates:
            return []
        times = right.times(np.array([c.form for c in self.candidates], dtype=np.int32)).tolist()
        found = [either[n > 0] for either, n in zip(self._either, times, strict=True)]
        return [*found, *self._alone(sure)]

    @cached_property
    def _either(self) -> list[tuple[Choice, Choice]]:
        """Each candidate, decided without the form elsewhere in the text and with it."""
        return [(self._decided(c, attested=False), self._decided(c, attested=True)) for c in self.candidates]

    def _decided(self, candidate: Candidate, *, attested: bool) -> Choice:
        if candidate.found.same:
            alike, (score, ground) = "字母相同，只是写法不同", self._cut_otherwise(candidate)
        else:
            alike = "只差一个字母" if candidate.found.apart == 1 else "读音相近，只差两个字母"
            score, ground = self._misheard(candidate, attested=attested)
        return self._choice(candidate.first, candidate.past, candidate.form, score, alike=alike, ground=ground)

    def _choice(self, first: int, past: int, form: int, score: float, *, alike: str, ground: str) -> Choice:
        return Choice(
            start=int(self.words.starts[first]),
            end=int(self.words.ends[past - 1]),
            form=form,
            cost=0.0,
            score=score + _LONGER * (past - first),
            grounds=Grounds(form=self.index.form(form), alike=alike, ground=ground),
        )

    def _cut_otherwise(self, candidate: Candidate) -> tuple[float, str]:
        """The score of words with all letters of a form, and why."""
        if candidate.found.plain and self.words.in_a_phrase(candidate.first, candidate.past):
            return DOUBTFUL, "但原文也可能是普通的英文词组"
        if self._counts(candidate):
            return DOUBTFUL, "但末尾的数字也可能另有所指"
        return SAME, "照词条的写法统一"

    def _counts(self, candidate: Candidate) -> bool:
        """Return whether a number at the end may count what follows: GPT 4 个版本."""
        parted = candidate.past - candidate.first > 1 and self.words.word(candidate.past - 1).isdigit()
        return parted and self.phonetic.folded[candidate.end : candidate.end + 2].lstrip()[:1] in _COUNTED

    def _misheard(self, candidate: Candidate, *, attested: bool) -> tuple[float, str]:
        """The score of words that differ in letters; what speaks for the form, or what makes it doubtful."""
        return judged(
            Case(
                found=candidate.found,
                word=self._changing(candidate),
                one_word=candidate.past - candidate.first == 1,
                phrase=self.words.in_a_phrase(candidate.first, candidate.past),
                company=self._company.get(candidate.found.before, frozenset()),
                echo=self._echo(candidate),
                attested=attested,
            )
        )

    def _changing(self, candidate: Candidate) -> str:
        """Return what would change as it is written: a word, or all of them."""
        if candidate.found.change is None:
            return self.phonetic.text[candidate.start : candidate.end]
        return self.phonetic.text[self.words.starts[candidate.place] : self.words.ends[candidate.place]]

    def _echo(self, candidate: Candidate) -> str | None:
        """Another stretch that needs the same change of a word."""
        change = candidate.found.change
        if change is None or change not in self._needed:
            return None
        own = self._longest[change, candidate.place].key
        return next((wording for key, wording in self._needed[change].items() if key != own), None)

    @cached_property
    def _longest(self) -> dict[tuple[Change, int], Candidate]:
        """For each change of a whole word at each place the longest stretch that needs it."""
        longest: dict[tuple[Change, int], Candidate] = {}
        for c in self.candidates:
            if c.found.change is not None and c.found.letters >= FEW:
                known = longest.setdefault((c.found.change, c.place), c)
                if known.past - known.first < c.past - c.first:
                    longest[c.found.change, c.place] = c
        return longest

    @cached_property
    def _needed(self) -> dict[Change, Wordings]:
        """The stretches that need each change of a whole word."""
        return self._wordings(self._longest.values())

    def _wordings(self, candidates: Iterable[Candidate]) -> dict[Change, Wordings]:
        wordings: defaultdict[Change, Wordings] = defaultdict(dict)
        for c in candidates:
            if c.found.change is not None:
                wordings[c.found.change].setdefault(c.key, self.phonetic.text[c.start : c.end])
        return wordings

    @cached_property
    def _company(self) -> dict[str, frozenset[str]]:
        """For each word that may change what other words stand beside it where it does not change within a longer stretch."""
        changing = {place for (_, place), c in self._longest.items() if c.past - c.first > 1}
        return {
            word: frozenset().union(
                *(self.words.company(i, self.phonetic.text) for i in self.words.places[word] if i not in changing)
            )
            for word in {change[0] for change in self._needed}
        }

    def _alone(self, sure: Sequence[Choice]) -> Iterator[Choice]:
        """Words by themselves that longer stretches surely need to become another."""
        for (before, after), stretches in self._proven(sure).items():
            many = len(stretches) >= _ECHOES and len(self._company.get(before, ())) < len(stretches)
            wording = "".join(f"“{stretch}”" for stretch in list(stretches.values())[:_ECHOES])
            ground = f"文中{wording}也要同样改" if many else f"但旁证只有文中的{wording}"
            for number in self.words.places[before]:
                yield from self._by_itself(number, after, PROVEN if many else DOUBTFUL, ground)

    def _proven(self, sure: Sequence[Choice]) -> dict[Change, Wordings]:
        settled = {(choice.start, choice.end, choice.form) for choice in sure if choice.grounds is not None}
        return self._wordings(
            c for c in self.candidates if c.past - c.first > 1 and (c.start, c.end, c.form) in settled
        )

    @cached_property
    def _form_of(self) -> Callable[[tuple[str, ...]], int | None]:
        return lru_cache(maxsize=1 << 12)(partial(form_of, self.index))

    def _by_itself(self, number: int, after: str, score: float, ground: str) -> Iterator[Choice]:
        stretch = self.words.stretch(number)
        if stretch is None or self.owned[self.words.starts[number] : self.words.ends[number]].any():
            return
        first, past = stretch
        said = self.words.said(first, past)
        if sum(map(str.isalpha, "".join(said))) >= _ENOUGH:
            return
        form = self._form_of((*said[: number - first], after, *said[number - first + 1 :]))
        if form is not None:
            yield self._choice(first, past, form, score, alike="只差一个字母", ground=ground)
