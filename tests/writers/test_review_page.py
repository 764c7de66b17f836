import base64
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import attrs
import pytest

from transcript import Edit, Span, parse_transcript, write_record
from transcript.cli import main
from transcript.writers.review_page import SCRIPTS, write_html

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "src" / "transcript" / "writers" / "review_page" / "assets"
RECORD = re.compile(r'<script type="application/json" id="record">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def spring():
    return parse_transcript(ROOT / "examples" / "spring.txt")


def embedded(page):
    return json.loads(RECORD.search(page)[1])


def test_the_page_holds_the_record(spring):
    data = embedded(write_html(spring))
    assert data["text"] == spring.source.text
    assert [(turn["start"], turn["end"], turn["speaker"]) for turn in data["blocks"]] == [
        (turn.span.start, turn.span.end, turn.speaker.id) for turn in spring.turns
    ]
    assert [(edit["start"], edit["after"], edit["reason"]) for edit in data["edits"]] == [
        (edit.span.start, edit.after, edit.reason) for edit in spring.edits
    ]
    assert ["录音时段", "00:05—01:28"] in data["facts"]
    assert data["source"] == {
        "sha256": hashlib.sha256(spring.source.text.encode()).hexdigest(),
        "characters": len(spring.source.text),
    }


def test_times_rise_with_the_text(spring):
    clock = embedded(write_html(spring))["clock"]
    assert clock == sorted(clock)
    assert [ms for _, ms in clock] == sorted(ms for _, ms in clock)
    assert clock[0] == [spring.turns[0].span.start, 5000]


def test_a_page_of_a_record_without_times_has_none(untimed):
    assert embedded(write_html(untimed))["clock"] == []


def test_the_view_is_kept(spring):
    assert [embedded(spring.to_html(view=view))["view"] for view in ("clean", "verbatim")] == ["clean", "verbatim"]


def test_only_its_own_script_may_run(spring):
    page = write_html(spring)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1]
    for tag in ("script", "style"):
        (text,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "http" not in re.sub(r"http-equiv|http://www\.w3\.org/2000/svg", "", page)


def test_words_never_end_the_script(hostile, record_of):
    for record in (hostile, record_of([("</script><img src=x>", "<!--<script>甲</script>\u2028\ud800乙")])):
        page = write_html(record)
        assert page.count("<script") == 2 == page.count("</script>")
        assert "<" not in RECORD.search(page)[1]
        assert embedded(page)["text"] == record.source.text
        assert page.encode("utf-8")


def test_the_title_is_text(record_of):
    record = record_of([("江一帆", "好。")])
    record = attrs.evolve(record, meeting=attrs.evolve(record.meeting, title="</title>\u202e<b>水利会</b>$data\x00"))
    page = write_html(record)
    assert "<title>&lt;/title&gt;&lt;b&gt;水利会&lt;/b&gt;$data\ufffd</title>" in page


def test_offsets_are_code_points(record_of):
    record = record_of([("江一帆", "𠮷村修渠")])
    edit = Edit(span=Span(1, 2), before="村", after="镇", kind="term", applied=False, reason="试")
    data = embedded(write_html(attrs.evolve(record, edits=(edit,))))
    assert (data["edits"][0]["start"], data["edits"][0]["end"]) == (1, 2)


def test_a_report_is_shown_by_its_parts():
    record = parse_transcript(ROOT / "seeds" / "000_5be14b635efe493f.txt")
    headings = [block["heading"] for block in embedded(write_html(record))["blocks"]]
    assert [heading for heading in headings if heading] == [s.heading for s in record.sections if s.heading]


def test_the_command_writes_pages(tmp_path, capsys):
    source = str(ROOT / "examples" / "spring.txt")
    assert main(["convert", source, "-o", str(tmp_path / "春.html")]) == 0
    assert main(["parse", source, "--html"]) == 0
    assert (tmp_path / "春.html").read_text(encoding="utf-8") == capsys.readouterr().out


def test_it_is_written_by_its_suffix(spring, tmp_path):
    write_record(spring, tmp_path / "a.htm")
    assert (tmp_path / "a.htm").read_text(encoding="utf-8") == spring.to_html()


def test_every_asset_is_part_of_the_page():
    assert sorted(path.name for path in ASSETS.glob("*.js")) == sorted(SCRIPTS)


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_parse(name):
    node = shutil.which("node")
    if not node:
        pytest.skip("there is no node")
    assert subprocess.run([node, "--check", str(ASSETS / name)], check=False).returncode == 0


def test_a_manuscript_has_no_turns_to_ask_about():
    record = parse_transcript(ROOT / "seeds" / "004_4c4c1350fb7f6556.txt")
    assert record.kind == "speech"
    assert embedded(write_html(record))["questions"] == []
