"""Names and terms put right: by the user's lexicon, and by what the document itself says often."""

from transcript.corrections.consensus import find_consensus

__all__ = ["find_consensus"]
