"""How the windows of a text are looked up by sound: every unbroken one by hashes of its syllables, in several ways."""

from __future__ import annotations

import attrs
import numpy as np

from transcript.corrections.heard import Heard
from transcript.lexicon.hashing import Hashes, Places
from transcript.lexicon.keys import ranges
from transcript.lexicon.tables import APART, LONGEST_NEAR, PAIR, ROW, RUN, SHORTEST_NEAR

Part = tuple[Hashes, Places]  # some hashes and the number of the window of each


@attrs.frozen(eq=False, kw_only=True)
class Probes:
    """Windows and the hashes by which each is looked up.

    First come all windows by all their syllables, then with one left out, then those of two by their very syllables; at last those by which
    long forms are found. All are asked for as they are (a form has these syllables) and as `NEAR` (it has one more).

    Attributes:
        starts, sizes: Of the windows, size after size.
        hashes: What is looked up.
        windows: The number of the window of each hash.
        laid: The first of the hashes of some syllables of a long form.
    """

    starts: Places
    sizes: Places
    hashes: Hashes
    windows: Places
    laid: int

    @classmethod
    def of(cls, heard: Heard, *, longest: int, within: range) -> Probes:
        """All windows of two characters and more that start *within* some offsets."""
        sizes, starts = heard.windows(longest, within=within)
        parts, laid = _parts(heard, sizes, starts)
        hashes, windows = zip(*parts, *laid, strict=True)
        return cls(
            starts=starts,
            sizes=sizes,
            hashes=np.concatenate(hashes),
            windows=np.concatenate(windows),
            laid=sum(len(some) for some, _ in parts),
        )


def _parts(heard: Heard, sizes: Places, starts: Places) -> tuple[list[Part], list[Part]]:
    """The hashes of all or all but one of the syllables of windows, and of some syllables of long forms."""
    three, four, five, long = np.searchsorted(sizes, (SHORTEST_NEAR, RUN, RUN + 1, LONGEST_NEAR + 1)).tolist()
    numbers = np.arange(len(sizes))
    whole = heard.loose.whole(starts, starts + sizes)
    rows, gaps = ranges(starts[three:long] + 1, sizes[three:long] - 2)
    rows += three
    gapped = heard.loose.without(starts.take(rows), (starts + sizes).take(rows), gaps)
    exact = heard.exact.whole(starts[:three], starts[:three] + 2)
    parts = [(whole, numbers), (gapped, rows), (exact, numbers[:three])]
    laid = [
        (whole[:three] ^ PAIR, numbers[:three]),
        (whole[four:five] ^ ROW, numbers[four:five]),
        (gapped[: four - three] ^ APART, numbers[three:four]),
    ]
    return parts, laid
