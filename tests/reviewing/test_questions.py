import pytest

from transcript import DecisionError, parse_transcript
from transcript.reviewing.decisions import Accept, Refuse, Replace
from transcript.reviewing.questions import UNSURE, word_questions

SPOKEN = "农村支付工作开了两次会。" * 9 + "今年要谋划好农村致富工作的路径。"


@pytest.fixture(scope="module")
def question():
    record = parse_transcript(SPOKEN, clean=())
    (found,) = word_questions(record, unsure=1.0, context=6)
    return found


def test_a_question_shows_the_place_and_the_choices(question):
    assert question.kind == "term"
    assert question.text in question.candidates
    assert len(question.candidates) == 2
    assert question.left == SPOKEN[question.span.start - 6 : question.span.start]
    assert not question.is_about_people


def test_each_answer_is_a_decision(question):
    (right,) = (answer for answer in question.candidates if answer != question.text)
    assert [type(one) for one in question.decisions(right)] == [Accept]
    assert [type(one) for one in question.decisions(question.text)] == [Refuse]


def test_own_words_only_where_they_are_let(question):
    with pytest.raises(DecisionError):
        question.decisions("支付结算")
    (own,) = [one for one in question.decisions("支付结算", words="free") if isinstance(one, Replace)]
    assert own.after == "支付结算"


def test_what_is_sure_is_not_asked():
    record = parse_transcript("共有三百二十一户。")
    assert record.edits
    assert word_questions(record, unsure=0.0, context=6) == []
    assert 0 < UNSURE < 1
