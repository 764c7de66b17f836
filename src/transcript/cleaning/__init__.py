"""Cleaning: what a clerk would tidy, as edits with reasons. One file a kind; each stage is a function from a source to edits."""

from __future__ import annotations

from transcript.cleaning.numbers import normalize_numbers, number_edits, number_problems

__all__ = ["normalize_numbers", "number_edits", "number_problems"]
