"""How likely Latin words are a form that they almost are, and why, in words for the person who checks.

Scores are logarithms of odds, as those of candidates by sound. They are set by hand: letters enough prove a change, and so does the rest of
the text; what is short, or English as it stands, is doubtful.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from transcript.corrections.letters import Difference

SAME = 4.0
PROVEN, DOUBTFUL = 2.0, 0.0
FEW = 5  # letters of what may differ in one without the names of the letters being alike

_A_LETTER_MORE, _BEST = 0.25, 3.5
_ANOTHER = 0.5  # less for the second letter
_BY_NAME, _ENGLISH = -0.3, -4.0
_ENOUGH = 6  # letters of a form of which one may differ, with nothing else to speak for it
_SPOKEN = 3  # letters of a word that is said letter by letter
_COMPANY = 3  # so many other words beside it, and a word stands in its own right


@attrs.frozen(kw_only=True)
class Case:
    """What is known of words and of a form that they almost are.

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
        """Whether the text has the word and what it would become side by side: they are two things."""
        return self.found.change is not None and self.found.change[1] in self.company

    @property
    def in_own_right(self) -> bool:
        """Whether the text has the word in other company, too."""
        return len(self.company) >= _COMPANY

    @property
    def plain(self) -> bool:
        """Whether what would change is English as it stands, and nothing in the text speaks against it."""
        spelled_out = self.attested and len(self.found.before) <= _SPOKEN
        return self.found.plain and not self.echo and not spelled_out

    @property
    def english(self) -> bool:
        """Whether it is no question that English was said."""
        far = self.one_word and self.found.apart > 1
        return (self.plain and (self.phrase or self.in_own_right or far)) or (
            self.phrase and self.in_own_right and not self.echo
        )

    @property
    def short(self) -> bool:
        """Whether there are too few letters, and nothing else speaks for the form."""
        told = self.attested and self.found.begins and self.found.apart == 1
        return self.found.letters < _ENOUGH and not self.echo and not told


_DOUBTS: tuple[tuple[Callable[[Case], bool], str], ...] = (
    (lambda case: case.named_with_it, "但文中“{}”与它并列"),
    (lambda case: case.in_own_right, "但“{}”在文中也与别的英文词连用"),
    (lambda case: case.plain or (case.phrase and case.found.partly), "但“{}”本身也是常用的英文"),
    (lambda case: case.short, "但字母太少"),
)


def judged(case: Case) -> tuple[float, str]:
    """The score of a form that words almost are; what speaks for it, or what makes it doubtful."""
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
