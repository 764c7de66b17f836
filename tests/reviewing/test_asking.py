import attrs
import pytest

from transcript import DecisionError, Edit, MeetingRecord, Segment, SourceText, Span, review
from transcript.edits import with_texts
from transcript.model import Speaker, Turn
from transcript.reviewing import Accept, Refuse, Replace
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
