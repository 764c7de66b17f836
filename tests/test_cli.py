import io
import subprocess
import sys
from pathlib import Path

import pytest

import transcript
from transcript import Decisions, Lexicon, MeetingRecord, parse_transcript
from transcript.cli import main
from transcript.files import progress
from transcript.reviewing import Merge, Place, Replace

MEETING = "春耕推进会\n\n\n\n00:10\n\n各位好，现在开会。下面有请县农业局局长江一帆同志发言。\n\n00:31\n\n各位领导，我讲两点。谢谢大家。\n"


@pytest.fixture
def meeting(tmp_path):
    path = tmp_path / "会议.txt"
    path.write_text(MEETING, encoding="utf-8")
    return path


def run(*arguments, **options):
    command = [sys.executable, "-m", "transcript", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=60, check=False, **options)


def test_parse_prints_a_table_of_turns(meeting, capsys):
    assert main(["parse", str(meeting)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("春耕推进会\n")
    assert "时间" in out
    assert "00:10" in out


def test_one_bad_input_does_not_stop_the_others(meeting, capsys):
    assert main(["parse", str(meeting.parent / "无.txt"), str(meeting)]) == 1
    out, err = capsys.readouterr()
    assert "== 会议.txt" in out
    assert "无.txt: cannot read the file" in err
    assert "Traceback" not in err


def test_a_known_suffix_is_that_format(meeting):
    for name, begins in (
        ("a.docx", b"PK"),
        ("a.srt", b"1\n"),
        ("a.html", b"<!doctype"),
        ("a.csv", b"\xef\xbb\xbf"),
        ("a.json", b"{"),
    ):
        assert main(["parse", str(meeting), "-o", str(meeting.parent / name)]) == 0
        assert (meeting.parent / name).read_bytes().startswith(begins), name


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "a.doc"], "no format for a file of this name; expected one that ends in: .md, .docx"),
        (["-o", "a.pdf"], "no format for a file of this name"),
        (["--json", "-o", "a.docx"], "--json writes another format than a.docx says"),
        (["--markdown", "-o", "a.html"], "--markdown writes another format"),
    ],
)
def test_what_a_name_promises_is_written_or_refused(meeting, capsys, monkeypatch, arguments, message):
    monkeypatch.chdir(meeting.parent)
    assert main(["parse", str(meeting), *arguments]) == 1
    assert message in capsys.readouterr().err
    assert [path.name for path in meeting.parent.iterdir()] == ["会议.txt"]


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"transcript {transcript.__version__}\n"


def test_review_asks_and_saves_and_goes_on(meeting, capsys, monkeypatch):
    kept = meeting.with_suffix(".decisions.json")
    monkeypatch.setattr("sys.stdin", io.StringIO("欧阳朔\nq\n"))
    assert main(["review", str(meeting)]) == 0
    assert "这位是谁" in capsys.readouterr().out
    assert len(Decisions.load(kept)) == 1
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["review", str(meeting)]) == 0
    assert "共 1 项决定" in capsys.readouterr().out
    assert main(["parse", str(meeting), "--decisions", str(kept)]) == 0
    assert "欧阳朔" in capsys.readouterr().out


def test_output_goes_to_a_file_or_a_folder(meeting, capsys):
    assert main(["parse", str(meeting), "-o", str(meeting.parent / "出" / "表.txt")]) == 0
    other = meeting.with_name("又.txt")
    other.write_text(MEETING, encoding="utf-8")
    assert main(["parse", str(meeting), str(other), "-o", str(meeting.parent / "多")]) == 0
    assert (meeting.parent / "出" / "表.txt").read_text(encoding="utf-8").startswith("春耕推进会")
    assert sorted(path.name for path in (meeting.parent / "多").iterdir()) == ["会议.txt", "又.txt"]
    assert not capsys.readouterr().out


def test_a_slash_names_a_folder_for_a_single_input_too(meeting):
    assert main(["parse", str(meeting), "--json", "-o", f"{meeting.parent}/records/"]) == 0
    assert (meeting.parent / "records" / "会议.json").is_file()


