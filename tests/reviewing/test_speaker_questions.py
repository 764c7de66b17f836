import attrs
import pytest

from transcript import Candidate, DecisionError, Decisions, Meeting, MeetingRecord, Person, Segment, SourceText, Span
from transcript.edits import with_texts
from transcript.model import Speaker, Turn
from transcript.reviewing import Merge, Place, Rename

PARTS = ("现在开会。", "我汇报水利工作，去年修了三条渠，今年再修两条。", "谢谢。", "我补充一点。", "好，散会。")
HOST = Speaker(id="S1", role="host")
GUEST = Speaker(id="S2", name="江一帆", title="局长")
OTHER = Speaker(id="S3", surname="乔", title="主任")


@pytest.fixture
def make():
    """A record of five turns by the given speakers, each turn with what is known of it."""

    def made(*turns, attendees=()):
        spans, at = [], 0
        for part in PARTS:
            spans.append(Span(at, at + len(part)))
            at += len(part) + 1
        source = SourceText(text="\n".join(PARTS), segments=tuple(Segment(span=span) for span in spans))
        held = [Turn(span=span, speaker=who, **more) for span, (who, more) in zip(spans, turns, strict=True)]
        return MeetingRecord(
            source=source,
            turns=with_texts(held, source=source, edits=()),
            meeting=Meeting(attendees=tuple(Person(name=name) for name in attendees)),
        )

    return made


@pytest.fixture
def meeting(make):
    """An unnamed host, a named guest with one unsure turn, and somebody known by surname and title."""
    return make((HOST, {}), (GUEST, {}), (HOST, {}), (OTHER, {}), (HOST, {}), attendees=("江一帆", "白晓"))


def answered(record, question, answer, **more):
    return record.apply(Decisions.of(record, question.decisions(answer, **more)))


def names(record):
    return [turn.speaker.display for turn in record.turns]


def test_who_is_unknown_is_asked_first_and_for_all_turns(meeting):
    host, other = meeting.questions()
    assert (host.kind, host.speaker, host.turns, host.characters) == ("speaker", "主持人", (0, 2, 4), 13)
    assert (other.kind, other.speaker, other.turns) == ("speaker", "乔主任", (3,))
    assert host.candidates == ("主持人", "江一帆", "白晓")
    assert names(answered(meeting, host, "白晓")) == ["白晓", "江一帆", "白晓", "乔主任", "白晓"]


def test_a_name_of_ones_own_needs_leave(meeting):
    host = meeting.questions()[0]
    with pytest.raises(DecisionError, match="expected one of: '主持人', '江一帆', '白晓', or None"):
        host.decisions("方志明")
    decided = answered(meeting, host, "副县长 方志明", words="free")
    assert (decided.turns[4].speaker.name, decided.turns[4].speaker.title) == ("方志明", "副县长")


def test_what_is_answered_is_asked_no_more(meeting):
    for _ in range(2):
        question = meeting.questions()[0]
        meeting = answered(meeting, question, question.candidates[0])
    assert meeting.questions() == []


def test_an_unsure_turn_has_its_candidates_the_speaker_before_and_those_present(make):
    maybe = (
        Candidate(speaker="S2", name="江一帆", probability=0.5),
        Candidate(speaker="", name="方志明", probability=0.3),
    )
    unsure = {"speaker_confidence": 0.5, "candidates": maybe}
    bai = Speaker(id="S1", name="白晓")
    record = make((bai, {}), (GUEST, {}), (bai, {}), (GUEST, unsure), (bai, {}), attendees=("夏禾",))
    (question,) = record.questions()
    assert (question.kind, question.turns, question.confidence) == ("turn", (3,), 0.5)
    assert question.candidates == ("江一帆", "白晓", "夏禾", "方志明")
    assert question.probabilities == (0.5, None, None, 0.3)
    assert question.reason == "这一段是谁说的，没有把握"
    at = Place.of(record.source.text, record.turns[3].span.start)
    assert question.answers[1] == (Merge(turn=at),)
    assert question.answers[3] == (Rename(turn=at, where="turn", person=Person(name="方志明")),)
    assert names(answered(record, question, "方志明")) == ["白晓", "江一帆", "白晓", "方志明", "白晓"]
    sure = answered(record, question, "江一帆")
    assert (names(sure), sure.questions()) == (names(record), [])


def test_what_hangs_on_an_answer_says_what_to_ask_first(make):
    record = make(
        (GUEST, {}),
        (attrs.evolve(GUEST, id="S4", name="白晓"), {"confidence": 0.7}),
        (GUEST, {}),
        (attrs.evolve(GUEST, id="S5", name="方志明"), {"confidence": 0.1}),
        (GUEST, {"confidence": 0.79}),
    )
    assert [(question.turns, question.reason) for question in record.questions()] == [
        ((1,), "这里是否换了人，没有把握"),  # 24 characters, a chance of .3
        ((3,), "这里是否换了人，没有把握"),  # 6 characters, .9
        ((4,), "这里是否换了人，没有把握"),
    ]
    assert [question.turns for question in record.questions(unsure=0.5)] == [(3,)]


def test_two_who_are_printed_alike_are_told_apart(make):
    one, two = Speaker(id="S1", surname="乔", title="主任"), Speaker(id="S2", surname="乔", title="主任")
    record = make((one, {}), (two, {"confidence": 0.2}), (one, {}), (two, {}), (one, {}))
    turn = next(question for question in record.questions() if question.kind == "turn")
    assert turn.candidates == ("乔主任", "乔主任（S1）")
    assert len(answered(record, turn, "乔主任（S1）").turns) == 3
