import pytest

from transcript import parse_transcript
from transcript.reviewing import Place

TEXT = """00:05

各位领导下午好，现在开会。下面请县水利局局长方志明同志发言。

00:31

谢谢主持人。去年收入三千二百万元，水力站修好了。谢谢大家。

01:31

感谢方局长的发言。下面请县供销社主任乔若川同志发言。

01:50

各位领导好，化肥备足了。

02:10

种子也备足了。
"""


@pytest.fixture(scope="session")
def meeting():
    """A host (S1) who calls two guests; what the last paragraph says is the host's, though nobody says so."""
    return parse_transcript(TEXT)


@pytest.fixture
def place(meeting):
    """The place where given words stand."""

    def of(words: str) -> Place:
        return Place.of(meeting.source.text, meeting.source.text.index(words))

    return of
