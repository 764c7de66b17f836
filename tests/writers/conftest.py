import os
from pathlib import Path

import attrs
import pytest
from lxml import etree

from transcript import MeetingRecord, Segment, SourceText, Span, Speaker, Turn
from transcript.edits import with_texts
from transcript.text import Moment

ROOT = Path(__file__).parents[2]
# A folder with schemas that have no licence and are not kept here.
SCHEMAS = os.environ.get("TRANSCRIPT_SCHEMAS")
HOSTILE = (
    ("江</v>\n--> <script>alert(1)</script>", "<b>各位好</b> --> </v> {\\an8} & 00:00:01,000 --> 00:00:02,000"),
    ("=cmd|' /C calc'!A0", "=1+1"),
    ("\u202e甲\u202c: \ud800\x00]]>", "二\x00\ud800\x0b三\u202e四\ufffe\t<!-- ]]> &amp; <?php ?>"),
)


@pytest.fixture(name="record_of")
def _record_of():
    return record_of


def record_of(turns, *, timed=True):
    """A record of (name, words) in which a character takes 200 ms and a turn begins every minute."""
    text = "\n".join(words for _, words in turns)
    segments, clock, made, at = [], [], [], 0
    for number, (name, words) in enumerate(turns):
        span = Span(at, at + len(words))
        segments.append(Segment(span=span))
        clock += [Moment(offset=at, ms=number * 60_000), Moment(offset=span.end, ms=number * 60_000 + len(words) * 200)]
        speaker = Speaker(id=f"S{number + 1}", name=name, role="guest")
        made.append(Turn(span=span, speaker=speaker, start_ms=number * 60_000, end_ms=clock[-1].ms))
        at = span.end + 1
    source = SourceText(text=text, segments=tuple(segments), clock=tuple(clock) if timed else ())
    if not timed:
        made = [attrs.evolve(turn, start_ms=None, end_ms=None) for turn in made]
    return MeetingRecord(source=source, turns=with_texts(made, source=source, edits=()))


@pytest.fixture
def hostile():
    """A record whose names and words are what formats use for themselves."""
    return record_of(HOSTILE)


@pytest.fixture
def untimed():
    return record_of([("江一帆", "各位好。"), ("吴可", "好。")], timed=False)


@pytest.fixture(scope="session")
def parla_clarin():
    """The DTD of Parla-CLARIN."""
    if not SCHEMAS:
        pytest.skip(
            "the schema of Parla-CLARIN has no licence to be kept here: set TRANSCRIPT_SCHEMAS to a folder with it"
        )
    with Path(SCHEMAS, "parla-clarin.dtd").open("rb") as file:
        return etree.DTD(file)
