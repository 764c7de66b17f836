import io

import attrs
import docx
import pytest

from transcript import Decisions, MeetingRecord, parse_transcript
from transcript.edits import is_suggested_stop
from transcript.model import Edit, Meeting, Person, Point, Section, Speaker, Turn
from transcript.readers import read
from transcript.reviewing import Accept, Refuse
from transcript.text import Segment, SourceText, Span
from transcript.writers.minutes import SUGGESTS_STOPS, facts_of, paragraphs_of, parts_of, titled

RECORD = parse_transcript("大家好，现在开会。今天说修渠的事。")


def attending(*people: Person) -> str:
    return facts_of(attrs.evolve(RECORD, meeting=Meeting(attendees=people))).get("出席", "")


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        (Person(name="方志明", title="局长", organization="某局"), "某局局长 方志明"),
        (Person(name="方志明", title="老师", organization="某学院"), "某学院 方志明老师"),
        (Person(surname="方", title="总", organization="某公司"), "某公司 方总"),
        (Person(name="方志明"), "方志明"),
    ],
)
def test_a_title_stands_where_people_write_it(person: Person, shown: str):
    assert attending(person) == shown


def test_a_row_is_set_apart_by_a_mark_that_no_title_has():
    secretary = Person(name="方志明", title="县委副书记、县长")
    assert attending(secretary, Person(name="何一鸣")) == "县委副书记、县长 方志明；何一鸣"
    assert attending(Person(name="许建国"), Person(name="何一鸣")) == "许建国、何一鸣"


def test_a_speaker_known_by_surname_and_title_keeps_the_organisation():
    assert titled(Speaker(id="S2", surname="单", title="经理", organization="运营部")) == "运营部 单经理"
    assert titled(Speaker(id="S2", surname="单", title="经理")) == "单经理"


@pytest.mark.parametrize(("end", "below"), [(7, 4), (4, 4), (3, 0)])
def test_the_words_of_a_section_go_on_behind_a_heading_on_a_line_of_its_own(end: int, below: int):
    record = parse_transcript("水渠工程\n修好了。")
    section = Section(span=Span(0, end), heading="水渠工程")
    parts = [span for heading, span in parts_of(attrs.evolve(record, sections=(section,))) if heading]
    assert parts == [Span(below, end)]


BARE = (
    "各位领导大家下午好 今天我们开一个水渠建设的推进会 会议主要有两项内容 首先请水务站的站长汇报进展情况\n"
    "好的谢谢 这个月一共修了三公里水渠 主要的困难是石料运不上来 我的汇报就到这里 谢谢大家\n"
)


@pytest.fixture(scope="module")
def bare():
    """A record of speech without punctuation."""
    return parse_transcript(BARE)


@pytest.mark.parametrize("name", ["md", "cited", "docx"])
def test_suggested_ends_of_sentences_are_shown_in_brackets_and_told(bare: MeetingRecord, name: str):
    assert "我的汇报就到这里［。］" in words_of(bare, name, view="clean")
    assert SUGGESTS_STOPS in words_of(bare, name, view="clean")
    assert not {SUGGESTS_STOPS, "［。］"} & {words_of(bare, name, view="verbatim")}
    assert "［" not in words_of(bare, name, view="verbatim")


@pytest.mark.parametrize(("decide", "shown"), [(Accept, "好的谢谢。这个月"), (Refuse, "好的谢谢 这个月")])
def test_what_a_person_decided_about_them_is_no_suggestion(bare: MeetingRecord, decide: type, shown: str):
    stops = [decide(edit=edit) for edit in bare.edits if is_suggested_stop(edit)]
    record = bare.apply(Decisions.of(bare, stops))
    assert shown in record.to_markdown()
    assert "［" not in record.to_markdown()
    assert record.verbatim_text == bare.verbatim_text


def test_a_stop_before_a_point_in_the_same_line_ends_the_words_before_it():
    text = "我简单提两点要求第一要抓水渠第二要抓石料"
    stop = Edit(span=Span(8, 8), before="", after="。", kind="punctuation", applied=False, confidence=0.6)
    points = (Point(span=Span(8, 14), depth=1, ordinal=1), Point(span=Span(14, 20), depth=1, ordinal=2))
    source = SourceText(text=text, segments=(Segment(span=Span(0, 20)),))
    record = MeetingRecord(
        source=source, turns=(Turn(span=Span(0, 20), speaker=Speaker(id="S1")),), edits=(stop,), points=points
    )
    shown = [line.text for line in paragraphs_of(record, Span(0, 20), view="clean")]
    assert shown == ["我简单提两点要求［。］", "第一要抓水渠", "第二要抓石料"]


def test_the_lines_of_a_recorder_are_put_together_and_those_of_a_manuscript_are_not():
    said = "今年的水渠修得比去年早，各乡镇都按时开了工。\n" * 12
    turn = Turn(span=Span(0, len(said)), speaker=Speaker(id="S1"))
    source = read(said)[0]
    recorded = MeetingRecord(source=source, turns=(turn,))
    lengths = [len(line.text) for line in paragraphs_of(recorded, turn.span, view="clean")]
    assert lengths == [220, 44]
    assert len(list(paragraphs_of(recorded, turn.span, view="verbatim"))) == 12
    manuscript = MeetingRecord(source=source, turns=(turn,), kind="speech")
    assert len(list(paragraphs_of(manuscript, turn.span, view="clean"))) == 12


def words_of(record: MeetingRecord, name: str, *, view: str) -> str:
    if name != "docx":
        return record.to(name, view=view)
    return "\n".join(line.text for line in docx.Document(io.BytesIO(record.to("docx", view=view))).paragraphs)
