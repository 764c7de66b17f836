"""Sources for the stages of cleaning: paragraphs with a stamp above each, as a recogniser writes them."""

import pytest

from transcript.edits import apply_edits
from transcript.readers import read
from transcript.text import SourceText


@pytest.fixture
def recorded():
    """Make a source of stamped paragraphs."""

    def make(*paragraphs: str) -> SourceText:
        text = "".join(f"{minute:02}:00\n\n{paragraph}\n\n" for minute, paragraph in enumerate(paragraphs))
        return read(text)[0]

    return make


@pytest.fixture
def cleaned():
    """What the applied ones of some edits make of the text, without the stamps and line ends between paragraphs."""

    def apply(source: SourceText, edits) -> str:
        text = apply_edits(source.text, [edit for edit in edits if edit.applied])
        return "|".join(line for line in text.split("\n") if line and not line[0].isdigit())

    return apply
