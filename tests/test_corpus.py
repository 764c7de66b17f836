"""A run over a folder: whatever happens to files, processes and the disk, what is there is whole, and the next run does the rest."""

import errno
import io
import os
import signal
import subprocess
import sys
import time
from multiprocessing import active_children

import pytest

from transcript import MeetingRecord, SourceError, WriteError, parse_transcript
from transcript.cli import main
from transcript.corpus import PROBLEMS, Making, parse_folder, run
from transcript.corpus import find_tasks as find
from transcript.files import PART

MEETING = "发言人1 00:0{}\n各位好，现在开会。\n发言人2 00:31\n好，我讲两点。一是种{}亩地。谢谢大家。\n"
BROKEN = '{"segments": [{"start": 1, "text": "好'


@pytest.fixture
def folder(tmp_path):
    """Eight meetings in two folders, and a broken file."""
    for number in range(8):
        path = tmp_path / "in" / "甲乙"[number % 2] / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(MEETING.format(number, number), encoding="utf-8")
    (tmp_path / "in" / "乙" / "1.json").write_text(BROKEN, encoding="utf-8")
    return tmp_path / "in"


def made(folder, **options):
    stream = io.StringIO()
    report = parse_folder(folder, output=folder.parent / "out", making=Making(**options), stream=stream)
    return report, stream.getvalue()


def records(folder):
    return sorted((folder.parent / "out").rglob("*.txt.json"))


def check_all(folder):
    """Every record is there, whole, and the one of its transcript; nothing else is."""
    for path in folder.rglob("*.txt"):
        target = folder.parent / "out" / path.relative_to(folder).with_name(f"{path.name}.json")
        assert MeetingRecord.from_json(target.read_bytes()) == parse_transcript(path)
    assert len(records(folder)) == 8
    assert not list((folder.parent / "out").rglob(f"*{PART}"))


def test_a_bad_file_does_not_stop_the_rest_and_is_listed_with_its_reason(folder):
    report, told = made(folder)
    check_all(folder)
    assert (report.written, report.found, len(report.failed), report.stopped) == (8, 0, 1, False)
    listed = (folder.parent / "out" / PROBLEMS).read_text(encoding="utf-8")
    assert listed.startswith(f"{folder / '乙' / '1.json'}\t1.json:1:36: format 'json': broken JSON")
    assert "is the file cut off" in told
    assert "8 records written, 0 were there, 1 files failed" in told


def test_a_second_run_does_the_rest_and_what_has_changed(folder):
    made(folder)
    records(folder)[0].unlink()
    os.utime(folder / "甲" / "2.txt", (time.time() + 9,) * 2)
    report, _ = made(folder)
    assert (report.written, report.found) == (2, 6)
    check_all(folder)


def test_other_settings_or_another_lexicon_make_all_anew(folder):
    made(folder)
    lexicon = folder.parent / "a.csv"
    lexicon.write_text("term\n种子\n", encoding="utf-8")
    assert [made(folder, lexicon=lexicon)[0].written for _ in range(2)] == [8, 0]
    lexicon.write_text("term\n水渠\n", encoding="utf-8")
    assert [made(folder, lexicon=lexicon)[0].written for _ in range(2)] == [8, 0]
    assert made(folder, view="verbatim")[0].written == 8


