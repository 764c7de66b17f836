"""The names and terms that a user knows to be right: entries, their files, the index over their sounds, mining from documents."""

from transcript.lexicon.lexicon import Entry, Lexicon

__all__ = ["Entry", "Lexicon"]
