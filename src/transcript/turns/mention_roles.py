"""What each mention of a person means for the order of speakers: whether that person is asked to speak, speaks next, has just spoken, or is speaking.

Most people who are named in a meeting are quoted, thanked or listening. A small convolutional network reads the `REACH` characters on both
sides of a mention; the mention itself and the other mentions around it are hidden, so that it learns ways of calling and not names.
`mention_roles.npz` holds its weights, fitted by `scripts/fit_mention_roles.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import attrs
import numpy as np
import numpy.typing as npt

from transcript.people import Mention
from transcript.phonetics.readings import code_points
from transcript.turns.boundary_network import UNKNOWN, load_tables, rows_of_letters

REACH = 40  # characters on either side of a mention
NEAR = 12  # characters on either side that are pooled by themselves
# Columns that tell the form of a mention, as the network was trained with them.
FORMS = {"full": 0, "latin": 0, "foreign": 0, "surname": 1, "title": 2}
OTHER_FORM = 3  # the number of all other forms
_AT_ONCE = 256  # mentions

SHIPPED = files(__package__).joinpath("mention_roles.npz")

Table = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


@attrs.frozen(kw_only=True, eq=False)
class MentionRoles:
    """Log odds for each mention.

    Attributes:
        following: The person begins the next turn.
        preceding: The person spoke the turn before.
        speaking: The person is speaking.
        asked: The person is asked to speak, whoever then does.
    """

    following: npt.NDArray[np.float64]
    preceding: npt.NDArray[np.float64]
    speaking: npt.NDArray[np.float64]
    asked: npt.NDArray[np.float64]

    def of(self, rows: Sequence[int]) -> MentionRoles:
        """Select some of the mentions.

        Args:
            rows: Indices of the mentions.

        Returns:
            Their roles, in the order of *rows*.
        """
        chosen = np.asarray(rows, dtype=np.int64)
        return MentionRoles(
            following=self.following[chosen],
            preceding=self.preceding[chosen],
            speaking=self.speaking[chosen],
            asked=self.asked[chosen],
        )


def read_roles(text: str, *, mentions: Sequence[Mention]) -> MentionRoles:
    """Score the roles of mentions with the network.

    Args:
        text: The stream, in simplified script.
        mentions: Mentions with spans over the stream, in order, not overlapping.

    Returns:
        Log odds of each role, in the order of *mentions*.

    >>> from transcript.people import find_mentions
    >>> text = "谢谢方校长。下面有请青石大学的乔志远教授发言，大家欢迎。"
    >>> roles = read_roles(text, mentions=find_mentions(text))
    >>> (roles.following > 0).tolist(), (roles.preceding > 0).tolist()
    ([False, True], [True, False])
    """
    codes, places = collapsed(text, mentions)
    forms = np.array([FORMS.get(m.form, OTHER_FORM) for m in mentions], dtype=np.int64)
    steps = range(0, len(places), _AT_ONCE)
    rows = [_odds(windows(codes, places[at : at + _AT_ONCE]), forms[at : at + _AT_ONCE]) for at in steps]
    odds = np.concatenate(rows).astype(np.float64) if rows else np.zeros((0, 4))
    return MentionRoles(following=odds[:, 0], preceding=odds[:, 1], speaking=odds[:, 2], asked=odds[:, 3])


def collapsed(text: str, mentions: Sequence[Mention]) -> tuple[Numbers, Numbers]:
    """Encode a text with each mention replaced by one placeholder.

    Args:
        text: The stream.
        mentions: Mentions, in order, not overlapping.

    Returns:
        Embedding rows of the remaining characters, and the index of each mention among them.
    """
    rows = letter_rows(code_points(text))
    kept = np.ones(len(rows), dtype=bool)
    starts = np.array([m.span.start for m in mentions], dtype=np.int64)
    for mention in mentions:
        kept[mention.span.start + 1 : mention.span.end] = False
    rows[starts] = _tokens()[1]
    places = (np.cumsum(kept) - 1)[starts]
    return rows[kept], places


def windows(codes: Numbers, places: Numbers) -> Numbers:
    """Cut out the characters around mentions.

    Args:
        codes: Embedding rows of a text.
        places: Indices of the mentions in it.

    Returns:
        An array of shape (mentions, 2 * `REACH` + 1); the middle column is the placeholder of the mention itself.
    """
    padded = np.pad(codes, REACH)
    around: Numbers = padded[places[:, None] + np.arange(2 * REACH + 1)]
    around[:, REACH] = _tokens()[0]
    return around


def letter_rows(points: npt.NDArray[np.uint32]) -> Numbers:
    """Look up the embedding row of each code point.

    Args:
        points: Code points.

    Returns:
        One row number a code point; `UNKNOWN` if it has no row of its own.
    """
    rows = letter_table()
    found: Numbers = rows[np.minimum(points, len(rows) - 1)]
    return found


@lru_cache(maxsize=1)
def read_weights() -> dict[str, Table]:
    """Load the weights of the network.

    Returns:
        Arrays by name; `letters` holds the sorted code points that have an embedding of their own.
    """
    return load_tables(SHIPPED)


@lru_cache(maxsize=1)
def letter_table() -> Numbers:
    """Build the table from code points to rows of the embedding.

    Returns:
        One row number a code point; the last entry is for all code points beyond.
    """
    return rows_of_letters(read_weights()["letters"])


def _tokens() -> tuple[int, int]:
    """The rows that stand for the mention itself and for another mention."""
    own = len(read_weights()["letters"]) + UNKNOWN + 1
    return own, own + 1


def _odds(around: Numbers, forms: Numbers) -> Table:
    weights = read_weights()
    seen: Table = weights["emb"][around]
    seen = np.maximum(_convolved(seen, "c1", 1), 0)
    seen = seen + np.maximum(_convolved(seen, "c2", 2), 0)
    seen = seen + np.maximum(_convolved(seen, "c3", 4), 0)
    parts = [
        seen[:, REACH],
        seen[:, REACH - NEAR : REACH].max(axis=1),
        seen[:, REACH + 1 : REACH + 1 + NEAR].max(axis=1),
        seen[:, :REACH].max(axis=1),
        seen[:, REACH + 1 :].max(axis=1),
        np.eye(OTHER_FORM + 1, dtype=np.float32)[forms],
    ]
    hidden = np.maximum(np.hstack(parts) @ weights["h"] + weights["h.bias"], 0)
    odds: Table = hidden @ weights["o"] + weights["o.bias"]
    return odds


def _convolved(seen: Table, name: str, dilation: int) -> Table:
    """A convolution three characters wide over each row of windows; beyond their ends stand zeros."""
    before, here, behind = np.split(read_weights()[name], 3)
    out: Table = seen @ here + read_weights()[f"{name}.bias"]
    out[:, dilation:] += seen[:, :-dilation] @ before
    out[:, :-dilation] += seen[:, dilation:] @ behind
    return out
