"""Find the person of the roster who is the host.

The evidence: who introduces themselves where the boundary network sees the host speak; who is thanked or addressed by those whom the host has called; and, against it,
being called by the host. Weights are fitted by `scripts/fit_speakers.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import regex

from transcript.people import Mention
from transcript.people.roster import Roster
from transcript.turns.mention_roles import MentionRoles
from transcript.turns.speaker_scores import weights

FEATURES = ("host_own", "host_says_so", "host_before", "host_behind", "host_inside", "host_listed", "host_bias")
LEAST = 0.0  # log odds of being the host; by hand
_SAYS_SO = regex.compile(r"主持|主播|主理人|司仪")
_WINDOW = 24  # characters around a mention in which somebody says that they host

Table = npt.NDArray[np.float64]


def find_host(
    text: str,
    *,
    roster: Roster,
    mentions: Sequence[Mention],
    roles: MentionRoles,
    positions: Sequence[int],
    host: Table,
) -> int | None:
    """Find the person of the roster who is most likely the host.

    Args:
        text: The stream, in simplified script.
        roster: The people of the document.
        mentions: Mentions with spans over the stream, in the order of `roster.links`.
        roles: The roles of the mentions.
        positions: Positions of the candidates, in order.
        host: For each candidate the boundary network's log odds that it begins words of the host.

    Returns:
        Number of the person in the roster, or None if the score of nobody exceeds `LEAST`.
    """
    table = host_features(text, roster=roster, mentions=mentions, roles=roles, positions=positions, host=host)
    if not len(table):
        return None
    fitted = np.array([weights()[name] for name in FEATURES])
    scores = table @ fitted
    best = int(scores.argmax())
    return best if scores[best] > LEAST else None


def host_features(
    text: str,
    *,
    roster: Roster,
    mentions: Sequence[Mention],
    roles: MentionRoles,
    positions: Sequence[int],
    host: Table,
) -> Table:
    """Compute the features of “this person is the host”.

    Args:
        text: The stream, in simplified script.
        roster: The people of the document.
        mentions: Mentions with spans over the stream, in the order of `roster.links`.
        roles: The roles of the mentions.
        positions: Positions of the candidates, in order.
        host: For each candidate log odds that it begins words of the host.

    Returns:
        An array of shape (people, `FEATURES`).
    """
    table = np.zeros((len(roster.people), len(FEATURES)))
    table[:, -1] = 1.0
    for number, person in enumerate(roster.people):
        table[number, 5] = float("chair" in person.sources)
    if not len(positions):
        return table
    chances = [1 / (1 + np.exp(-odds)) for odds in (roles.following, roles.preceding, roles.speaking)]
    manner = np.tanh(host / 2)
    rows = np.searchsorted(positions, [m.span.start for m in mentions], side="right") - 1
    for at, links in enumerate(roster.links):
        if not links:
            continue
        who, share = links[0]
        row = max(0, int(rows[at]))
        near = text[max(0, mentions[at].span.start - _WINDOW) : mentions[at].span.end + _WINDOW]
        own = share * chances[2][at]
        table[who, 0] += own * manner[row]
        table[who, 1] += own * bool(_SAYS_SO.search(near))
        table[who, 2] += share * chances[1][at] * manner[max(0, row - 2) : row].sum()
        table[who, 3] += share * chances[0][at] * manner[row + 1 : row + 3].sum()
        table[who, 4] += share * (1 - chances[2][at]) * manner[row]
    table[:, :5] = np.clip(table[:, :5], -4, 4)
    return table
