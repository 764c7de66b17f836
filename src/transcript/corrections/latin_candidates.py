"""Which Latin words of a text may be which forms: found by hashes of their letters, never by a scan."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.latin_evidence import FEW
from transcript.corrections.latin_words import LatinWords
from transcript.corrections.letters import Difference, difference, is_english
from transcript.lexicon.hashing import Places, Prefixes
from transcript.lexicon.index import KEPT, Index
from transcript.lexicon.latin import less_one, sounding
from transcript.phonetics.readings import code_points

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
    """Every stretch of words that may be a form, in order of place; one whose letters are all those of a form is that.

    Args:
        words: Of the text.
        index: The lexicon.
        owned: Which characters something right already owns: these stay.
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
    """The right form that has all letters of some words."""
    points = code_points("".join(said))
    _, forms = index.latin.find(Prefixes(points).whole(np.array([0]), np.array([len(points)])))
    same = [form for form in forms.tolist() if _is_same(said, latin_form(index, form))]
    return min(same) if same and not any(index.kinds[form] == KEPT for form in same) else None


def latin_form(index: Index, form: int) -> str:
    """A form in lower case and usual width."""
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
    """Whether there are letters enough for the stretch to mean anything."""
    if found.same:
        pieces = all(len(word) == 1 or is_english(word) for word in words.said(first, past))
        return found.letters > _SHORT or not (pieces and words.in_a_phrase(first, past))
    return found.letters >= FEW or (found.near and past - first == 1 and not found.plain)


def _is_same(said: tuple[str, ...], form: str) -> bool:
    found = difference(said, form)
    return found is not None and found.same


def _changes_right(words: LatinWords, candidate: Candidate, owned: NDArray[np.bool_]) -> bool:
    """Whether a word that is right would change; what is only cut otherwise keeps its words, and changes what is between them."""
    if candidate.found.same and candidate.past - candidate.first > 1:
        return any(owned[words.starts[i] - 1] for i in range(candidate.first + 1, candidate.past))
    last = candidate.first + candidate.found.past - 1
    return bool(owned[words.starts[candidate.place] : words.ends[last]].any())
