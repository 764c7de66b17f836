"""The recipes of CONTRIBUTING.md, each tried on a copy of the package: a row or a file more, and the record is another."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from transcript import Lexicon, parse_transcript

ROOT = Path(__file__).parents[1]
MEETING = (
    "各位好，现在开会。下面请方志明局长发言。\n"
    "各位好，我说三件事。水渠要修，对吧对吧，石料要运。我就此打住。\n"
    "好，谢谢方局长的发言。散会。\n"
)
READER = """
from transcript.model import Problem
from transcript.text import Segment, SourceText, Span


def is_barred(text: str) -> bool:
    return text.startswith("#barred")


def read_barred(text: str, *, name: str | None = None) -> tuple[SourceText, tuple[Problem, ...]]:
    start = len("#barred|")
    head = Segment(span=Span(0, start), kind="markup")
    segments = (head, Segment(span=Span(start, len(text)), label="东岸"))
    return SourceText(text=text, segments=segments, format="barred", name=name), ()
"""
WRITER = """
from transcript.model import RecordView, View


def write_plain(record: RecordView, *, view: View = "clean") -> str:
    return "\\n".join(record.text_of(turn.span, view=view) for turn in record.turns) + "\\n"
"""


@pytest.fixture
def house(tmp_path):
    """A copy of the package that can be changed."""
    shutil.copytree(ROOT / "src" / "transcript", tmp_path / "transcript", ignore=shutil.ignore_patterns("__pycache__"))
    return House(tmp_path)


def shown(text, expression, **options):
    """What an expression about the record of a text is with the package as it stands."""
    record = parse_transcript(text, **options)
    return eval(expression, {"record": record})  # noqa: S307 - the expressions stand in this file


class House:
    def __init__(self, folder):
        self.folder = folder

    def add_row(self, table, *cells):
        path = self.folder / "transcript" / table
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write("\t".join(cells) + "\n")

    def add_file(self, name, text):
        (self.folder / "transcript" / name).write_text(text, encoding="utf-8")

    def replace(self, name, old, new):
        path = self.folder / "transcript" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def shows(self, text, expression, **options):
        """What an expression about the record of a text is, in a process with the changed package."""
        lines = (
            "import json, sys",
            "from transcript import Lexicon, parse_transcript",
            "text, options = json.load(sys.stdin)",
            "if 'lexicon' in options: options['lexicon'] = Lexicon.from_records(options['lexicon'])",
            "record = parse_transcript(text, **options)",
            f"print(json.dumps({expression}))",
        )
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", "\n".join(lines)]
        done = subprocess.run(
            command, input=json.dumps([text, options]), env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


def test_a_cue_that_is_added_is_a_reason_for_the_turn(house):
    reasons = "[item.cue for item in record.turns[2].evidence]"
    assert "close-here" not in shown(MEETING, reasons)
    pattern = r"我?就此打住[。！？，,!?\s]*"
    house.add_row("turns/cues.tsv", "close-here", "before", "0", "3.0", "1.5", pattern, "我就此打住。|好")
    assert "close-here" in house.shows(MEETING, reasons)


def test_a_title_that_is_added_is_that_of_the_speaker(house):
    text = MEETING.replace("方志明局长", "督渔方志明").replace("方局长", "方督渔")
    titles = "[speaker.title for speaker in record.speakers]"
    assert "督渔" not in shown(text, titles)
    house.add_row("people/titles.tsv", "督渔", "office")
    assert "督渔" in house.shows(text, titles)


def test_a_filler_that_is_added_goes(house):
    assert "对吧对吧" in shown(MEETING, "record.clean_text")
    house.add_row("cleaning/fillers.tsv", "对吧对吧，", "clause", r"\w", "", "0.95", "口头语")
    assert "水渠要修，石料要运。" in house.shows(MEETING, "record.clean_text")


def test_a_confusion_that_is_added_makes_a_correction(house):
    text = "昨天我们去了无竹湾，无竹湾的水渠修好了。今年再去无竹湾。"
    lexicon = [{"term": "苦竹湾"}]
    edits = "[edit.after for edit in record.edits if edit.kind == 'term']"
    assert shown(text, edits, lexicon=Lexicon.from_records(lexicon)) == []
    house.add_row("phonetics/confusions.tsv", "initial", "k", "", "0.1", "invented: 苦 / 无")
    assert set(house.shows(text, edits, lexicon=lexicon)) == {"苦竹湾"}


def test_a_layout_of_lines_that_is_added_is_read(house):
    text = "§江一帆§各位好，现在开会。\n§吴可§我说两句。\n§江一帆§好，散会。\n"
    labels = "[turn.speaker.label for turn in record.turns]"
    assert shown(text, labels) != ["江一帆", "吴可", "江一帆"]
    house.replace(
        "readers/line_layouts.py",
        "SPEAKER_LAYOUTS = (\n",
        'SPEAKER_LAYOUTS = (\n    *_layouts(("§name§", r"§(?P<label>[^§]{1,20})§", _if_marked)),\n',
    )
    assert house.shows(text, labels) == ["江一帆", "吴可", "江一帆"]


def test_a_reader_that_is_added_reads(house):
    text = "#barred|各位好，现在开会。"
    assert shown(text, "record.source.format") == "text"
    house.add_file("readers/barred.py", READER)
    house.replace(
        "readers/__init__.py",
        "READERS = (\n",
        'READERS = (\n    Reader(name="barred", shape="#barred on the first line", fits=barred.is_barred, read=barred.read_barred),\n',
    )
    house.replace(
        "readers/__init__.py",
        "from transcript.readers import asr_json,",
        "from transcript.readers import asr_json, barred,",
    )
    assert house.shows(text, "[record.source.format, record.turns[0].speaker.label]") == ["barred", "东岸"]


def test_a_writer_that_is_added_writes(house):
    house.add_file("writers/plain_lines.py", WRITER)
    house.replace(
        "writers/formats.py",
        "WRITERS = (\n",
        'WRITERS = (\n    Writer(name="lines", suffixes=(".lines",), write=write_plain),\n',
    )
    house.replace(
        "writers/formats.py",
        "from transcript.writers.record_tables",
        "from transcript.writers.plain_lines import write_plain\nfrom transcript.writers.record_tables",
    )
    assert house.shows("各位好，现在开会。", "record.to('lines')") == "各位好，现在开会。\n"


def test_weights_are_made_and_locked_by_one_command(house):
    """In a project of one recipe, whose script writes the table of fillers from its input."""
    for folder in ("scripts", "corpus/meetings", "corpus/introductions", "benchmarks", "data"):
        (house.folder / folder).mkdir(parents=True)
    write = lambda name, text: (house.folder / name).write_text(text, encoding="utf-8")  # noqa: E731
    shutil.copy(ROOT / "scripts" / "refit.py", house.folder / "scripts")
    write("corpus/build.py", "")
    write("corpus/said.txt", "对吧对吧，")
    write(
        "scripts/weights.toml",
        '[data]\n[fillers]\nwrites = ["transcript/cleaning/fillers.tsv"]\nrun = ["fit_fillers.py"]\ninputs = ["corpus/said.txt"]\n',
    )
    write(
        "scripts/fit_fillers.py",
        "from pathlib import Path\n"
        "root = Path(__file__).parents[1]\n"
        "word = (root / 'corpus' / 'said.txt').read_text(encoding='utf-8')\n"
        "row = '\\t'.join([word, 'clause', r'\\w', '', '0.95', '口头语'])\n"
        "(root / 'transcript' / 'cleaning' / 'fillers.tsv').write_text(row + '\\n', encoding='utf-8')\n"
        "print('1 row')\n",
    )
    command = [sys.executable, "scripts/refit.py", "fillers", "--data", "data"]
    subprocess.run(command, cwd=house.folder, check=True, capture_output=True)
    locked = json.loads((house.folder / "scripts" / "weights.lock.json").read_text(encoding="utf-8"))["fillers"]
    assert locked["figures"] == ["1 row"]
    assert set(locked["weights"]) == {"transcript/cleaning/fillers.tsv"}
    assert set(locked["scripts"]) == {"scripts/fit_fillers.py"}
    assert "水渠要修，石料要运。" in house.shows(MEETING, "record.clean_text")
