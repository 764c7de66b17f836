import attrs
import pytest

from transcript import parse_transcript
from transcript.model import Meeting, Person, Section, Speaker
from transcript.text import Span
from transcript.writers.minutes import facts_of, parts_of, titled

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