def test_a_fault_of_the_lexicon_is_told_at_once(folder):
    with pytest.raises(SourceError):
        made(folder, lexicon=folder / "无.toml")
    assert not records(folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes in folders")
def test_what_cannot_be_read_is_listed(folder):
    (folder / "link.txt").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe.txt")  # reading it would wait forever
    report, _ = made(folder)
    assert sorted(outcome.task.source.name for outcome in report.failed) == ["1.json", "link.txt", "pipe.txt"]


def test_the_output_may_lie_in_the_folder(folder):
    for _ in range(2):
        report = parse_folder(folder, output=folder / "out", making=Making(), stream=io.StringIO())
    assert (report.written, report.found) == (0, 8)


@pytest.mark.parametrize("output", [".", "..", "甲/../", "same"])
def test_records_never_lie_among_the_transcripts(folder, output, capsys):
    (folder.parent / "same").symlink_to(folder)
    before = sorted(folder.parent.rglob("*"))
    out = folder.parent / "same" if output == "same" else folder / output
    assert main(["convert", str(folder), "--to", "md", "-o", str(out)]) == 1
    assert "name another folder" in capsys.readouterr().err
    assert sorted(folder.parent.rglob("*")) == before


def test_links_back_to_the_transcripts_are_not_written_through(folder):
    (folder.parent / "out").mkdir()
    (folder.parent / "out" / "乙").symlink_to(folder / "乙")
    (folder.parent / "out" / "甲").mkdir()
    (folder.parent / "out" / "甲" / "0.txt.json").symlink_to(folder / "甲" / "2.txt")
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    report, _ = made(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before
    assert (report.written, len(report.failed)) == (3, 6)
    assert all("its record" in outcome.error for outcome in report.failed)


def test_a_list_of_failures_that_is_a_link_to_an_input_stops_the_run(folder):
    (folder.parent / "out").mkdir()
    (folder.parent / "out" / PROBLEMS).symlink_to(folder / "甲" / "0.txt")
    with pytest.raises(WriteError, match="the output is the input"):
        made(folder)
    assert (folder / "甲" / "0.txt").read_text(encoding="utf-8").startswith("发言人1")


def test_records_whose_names_differ_in_case_alone(folder, monkeypatch):
    (folder / "甲" / "b.txt").write_text(MEETING.format(1, 1), encoding="utf-8")
    (folder / "甲" / "B.txt").write_text(MEETING.format(2, 2), encoding="utf-8")
    monkeypatch.setattr("transcript.corpus.ignores_case", lambda _: True)
    report, _ = made(folder)
    assert [outcome.task.source.name for outcome in report.failed] == ["b.txt", "1.json"]


def test_a_link_to_a_folder_is_listed_and_not_followed(folder):
    (folder / "丙").symlink_to(folder / "甲")
    report, _ = made(folder)
    assert "not followed" in "".join(outcome.error for outcome in report.failed)
    check_all(folder)


def test_names_part_no_row_of_the_list(folder):
    (folder / "甲" / "a\tb\nc.json").write_text(BROKEN, encoding="utf-8")
    made(folder)
    rows = (folder.parent / "out" / PROBLEMS).read_text(encoding="utf-8").splitlines()
    assert [len(row.split("\t")) for row in rows] == [2, 2]
    assert rows[1].startswith(f"{folder}/甲/a\\tb\\nc.json\t") or rows[0].startswith(f"{folder}/甲/a\\tb\\nc.json\t")


def test_a_full_disk_stops_the_run_and_nothing_half_written_counts(folder, monkeypatch):
    synced, fsync = [], os.fsync

    def full(handle):
        synced.append(handle)
        if len(synced) > 4:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        report, told = made(folder)
    assert report.stopped
    assert "No space left on device" in told
    assert report.written == len(records(folder)) == 3  # the settings were the first of the four
    assert made(folder)[0].written == 5
    check_all(folder)


def test_the_folder_of_records_goes_away(folder):
    tasks, _ = find(folder, output=folder.parent / "out", suffix=".json")
    for number, _ in enumerate(run(tasks, making=Making())):
        if number == 4:
            for path in sorted((folder.parent / "out").rglob("*"), reverse=True):
                path.unlink() if path.is_file() else path.rmdir()
            (folder.parent / "out").rmdir()
    made(folder)
    check_all(folder)


def test_what_a_killed_run_left_is_no_record(folder):
    (folder.parent / "out" / "甲").mkdir(parents=True)
    (folder.parent / "out" / "甲" / f".{'0' * 16}{PART}").write_bytes(b'{"schema_version"')
    made(folder)
    check_all(folder)


def test_a_killed_worker_loses_and_doubles_nothing(folder):
    tasks, _ = find(folder, output=folder.parent / "out", suffix=".json")
    outcomes = []
    for outcome in run(tasks, making=Making(), jobs=2):
        outcomes.append(outcome)
        if len(outcomes) == 2:
            os.kill(active_children()[0].pid, signal.SIGKILL)
    assert sorted(outcome.task.source for outcome in outcomes) == sorted(task.source for task in tasks)
    assert [outcome.task.source.name for outcome in outcomes if outcome.error] == ["1.json"]
    check_all(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="children are found in /proc")
def test_a_killed_run_takes_its_workers_with_it_and_the_next_does_the_rest(folder):
    command = [
        sys.executable,
        "-m",
        "transcript",
        "parse",
        str(folder),
        "-o",
        str(folder.parent / "out"),
        "--jobs",
        "2",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        process.stderr.readline()
        children = [int(pid) for pid in children_of(process.pid)]
        process.kill()
        process.stderr.read()  # ends when the last of them is gone
    assert children
    until = time.monotonic() + 20
    while any(alive(pid) for pid in children) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(alive(pid) for pid in children)
    before = len(records(folder))
    assert made(folder)[0].written == 8 - before
    check_all(folder)


def children_of(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:  # noqa: PTH123
        return file.read().split()


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_command(folder, capsys):
    out = folder.parent / "out"
    assert main(["parse", str(folder), "-o", str(out), "--jobs", "2"]) == 1
    assert "8 records written" in capsys.readouterr().err
    check_all(folder)
    (folder / "乙" / "1.json").unlink()
    assert main(["convert", str(folder), "-o", str(out), "--to", "vtt"]) == 0
    assert (out / "甲" / "0.txt.vtt").read_text(encoding="utf-8").startswith("WEBVTT")
    assert main(["parse", str(folder)]) == 1
    assert "-o OUT" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["parse", str(folder), "-o", str(out), "--jobs", "0"])
