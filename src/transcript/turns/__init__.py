"""Turns: where the speaker changes, and who speaks."""
