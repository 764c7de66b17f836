"""What SECURITY.md promises, where a test can tell."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
# The hook sees every socket that Python opens, whoever asks for it, and cannot be taken away again.
GUARDED = """
import sys, os
def guard(event, arguments):
    if event.startswith("socket."):
        os.write(2, f"{event} {arguments}".encode())
        os._exit(70)
sys.addaudithook(guard)
from pathlib import Path
from tempfile import TemporaryDirectory
from transcript import Lexicon, MeetingRecord, TranscriptError, WriteError, parse_transcript, write_record
from transcript.writers.formats import WRITERS
lexicon = Lexicon.load(Path("examples/seed003.lexicon.toml"))
paths = [Path("examples/spring.txt"), *sorted(Path("tests/readers/samples").glob("*.[jtvs]*"))]
with TemporaryDirectory() as out:
    for path in paths:
        if ".expected" in path.name:
            continue
        try:
            record = parse_transcript(path, lexicon=lexicon)
        except TranscriptError:
            continue
        assert MeetingRecord.from_json(record.to_json()) == record
        if path.name not in {"spring.txt", "teams.vtt"}:
            continue  # what a writer does is the same whatever reader read it
        for writer in WRITERS:
            try:
                write_record(record, Path(out) / "a", format=writer.name)
            except WriteError:
                pass
print("done")
"""


def guarded(script):
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)


def test_nothing_opens_a_connection():
    done = guarded(GUARDED)
    assert (done.stdout.strip(), done.stderr) == ("done", "")


def test_the_guard_sees_a_connection():
    head = GUARDED.partition("from pathlib")[0]
    assert guarded(f"{head}\nimport socket; socket.create_connection(('127.0.0.1', 9))").returncode == 70


def test_nothing_is_unpickled_or_evaluated():
    called = re.compile(r"\b(?:pickle|marshal|shelve|subprocess)\b|\b(?:eval|exec|os\.system)\(|allow_pickle=True")
    sources = (ROOT / "src").rglob("*.py")
    assert [path.name for path in sources if called.search(path.read_text(encoding="utf-8"))] == []
