"""What a change of the input does to the record, where we know it without knowing the record."""

import re

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import GUESTS, SOUND, meetings

from transcript import parse_transcript

STAMP = re.compile(r"(?<!\d)(\d\d):(\d\d)(?!\d)")
STAMPED = ("stamps", "lines", "labels")
UNLABELLED = ("stamps", "lines", "plain")
# Others as long. The given names are the same: whether a name is believed without more evidence depends on how people are called.
OTHERS = {"钱穆之": "孙穆之", "吴可": "沈可", "单雪": "尤雪", "司徒文": "欧阳文"}


def seconds_of(record):
    return [(turn.start_ms, turn.end_ms) for turn in record.turns]


def said(record):
    return [(turn.speaker.display, turn.raw, turn.text) for turn in record.turns]


# Where only words tell who speaks: surnames that are no words, before and after. 单 and 司 are words, and who is called so may not be heard.
PLAIN = ("钱穆之", "吴可")


def renamed(text, names=tuple(OTHERS)):
    for name in names:
        other = OTHERS[name]
        title = next(title for known, _, title in GUESTS if known == name)
        before, after = surname(name), surname(other)
        text = text.replace(name, other).replace(f"{before}{title}", f"{after}{title}")
    return text


def surname(name):
    return name[:2] if name[:2] in {"司徒", "欧阳"} else name[0]


@pytest.mark.xfail(strict=False, reason="the tagger reads some names and not others in the same place")
@settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate]
)  # it fails: to shrink what is found takes most of the time
@given(meetings(layouts=("labels", "colons")))
def test_people_who_are_renamed_everywhere_are_renamed_in_the_record(meeting):
    record, other = parse_transcript(meeting.text), parse_transcript(renamed(meeting.text))
    assert [turn.span for turn in other.turns] == [turn.span for turn in record.turns]
    assert [turn.speaker.name for turn in other.turns] == [
        turn.speaker.name and renamed(turn.speaker.name) for turn in record.turns
    ]
    assert other.clean_text == renamed(record.clean_text)


@pytest.mark.xfail(strict=False, reason="the networks that find changes of voice see the characters of names")
@settings(phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(meetings(layouts=UNLABELLED))
def test_people_who_are_renamed_are_renamed_where_only_words_tell_who_speaks(meeting):
    record, other = parse_transcript(meeting.text), parse_transcript(renamed(meeting.text, PLAIN))
    assert said(other) == [tuple(renamed(part, PLAIN) for part in turn) for turn in said(record)]
    assert seconds_of(other) == seconds_of(record)


@given(meetings(layouts=UNLABELLED))
def test_words_are_cleaned_alike_whatever_people_are_called(meeting):
    record, other = parse_transcript(meeting.text), parse_transcript(renamed(meeting.text))
    assert "".join(other.clean_text.split()) == renamed("".join(record.clean_text.split()))


@given(meetings(layouts=STAMPED), st.integers(1, 40))
def test_stamps_that_are_later_make_times_later(meeting, minutes):
    record, later = parse_transcript(meeting.text), parse_transcript(moved(meeting, minutes).text)
    assert said(later) == said(record)
    assert seconds_of(later) == [
        (start + minutes * 60_000, end + minutes * 60_000) for start, end in seconds_of(record)
    ]
    assert [speaker.name for speaker in later.speakers] == [speaker.name for speaker in record.speakers]
    assert later.edits == record.edits


def moved(meeting, minutes):
    """The same meeting so much later; stamps are as long as before."""
    text = STAMP.sub(lambda stamp: f"{int(stamp[1]) + minutes:02}:{stamp[2]}", meeting.text)
    assert len(text) == len(meeting.text)
    return attrs.evolve(meeting, text=text)


@given(*[meetings(layouts=("labels",), garblings=SOUND)] * 2)
def test_another_meeting_behind_leaves_the_first_as_it_was(first, second):
    others = renamed(second.text).replace("发言人", "发言人1")  # whoever is called by one name in both is one person
    record, both = parse_transcript(first.text), parse_transcript(first.text + "\n\n" + others)
    assert cut(both)[: len(record.turns) - 1] == cut(record)[:-1]


def cut(record):
    """Labels and words; who a label or a title means may be said in the second meeting, even that another label is the same person's."""
    return [((turn.speaker.label or "").split("、")[0], turn.raw, turn.text) for turn in record.turns]