def test_a_folder_that_cannot_be_made(meeting, capsys):
    assert main(["parse", str(meeting), "-o", f"{meeting}/records/"]) == 1
    assert "cannot write the file" in capsys.readouterr().err


def test_an_output_that_cannot_be_written(meeting, capsys):
    assert main(["parse", str(meeting), "-o", str(meeting / "x")]) == 1
    assert "cannot write the file" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["parse"], ["shout"], ["parse", "--format", "vhs", "x"]])
def test_wrong_arguments_are_two(arguments):
    with pytest.raises(SystemExit, match="2"):
        main(arguments)


def test_the_module_reads_the_standard_input():
    done = run("parse", "-", input=MEETING.encode("gb18030"))
    assert done.returncode == 0
    assert "春耕推进会" in done.stdout.decode()


def test_a_reader_that_closes_early_is_no_failure(meeting):
    code = "import subprocess, sys; p = subprocess.Popen([sys.executable, '-m', 'transcript', 'parse', *sys.argv[1:]], stdout=subprocess.PIPE, stderr=subprocess.PIPE); p.stdout.close(); err = p.stderr.read(); sys.exit(p.wait() or 'Error' in err.decode())"
    assert subprocess.run([sys.executable, "-c", code, str(meeting)], timeout=60, check=False).returncode == 0


def test_an_output_that_knows_no_chinese(meeting):
    done = run("parse", meeting, env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": ":".join(sys.path)})
    assert done.returncode == 0
    assert rb"\u6625" in done.stdout


def test_json_is_read_back_whatever_the_terminal_knows(meeting):
    done = run("parse", meeting, "--json", env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": ":".join(sys.path)})
    assert MeetingRecord.from_json(done.stdout) == parse_transcript(meeting)


def test_several_records_are_json_lines(meeting, capsys):
    assert main(["parse", "--json", str(meeting), str(meeting)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert MeetingRecord.from_json(first) == MeetingRecord.from_json(second)


def test_markdown(meeting, capsys):
    assert main(["parse", "--markdown", str(meeting)]) == 0
    assert capsys.readouterr().out == parse_transcript(meeting).to_markdown()


def test_a_lexicon_is_read_once_and_its_faults_are_told(meeting, capsys):
    words = meeting.parent / "词.txt"
    words.write_text("江一凡\n", encoding="utf-8")
    assert main(["parse", "--markdown", "--lexicon", str(words), str(meeting)]) == 0
    assert "江一凡" in capsys.readouterr().out
    assert main(["parse", "--lexicon", str(meeting.parent / "无.csv"), str(meeting)]) == 1
    assert "无.csv" in capsys.readouterr().err


def test_convert_writes_the_format_of_the_suffix(meeting):
    assert main(["convert", str(meeting), "-o", str(meeting.parent / "出.vtt")]) == 0
    assert "<v 主持人>各位好" in (meeting.parent / "出.vtt").read_text(encoding="utf-8")
    assert main(["convert", str(meeting), "-o", str(meeting.parent / "出.json"), "--verbatim"]) == 0
    assert MeetingRecord.from_json((meeting.parent / "出.json").read_bytes()) == parse_transcript(meeting)


def test_convert_several_into_a_folder(meeting, capsys):
    other = meeting.with_name("又.txt")
    other.write_text("江一帆：各位好。\n吴可：好。\n", encoding="utf-8")
    assert main(["convert", str(meeting), str(other), "-o", str(meeting.parent / "出"), "--to", "srt"]) == 1
    assert [path.name for path in (meeting.parent / "出").iterdir()] == ["会议.srt"]
    assert "又.txt: format 'srt' needs times" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["会议.txt", "-o", "a.xyz"], "expected one that ends in: .md, .docx"),
        (["会议.txt", "又.txt", "-o", "a.srt"], "name the format with --to"),
        (["会议.txt", "出/会议.txt", "-o", "a", "--to", "srt"], "would overwrite each other"),
    ],
)
def test_convert_explains_what_it_cannot_do(meeting, capsys, monkeypatch, arguments, message):
    monkeypatch.chdir(meeting.parent)
    assert main(["convert", *arguments]) == 1
    assert message in capsys.readouterr().err
    assert [path.name for path in meeting.parent.iterdir()] == ["会议.txt"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["parse", "会议.txt", "-o", "./"],
        ["parse", "会议.txt", "-o", "会议.txt"],
        ["parse", "会议.txt", "--markdown", "-o", "硬链接.md"],
        ["convert", "会议.txt", "-o", "软链接.md"],
        ["parse", "会议.txt", "--lexicon", "词.toml", "-o", "词.toml"],
        ["parse", "会议.txt", "--decisions", "决定.json", "--json", "-o", "决定.json"],
        ["lexicon", "compile", "词.toml", "-o", "词.toml"],
        ["lexicon", "mine", "会议.txt", "-o", "软链接.md"],
        ["lexicon", "learn", "词.toml", "会议.txt", "决定.json", "-o", "决定.json"],
        ["apply", "会议.txt", "决定.json", "-o", "决定.json"],
    ],
)
def test_no_command_overwrites_what_it_reads(meeting, capsys, monkeypatch, arguments):
    monkeypatch.chdir(meeting.parent)
    meeting.with_name("硬链接.md").hardlink_to(meeting)
    meeting.with_name("软链接.md").symlink_to("会议.txt")
    meeting.with_name("词.toml").write_text('[[person]]\nterm = "江一帆"\n', encoding="utf-8")
    Decisions.of(parse_transcript(meeting), []).save(meeting.with_name("决定.json"))
    before = {path.name: path.read_bytes() for path in meeting.parent.iterdir()}
    assert main(arguments) == 1
    assert "the output is the input" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in meeting.parent.iterdir()} == before


