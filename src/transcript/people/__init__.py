"""How people are named in Chinese: surnames, given names, titles, organisations, and where a text speaks of a person."""

from transcript.people.mentions import find_mentions
from transcript.people.pieces import Mention
from transcript.people.roster import KnownPerson, Roster, RosterPerson, build_roster

__all__ = ["KnownPerson", "Mention", "Roster", "RosterPerson", "build_roster", "find_mentions"]
