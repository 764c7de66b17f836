import attrs
import pytest

from transcript import Decisions, Meeting, Person, parse_transcript
from transcript.model import Point
from transcript.reviewing import Place, RemovePoint, Rename, State
from transcript.text import Span


@pytest.fixture
def listed(meeting):
    """The meeting with a head: those present, one of them heard wrongly."""
    known = Meeting(title="春耕会", attendees=(Person(name="方志明", title="局长"), Person(surname="乔", title="主任")))
    return attrs.evolve(meeting, meeting=known)


def decide(record, *decisions, **more):
    return record.apply(Decisions.of(record, decisions), **more)


def test_a_renamed_speaker_is_renamed_among_those_present(listed, place):
    decided = decide(listed, Rename(turn=place("谢谢主持人"), person=Person(name="方自明")))
    assert decided.meeting.attendees == (Person(name="方自明", title="局长"), listed.meeting.attendees[1])
    assert "方志明" not in decided.to_markdown().split("## ")[0]
    assert "- **发言**：方自明" in decided.to_markdown()


def test_one_turn_renamed_leaves_the_others_of_the_speaker(listed, place):
    decided = decide(listed, Rename(turn=place("感谢方局长"), where="turn", person=Person(name="白晓")))
    assert decided.meeting.attendees == listed.meeting.attendees


def test_facts_are_stated_and_the_last_word_counts(listed):
    decided = decide(
        listed,
        State(fact="title", text="春耕推进会"),
        State(fact="start_date", text="2031-03-04"),
        State(fact="chair", people=(Person(name="江一帆", title="副县长"),)),
        State(fact="attendees", people=()),
        State(fact="place", text="县政府"),
        State(fact="place", text="县政府三楼会议室"),
    )
    facts = decided.to_markdown().split("## ")[0]
    assert "- **会议名称**：春耕推进会" in facts
    assert "- **时间**：2031年3月4日" in facts
    assert "- **主持人**：副县长 江一帆" in facts
    assert "- **地点**：县政府三楼会议室" in facts
    assert "出席" not in facts
    assert decide(decided, State(fact="place")).meeting.place is None


def test_stated_facts_are_saved_and_taken_into_the_parse(meeting):
    people = (Person(name="江一帆", title="副县长"), Person(name="白晓"))
    decisions = Decisions.of(meeting, [State(fact="attendees", people=people), State(fact="title", text="春耕会")])
    assert Decisions.from_json(decisions.to_json()) == decisions
    assert '"name": "白晓"\n' in decisions.to_json()
    assert parse_transcript(meeting.source.text, decisions=decisions).meeting.attendees == people


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"fact": "weather", "text": "雨"}, "'fact' must be in"),
        ({"fact": "title", "text": " "}, "text is empty"),
        ({"fact": "chair", "text": "江一帆"}, "stated by people"),
        ({"fact": "title", "people": ()}, "no list of people"),
        ({"fact": "chair", "people": ()}, "expected one person"),
        ({"fact": "start_date", "text": "三月四日"}, "isoformat"),
    ],
)
def test_a_fact_of_another_kind_is_refused(more, message):
    with pytest.raises(ValueError, match=message):
        State(**more)


def test_a_point_is_removed_and_those_inside_stay(meeting):
    at = meeting.source.text.index("去年收入")
    point = Point(span=Span(at, at + 12), depth=1, ordinal=1)
    inner = Point(span=Span(at + 4, at + 12), depth=2, ordinal=1)
    record = attrs.evolve(meeting, points=(point, inner))
    removed = RemovePoint(point=Place.of(meeting.source.text, at))
    assert decide(record, removed).points == (inner,)
    (problem,) = decide(meeting, removed, misfits="report").problems
    assert problem.message == f"第1项决定未执行：位置{at}处没有编号要点。"