@pytest.mark.parametrize("names", [("会议.txt", "会议.srt"), ("a.txt", "A.srt"), ("\u00e9.txt", "e\u0301.srt")])
def test_two_inputs_never_go_to_one_file(meeting, capsys, monkeypatch, names):
    monkeypatch.chdir(meeting.parent)
    for name in names:
        meeting.with_name(name).write_text(MEETING, encoding="utf-8")
    assert main(["parse", *names, "--json", "-o", "出/"]) == 1
    assert "would overwrite each other" in capsys.readouterr().err
    assert not meeting.with_name("出").exists()


def test_the_standard_output_may_not_be_the_input(meeting):
    with meeting.open("ab") as out:
        done = subprocess.run(
            [sys.executable, "-m", "transcript", "parse", str(meeting)], stdout=out, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert b"the output is an input" in done.stderr
    assert meeting.read_text(encoding="utf-8") == MEETING


def test_a_lexicon_is_drafted_from_documents_and_compiled(tmp_path, capsys):
    report = tmp_path / "纪要.txt"
    report.write_text("石桥市林业局局长乔若川出席会议并讲话。", encoding="utf-8")
    assert main(["lexicon", "mine", str(report), "-o", str(tmp_path / "词.toml")]) == 0
    assert main(["lexicon", "compile", str(tmp_path / "词.toml"), "-o", str(tmp_path / "词.lexicon")]) == 0
    assert [entry.term for entry in Lexicon.load(tmp_path / "词.lexicon")] == ["乔若川", "石桥市林业局"]
    assert not capsys.readouterr().out


def test_compiling_tells_what_is_odd(tmp_path, capsys):
    words = tmp_path / "词.csv"
    words.write_text("term,heard_as\n惠民通,服务\n", encoding="utf-8")
    assert main(["lexicon", "compile", str(words), "-o", str(tmp_path / "词.lexicon")]) == 0
    assert "误听形式本身是常用词" in capsys.readouterr().err


@pytest.mark.parametrize("output", ["纪要.txt/词.toml", "纪要.txt/词.lexicon"])
def test_a_lexicon_that_cannot_be_written(tmp_path, capsys, output):
    report = tmp_path / "纪要.txt"
    report.write_text("石桥市林业局局长乔若川出席会议并讲话。", encoding="utf-8")
    assert main(["lexicon", "mine", str(report), "-o", str(tmp_path / output)]) == 1
    assert "cannot write the file" in capsys.readouterr().err


def test_voices_label_one_input(meeting, capsys):
    voices = meeting.with_suffix(".rttm")
    voices.write_text(
        "SPEAKER a 1 0 30 <NA> <NA> 甲 <NA> <NA>\nSPEAKER a 1 31 9 <NA> <NA> 乙 <NA> <NA>\n", encoding="utf-8"
    )
    assert main(["parse", "--json", "--diarization", str(voices), str(meeting)]) == 0
    record = MeetingRecord.from_json(capsys.readouterr().out)
    assert [turn.speaker.label for turn in record.turns] == ["甲", "乙"]
    assert main(["parse", "--diarization", str(voices), str(meeting), str(meeting)]) == 1
    assert "give one input" in capsys.readouterr().err


def test_only_one_view(meeting):
    with pytest.raises(SystemExit, match="2"):
        main(["parse", "--json", "--markdown", str(meeting)])


def test_progress_counts_more_than_one():
    stream = io.StringIO()
    assert list(progress("ab", total=2, stream=stream)) == ["a", "b"]
    assert stream.getvalue() == "1/2\n2/2\n"
    assert list(progress("a", total=1, stream=stream)) == ["a"]
    assert stream.getvalue() == "1/2\n2/2\n"


def test_progress_on_a_terminal_is_a_bar():
    stream = io.StringIO()
    stream.isatty = lambda: True
    list(progress("ab", total=2, stream=stream))
    assert stream.getvalue().endswith(f"\r[{'#' * 24}] 2/2\n")


@pytest.fixture
def decided(tmp_path):
    """A transcript, and a file of decisions about it: one fits, one does not if *odd*."""

    def made(*, odd=False):
        path = tmp_path / "会议.txt"
        path.write_text("00:05\n\n我们到时桥镇看了看。\n", encoding="utf-8")
        record = parse_transcript(path)
        wrong = [Merge(turn=Place(at=0, words="00"))] if odd else []
        written = [Replace(start=10, end=13, before="时桥镇", after="石桥镇"), *wrong]
        Decisions.of(record, written).save(tmp_path / "决定.json")
        return path, tmp_path / "决定.json"

    return made


def test_decisions_are_applied_to_a_transcript_or_a_saved_record(decided, tmp_path):
    path, decisions = decided()
    (tmp_path / "会议.json").write_text(parse_transcript(path).to_json(indent=2), encoding="utf-8")
    for number, source in enumerate((path, tmp_path / "会议.json")):
        out = tmp_path / f"{number}.json"
        assert main(["apply", str(source), str(decisions), "-o", str(out)]) == 0
        assert "我们到石桥镇看了看。" in MeetingRecord.from_json(out.read_bytes()).clean_text


def test_decisions_that_do_not_fit_are_told(decided, tmp_path, capsys):
    path, decisions = decided(odd=True)
    out = tmp_path / "记录.md"
    assert main(["apply", str(path), str(decisions), "-o", str(out)]) == 1
    assert "$.decisions[1]: no turn begins at 0" in capsys.readouterr().err
    assert not out.exists()
    assert main(["apply", str(path), str(decisions), "-o", str(out), "--misfits", "report"]) == 0
    assert "第2项决定未执行" in capsys.readouterr().err
    assert "石桥镇" in out.read_text(encoding="utf-8")


def test_a_lexicon_learns_from_decisions(decided, tmp_path, capsys):
    path, decisions = decided()
    (tmp_path / "词表.toml").write_text('[[place]]\nterm = "柳溪村"\n', encoding="utf-8")
    out = tmp_path / "新词表.toml"
    assert main(["lexicon", "learn", str(tmp_path / "词表.toml"), str(path), str(decisions), "-o", str(out)]) == 0
    assert [(entry.term, entry.heard_as) for entry in Lexicon.load(out)] == [("柳溪村", ()), ("石桥镇", ("时桥镇",))]
    assert main(["lexicon", "learn", str(out), str(path), str(out), "-o", str(tmp_path / "又.toml")]) == 1
    assert "not JSON" in capsys.readouterr().err


def test_participants_name_who_is_only_called_by_surname(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, listed = tmp_path / "a.txt", tmp_path / "who.txt"
    source.write_text(
        "现在开会。下面请方局长发言。各位领导，大家好，我汇报三件事。第一件，春耕备种。我的发言完毕，谢谢大家。谢谢方局长。今天的会议到此结束。",
        encoding="utf-8",
    )
    listed.write_text("局长 方志明 县农业农村局\n", encoding="utf-8")
    assert main(["parse", str(source), "--participants", str(listed)]) == 0
    assert "方志明" in capsys.readouterr().out


def test_a_list_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, listed = tmp_path / "a.txt", tmp_path / "who.txt"
    source.write_text("现在开会。", encoding="utf-8")
    listed.write_text("今天天气不错呀\n", encoding="utf-8")
    assert main(["parse", str(source), "--participants", str(listed)]) == 1
    assert "who.txt:1:1: expected a person" in capsys.readouterr().err


LONG = "长" * 100  # 300 bytes, where file systems end at 255


@pytest.mark.parametrize(
    "arguments",
    [
        ["parse", f"{LONG}.txt", "会议.txt", "-o", "出"],
        ["parse", "会议.txt", "-o", f"{LONG}.txt"],
        ["parse", "会议.txt", "-o", f"{LONG}/a.txt"],
        ["parse", "会议.txt", "--lexicon", f"{LONG}.toml"],
        ["parse", "会议.txt", "-o", "圈"],
        ["parse", "圈", "会议.txt", "-o", "出"],
        ["convert", "会议.txt", "-o", "圈", "--to", "md"],
        ["lexicon", "mine", "会议.txt", "-o", "圈"],
    ],
)
def test_names_that_no_file_can_have(meeting, capsys, monkeypatch, arguments):
    monkeypatch.chdir(meeting.parent)
    meeting.with_name("圈").symlink_to("圈")
    assert main(arguments) == 1
    err = capsys.readouterr().err
    assert "name too long" in err or "symbolic links" in err
    assert meeting.with_name("圈").is_symlink()
    if arguments[-1] == "出":
        assert meeting.with_name("出").joinpath("会议.txt").is_file()  # the other input is done


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize(
    ("path", "redirection", "message"),
    [
        ("会议.txt", "> /dev/full", b"cannot write to the standard output: No space left"),
        ("会议.txt", ">&-", b"cannot write to the standard output: it is closed"),
        ("无.txt", "2>&-", b""),
    ],
)
def test_streams_that_are_full_or_closed(meeting, path, redirection, message):
    command = ["/bin/sh", "-c", f"exec {sys.executable} -m transcript parse {path} {redirection}"]
    done = subprocess.run(command, cwd=meeting.parent, capture_output=True, check=False)
    assert done.returncode == 1
    assert message in done.stderr
    assert b"Traceback" not in done.stderr
    assert not done.stdout


def test_an_interrupt_is_no_traceback(meeting, capsys, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("transcript.cli.parse_transcript", interrupted)
    monkeypatch.setattr("transcript.cli._abandon_standard_output", lambda: None)
    assert main(["parse", str(meeting)]) == 130
    assert capsys.readouterr().err == "transcript: interrupted; every file that was written is whole\n"


def test_names_on_the_error_stream_move_no_cursor(tmp_path, capsys):
    assert main(["parse", str(tmp_path / "a\x1b[2J\nb.txt")]) == 1
    assert "a\\x1b[2J\\nb.txt: cannot read" in capsys.readouterr().err
