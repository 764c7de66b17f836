"""Correct misheard names and terms: with the user's lexicon, and with what the document itself says often."""

from transcript.corrections.consensus import find_consensus
from transcript.corrections.terms import Corrected, correct_terms, find_terms

__all__ = ["Corrected", "correct_terms", "find_consensus", "find_terms"]
