"""The record as one self-contained page to read, to check and to print."""

from transcript.writers.html.page import write_html

__all__ = ["write_html"]
