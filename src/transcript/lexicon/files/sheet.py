"""What every family of lexicon files is read into: records, and where each of them stands in the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from transcript.values import Problem

Place = tuple[int, int]
"""Line and column, counted from 1."""


@attrs.frozen
class Misshape:
    """Something that the layout of the file does not allow.

    Attributes:
        place: Where it stands.
        message: What was expected and what stood there.
    """

    place: Place
    message: str


@attrs.frozen(kw_only=True)
class Sheet:
    """The records of a file.

    Attributes:
        records: As `Lexicon.from_records` takes them.
        locate: From the number of a record and a key of it, or None for the whole, to its place.
        misshapes: What the layout does not allow; where there are any, there is no lexicon.
        problems: What was odd, and kept.
    """

    records: list[dict[str, Any]]
    locate: Callable[[int, str | None], Place]
    misshapes: tuple[Misshape, ...] = ()
    problems: tuple[Problem, ...] = ()


def place_at(text: str, offset: int) -> Place:
    r"""Line and column of an offset.

    >>> place_at("甲\n乙丙", 3)
    (2, 2)
    """
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
