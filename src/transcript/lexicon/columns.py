"""Texts in columns: what a lexicon of a million entries is made of.

A column maps row numbers to texts, none, one or several a row. It holds one long string and two arrays, so that a million terms
cost their characters and a few bytes each, and a saved column is read back without making a single object per row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs
import numpy as np
from numpy.typing import NDArray


@attrs.frozen(eq=False, kw_only=True)
class Column:
    """Texts at rows, packed.

    Attributes:
        rows: Row of each text, ascending; a row may have several texts, or none.
        ends: Where each text ends in `text`.
        text: All texts, one after the other.
    """

    rows: NDArray[np.int64]
    ends: NDArray[np.int64]
    text: str

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[str]:
        start = 0
        for end in self.ends.tolist():
            yield self.text[start:end]
            start = end

    def at(self, row: int) -> tuple[str, ...]:
        """The texts of one row, in the order they were given.

        >>> column = pack([(0, "石桥镇"), (2, "柳溪村"), (2, "柳西村")])
        >>> column.at(2), column.at(1)
        (('柳溪村', '柳西村'), ())
        """
        first, past = self.rows.searchsorted((row, row + 1)).tolist()
        return tuple(self._text(number) for number in range(first, past))

    def pairs(self) -> Iterator[tuple[int, str]]:
        """Row and text, in order."""
        return zip(self.rows.tolist(), self, strict=True)

    def _text(self, number: int) -> str:
        start = int(self.ends[number - 1]) if number else 0
        return self.text[start : int(self.ends[number])]


def pack(pairs: Iterable[tuple[int, str]]) -> Column:
    """A column of row and text pairs whose rows ascend."""
    rows: list[int] = []
    texts: list[str] = []
    for row, text in pairs:
        rows.append(row)
        texts.append(text)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    return Column(rows=np.array(rows, dtype=np.int64), ends=np.cumsum(lengths), text="".join(texts))
