import attrs
import pytest

from transcript import (
    Candidate,
    DecisionError,
    Decisions,
    Edit,
    Meeting,
    MeetingRecord,
    Person,
    Segment,
    SourceText,
    Span,
    review,
)
from transcript.edits import with_texts
from transcript.model import Speaker, Turn
from transcript.reviewing import Accept, Merge, Place, Refuse, Rename, Replace
from transcript.text import Moment

TEXT = "我们到摄银网点，说三千二百。红娘产业好"


def edit(before, after, *, applied=False, confidence=0.5, **more):
    start = TEXT.index(before)
    span = Span(start, start + len(before))
    more = {"kind": "term", "reason": "读音相近"} | more
    return Edit(span=span, before=before, after=after, applied=applied, confidence=confidence, **more)


@pytest.fixture
def make():
    """A record of one turn with the given edits."""

    def made(*edits):
        span = Span(0, len(TEXT))
        source = SourceText(text=TEXT, segments=(Segment(span=span),), clock=(Moment(offset=0, ms=5_000),))
        turns = (Turn(span=span, speaker=Speaker(id="S1", name="乔若川")),)
        return MeetingRecord(source=source, turns=with_texts(turns, source=source, edits=edits), edits=edits)

    return made


class Reviewer:
    """Answers by number of candidate and remembers what it was asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.batches = []

    def __call__(self, doubts):
        self.batches.append(list(doubts))
        return [
            answer if answer is None or isinstance(answer, str) else doubt.candidates[answer]
            for doubt, answer in zip(doubts, (self.answers.pop(0) for _ in doubts), strict=True)
        ]


def test_a_doubt_says_all_there_is_to_know(make):
    reviewer = Reviewer(None)
    assert len(review(make(edit("摄银", "社银")), reviewer=reviewer, context=3)) == 0
    assert reviewer.batches == [[attrs.evolve(reviewer.batches[0][0])]]
    (doubt,) = reviewer.batches[0]
    assert (doubt.left, doubt.text, doubt.right) == ("我们到", "摄银", "网点，")
    assert (doubt.candidates, doubt.kind, doubt.reason) == (("摄银", "社银"), "term", "读音相近")
    assert (doubt.speaker, doubt.start_ms >= 5_000) == ("乔若川", True)


def test_a_candidate_is_accepted_and_the_words_as_they_stand_refuse_it(make):
    record = make(edit("摄银", "社银"), edit("红娘", "红粮"))
    decisions = review(record, reviewer=Reviewer("社银", "红娘"))
    assert list(decisions) == [Accept(edit=record.edits[0]), Refuse(edit=record.edits[1])]
    assert record.apply(decisions).clean_text == TEXT.replace("摄银", "社银")


def test_what_is_sure_or_decided_or_gave_way_is_not_asked(make):
    sure = edit("三千二百", "3200", applied=True, confidence=0.97, kind="number")
    refused = edit("红娘", "红粮", confidence=0.0)
    gave_way = edit("产业", "铲业", yields_to=Span(0, 1))
    reviewer = Reviewer(1)
    record = make(sure, refused, gave_way, edit("摄银", "社银"))
    review(record, reviewer=reviewer)
    assert [doubt.text for batch in reviewer.batches for doubt in batch] == ["摄银"]


def test_an_applied_edit_is_asked_about_when_it_is_less_sure(make):
    record = make(edit("摄银", "社银", applied=True, confidence=0.7))
    reviewer = Reviewer("摄银")
    assert list(review(record, reviewer=reviewer)) == [Refuse(edit=record.edits[0])]
    assert reviewer.batches[0][0].candidates == ("社银", "摄银")
    assert len(review(record, reviewer=Reviewer(), unsure=0.6)) == 0


def test_edits_that_lie_on_one_another_are_one_question(make):
    standing = edit("网点", "站点", applied=True, confidence=0.97)
    record = make(edit("摄银", "社银"), edit("摄银网点", "社银网点"), standing)
    reviewer = Reviewer("社银网点")
    decisions = review(record, reviewer=reviewer)
    assert reviewer.batches[0][0].candidates == ("摄银站点", "摄银网点", "社银站点", "社银网点")
    assert record.apply(decisions).clean_text == TEXT.replace("摄银", "社银")


def test_the_runner_up_is_a_candidate(make):
    record = make(edit("红娘", "红粮", runner_up="红酿"))
    decisions = review(record, reviewer=Reviewer("红酿"))
    assert list(decisions) == [
        Refuse(edit=record.edits[0]),
        Replace(start=14, end=16, before="红娘", after="红酿", kind="term"),
    ]
    assert record.apply(decisions).clean_text.endswith("红酿产业好")


def test_own_words_need_leave(make):
    record = make(edit("红娘", "红粮"))
    with pytest.raises(
        DecisionError, match=r"answered '红良' to '红娘' at 14; expected one of: '红娘', '红粮', or None \(words="
    ):
        review(record, reviewer=Reviewer("红良"))
    decisions = review(record, reviewer=Reviewer("红良"), words="free")
    assert record.apply(decisions).clean_text.endswith("红良产业好")


def test_doubts_come_in_batches(make):
    record = make(edit("摄银", "社银"), edit("红娘", "红粮"), edit("说", "硕"))
    reviewer = Reviewer(0, None, 1)
    assert len(review(record, reviewer=reviewer, batch=2)) == 2
    assert [len(batch) for batch in reviewer.batches] == [2, 1]


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (None, "must return a list of answers, one for each of the 1 questions; it returned None"),
        ("社银", "must return a list of answers"),
        ({"摄银": "社银"}, "must return a list of answers"),
        ([], "returned 0 answers to 1 questions"),
        (["社银", "社银"], "returned 2 answers to 1 questions"),
        ([1], "must be a text or None, found int: 1"),
        ([True], "must be a text or None, found bool"),
        ([""], "answered '' to '摄银'"),
    ],
)
def test_what_is_no_answer_is_refused(make, answers, message):
    with pytest.raises(DecisionError, match=message):
        review(make(edit("摄银", "社银")), reviewer=lambda _: answers)


def test_a_reviewer_that_fails_is_not_hidden(make):
    def fail(_):
        raise TimeoutError

    with pytest.raises(TimeoutError):
        review(make(edit("摄银", "社银")), reviewer=fail)


@pytest.mark.parametrize("wrong", [{"words": "any"}, {"batch": 0}, {"context": -1}])
def test_wrong_arguments_are_refused(make, wrong):
    with pytest.raises(ValueError, match="expected words to be one of candidates, free"):
        review(make(), reviewer=Reviewer(), **wrong)


def test_what_was_decided_is_not_asked_again(make):
    record = make(edit("摄银", "社银"), edit("红娘", "红粮"))
    decided = record.apply(review(record, reviewer=Reviewer("社银", "红娘")))
    assert len(review(decided, reviewer=Reviewer())) == 0


PARTS = ("现在开会。", "我汇报水利工作，去年修了三条渠，今年再修两条。", "谢谢。", "我补充一点。", "好，散会。")
HOST = Speaker(id="S1", role="host")
GUEST = Speaker(id="S2", name="江一帆", title="局长")
OTHER = Speaker(id="S3", surname="乔", title="主任")


@pytest.fixture
def make_turns():
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
def meeting(make_turns):
    """An unnamed host, a named guest with one unsure turn, and somebody known by surname and title."""
    return make_turns((HOST, {}), (GUEST, {}), (HOST, {}), (OTHER, {}), (HOST, {}), attendees=("江一帆", "白晓"))


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


def test_an_unsure_turn_has_its_candidates_the_speaker_before_and_those_present(make_turns):
    maybe = (
        Candidate(speaker="S2", name="江一帆", probability=0.5),
        Candidate(speaker="", name="方志明", probability=0.3),
    )
    unsure = {"speaker_confidence": 0.5, "candidates": maybe}
    bai = Speaker(id="S1", name="白晓")
    record = make_turns((bai, {}), (GUEST, {}), (bai, {}), (GUEST, unsure), (bai, {}), attendees=("夏禾",))
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


def test_what_hangs_on_an_answer_says_what_to_ask_first(make_turns):
    record = make_turns(
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


def test_two_who_are_printed_alike_are_told_apart(make_turns):
    one, two = Speaker(id="S1", surname="乔", title="主任"), Speaker(id="S2", surname="乔", title="主任")
    record = make_turns((one, {}), (two, {"confidence": 0.2}), (one, {}), (two, {}), (one, {}))
    turn = next(question for question in record.questions() if question.kind == "turn")
    assert turn.candidates == ("乔主任", "乔主任（S1）")
    assert len(answered(record, turn, "乔主任（S1）").turns) == 3


def test_the_suggested_stops_of_a_line_are_one_question(make):
    def stop(at):
        return Edit(span=Span(at, at), before="", after="。", kind="punctuation", applied=False, confidence=0.7)

    record = make(stop(7), stop(13), edit("三千二百", "3200", applied=True, kind="number", confidence=0.99))
    (question,) = [one for one in record.questions() if one.kind == "punctuation"]
    assert question.candidates == ("我们到摄银网点，说三千二百", "我们到摄银网点。，说三千二百。")
    split = record.apply(Decisions.of(record, question.decisions(question.candidates[1])))
    assert split.clean_text == "我们到摄银网点。，说3200。。红娘产业好"
    kept = record.apply(Decisions.of(record, question.decisions(question.candidates[0])))
    assert kept.clean_text == record.clean_text
    assert not [one for one in kept.questions() if one.kind == "punctuation"]


def test_an_unnamed_speaker_of_one_unsure_turn_is_one_question_about_that_turn(make_turns):
    voice = Speaker(id="S9", role="guest")
    record = make_turns((GUEST, {}), (OTHER, {}), (GUEST, {}), (voice, {"speaker_confidence": 0.3}), (GUEST, {}))
    question = next(one for one in record.questions() if 3 in one.turns)
    assert (question.kind, question.turns) == ("speaker", (3,))
    assert [one.turns for one in record.questions()].count((3,)) == 1
    at = Place.of(record.source.text, record.turns[3].span.start)
    assert question.decisions("白晓", words="free") == (Rename(turn=at, where="turn", person=Person(name="白晓")),)
    assert question.decisions("江一帆") == (Merge(turn=at),)


def test_a_long_line_is_asked_about_in_parts_that_begin_where_the_last_ended():
    text = "今年的水渠修得比去年早" * 90
    stops = [
        Edit(span=Span(at, at), before="", after="。", kind="punctuation", applied=False, confidence=0.7)
        for at in range(22, len(text), 22)
    ]
    source = SourceText(text=text, segments=(Segment(span=Span(0, len(text))),))
    questions = MeetingRecord(source=source, edits=tuple(stops)).questions()
    assert [question.span.start for question in questions] == [0, 396, 792]
    assert "".join(question.text for question in questions) == text[: stops[-1].span.end]
    assert sum(len(question.answers[1]) for question in questions) == len(stops)
