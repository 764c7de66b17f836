"""How people are named in Chinese: surnames, given names, titles, organisations, and where a text speaks of a person."""

from transcript.people.mentions import find_mentions
from transcript.people.values import Mention

__all__ = ["Mention", "find_mentions"]
