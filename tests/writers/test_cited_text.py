from pathlib import Path

import pytest

from transcript import parse_transcript
from transcript.writers.cited_text import cited_spans, write_cited

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def spring():
    return parse_transcript(ROOT / "examples" / "spring.txt")


def test_facts_and_people_come_first_and_each_sentence_has_an_id(spring):
    lines = write_cited(spring).splitlines()
    assert lines[0] == "会议：青石县春耕工作推进会"
    assert "发言人：S1 主持人；S2 县农业农村局局长 钱穆之；S3 青石农商银行副行长 吴可" in lines
    at = lines.index("[T2] S2 县农业农村局局长 钱穆之（通报，00:21）")
    assert lines[at + 1] == "[T2.1] 各位领导，大家下午好。"
    assert lines[at + 2].startswith("[T2.2] 今年全县春耕面积23万亩，比去年增长9.5%")


def test_an_id_leads_back_to_the_source(spring):
    spans = cited_spans(spring)
    assert spans["T2.2"].slice(spring.source.text).startswith("今年全县春耕面积二十三万亩，比去年增长百分之九点五")
    assert list(spans) == [
        line[1:].split("]")[0] for line in write_cited(spring).splitlines() if "." in line.split("]")[0]
    ]


def test_all_words_are_there(spring):
    shown = "".join(
        line.split("] ", 1)[1]
        for line in write_cited(spring).splitlines()
        if line.startswith("[T") and "." in line.split("]")[0]
    )
    assert "".join(shown.split()) == "".join(spring.clean_text.split())


def test_a_report_is_cited_by_its_parts():
    record = parse_transcript(ROOT / "seeds" / "000_5be14b635efe493f.txt")
    assert all(key.startswith("P") for key in cited_spans(record))
    assert "[P1.1] " in write_cited(record) or "[P2.1] " in write_cited(record)


def test_hostile_words_stay_on_their_line(hostile):
    assert all(line.startswith("[") for line in write_cited(hostile).split("\n\n", 1)[1].strip().split("\n"))
