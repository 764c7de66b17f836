"""The `transcript` command: arguments in, public functions, exit codes.

Exit codes: 0 all inputs were read, 1 some were not (each is named on the error stream), 2 the arguments make no sense, 130 interrupted.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import attrs

from transcript.cli.arguments import parser
from transcript.cli.terminal import review_in_terminal
from transcript.corpus import Making, parse_folder
from transcript.errors import FormatError, SourceError, TranscriptError, WriteError
from transcript.files import check_targets, identity, progress, save
from transcript.lexicon import Lexicon
from transcript.lexicon.lexicon_files import read_bytes
from transcript.lexicon.participants import load_participants
from transcript.model import View
from transcript.parse import parse_transcript
from transcript.record import MeetingRecord
from transcript.reviewing import Decisions
from transcript.writers.formats import WRITERS, Writer, find_writer, write_record
from transcript.writers.record_tables import write_table

_SAVED = re.compile(rb'\s*\{\s*"schema_version"')
OK, FAILED, INTERRUPTED = 0, 1, 130  # 128 + SIGINT, as shells have it
_TABLES = frozenset({"", ".txt"})  # endings of the names of files that hold the table
_STDIN = 0  # file descriptor


@attrs.frozen
class _View:
    """A way to show a record; *write* also gets whether it is one of several."""

    suffix: str
    writer: str
    write: Callable[[MeetingRecord, bool], str]


def _table(record: MeetingRecord, several: bool) -> str:  # noqa: FBT001
    name = f"== {record.source.name}\n" if several else ""
    return name + write_table(record, width=shutil.get_terminal_size((100, 24)).columns)


def _json(record: MeetingRecord, several: bool) -> str:  # noqa: FBT001
    """One record is for reading; several are JSON Lines."""
    return record.to_json(indent=None if several else 2) + "\n"


def _markdown(record: MeetingRecord, several: bool) -> str:  # noqa: FBT001
    return record.to_markdown() + ("\n" if several else "")


def _html(record: MeetingRecord, several: bool) -> str:  # noqa: ARG001, FBT001
    return record.to_html()


_VIEWS = {
    "table": _View(".txt", "", _table),
    "json": _View(".json", "json", _json),
    "markdown": _View(".md", "md", _markdown),
    "html": _View(".html", "html", _html),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Args:
        argv: The arguments; None takes those of the process.

    Returns:
        The exit code: 0, 1 if an input failed, 2 for wrong arguments.
    """
    arguments = parser().parse_args(argv)
    _be_lenient(view=arguments.view)
    try:
        code: int = _COMMANDS[arguments.run](arguments)
    except TranscriptError as error:
        return _failed(error)
    except BrokenPipeError:
        # The reader of the output has closed it (head, less): no failure.
        _abandon_standard_output()
        return OK
    except KeyboardInterrupt:
        _abandon_standard_output()
        print("transcript: interrupted; every file that was written is whole", file=sys.stderr)
        return INTERRUPTED
    return code


def _abandon_standard_output() -> None:
    """Discard what could not be written: Python tries again, and complains, when it closes the stream."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _be_lenient(*, view: str) -> None:
    """A terminal or file that cannot show a character gets its escape: better than to fail half-way. JSON is UTF-8 (RFC 8259), and so is the page."""
    if sys.stderr is None:  # closed by the caller; `print` would take the standard output instead
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the process ends
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if view in {"json", "html"} and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _mine(arguments: argparse.Namespace) -> int:
    check_targets([arguments.output], inputs=arguments.paths)
    Lexicon.mine(arguments.paths).save(arguments.output)
    return OK


def _compile(arguments: argparse.Namespace) -> int:
    check_targets([arguments.output], inputs=[arguments.path])
    return _save(Lexicon.load(arguments.path), arguments.output)


def _learn(arguments: argparse.Namespace) -> int:
    check_targets([arguments.output], inputs=[arguments.lexicon, arguments.path, arguments.decisions])
    record, lexicon = _record(arguments)
    learned = (lexicon or Lexicon.from_records([])).learn(record, Decisions.load(arguments.decisions))
    return _save(learned, arguments.output)


def _save(lexicon: Lexicon, output: Path) -> int:
    lexicon.save(output)
    for problem in lexicon.problems:
        print(problem.message, file=sys.stderr)
    return OK


def _apply(arguments: argparse.Namespace) -> int:
    writer = find_writer(arguments.output, format="auto")
    inputs = (arguments.path, arguments.decisions, arguments.lexicon, arguments.template)
    check_targets([arguments.output], inputs=filter(None, inputs))
    record, _ = _record(arguments)
    decided = record.apply(Decisions.load(arguments.decisions), misfits=arguments.misfits)
    for problem in decided.problems[len(record.problems) :]:
        print(problem.message, file=sys.stderr)
    write_record(
        decided, arguments.output, format=writer.name, template=arguments.template, contents=arguments.contents
    )
    return OK


def _review(arguments: argparse.Namespace) -> int:
    """Ask in the terminal; what is decided is saved after each answer."""
    output = arguments.output or Path(arguments.path).with_suffix(".decisions.json")
    check_targets([output], inputs=filter(None, [arguments.path, arguments.lexicon]))
    record, _ = _record(arguments)
    before = Decisions.load(output) if output.exists() else Decisions.of(record, ())
    before.check_source(record.source)
    decisions = review_in_terminal(record, before=before, keep=lambda decided: decided.save(output))
    print(f"共 {len(decisions)} 项决定，保存在 {output}" if len(decisions) else "没有作出决定。")
    return OK


def _record(arguments: argparse.Namespace) -> tuple[MeetingRecord, Lexicon | None]:
    """The record that was decided about, saved or made again, and the lexicon."""
    lexicon = Lexicon.load(arguments.lexicon) if arguments.lexicon else None
    data = read_bytes(Path(arguments.path))
    saved = _SAVED.match(data)
    return MeetingRecord.from_json(data) if saved else parse_transcript(Path(arguments.path), lexicon=lexicon), lexicon


def _parse(arguments: argparse.Namespace) -> int:
    if _has_folders(arguments):
        return _parse_corpus(arguments, writer="md" if arguments.view == "markdown" else "json", view="clean")
    writer = _named_writer(arguments)
    if writer:
        return _write_each(arguments, writer)
    view = _VIEWS[arguments.view]
    several = len(arguments.paths) > 1
    targets = _targets(arguments, suffix=view.suffix)

    def show(record: MeetingRecord, number: int) -> None:
        _put(view.write(record, several), targets[number] if targets else None)

    return _each(arguments, show)


def _named_writer(arguments: argparse.Namespace) -> Writer | None:
    """The writer that the name of a single output asks for; None for a table, a folder, the standard output.

    Raises:
        WriteError: If the name means no format, or another than the view.
    """
    out = arguments.output
    if out is None or out.is_folder or len(arguments.paths) > 1:
        return None
    _targets(arguments, suffix="")
    named = any(out.path.name.lower().endswith(suffix) for writer in WRITERS for suffix in writer.suffixes)
    if arguments.view == "table":
        return find_writer(out.path) if named or out.path.suffix.lower() not in _TABLES else None
    if named and find_writer(out.path).name != _VIEWS[arguments.view].writer:
        msg = f"--{arguments.view} writes another format than {out.path.name} says: leave one of them out"
        raise WriteError(msg)
    return None


def _write_each(arguments: argparse.Namespace, writer: Writer) -> int:
    """Write the record of every input to its file."""
    targets = _targets(arguments, suffix=writer.suffixes[0])
    view: View = "verbatim" if arguments.view == "verbatim" else "clean"

    def write(record: MeetingRecord, number: int) -> None:
        write_record(
            record,
            targets[number],
            format=writer.name,
            view=view,
            template=arguments.template,
            contents=arguments.contents,
        )

    return _each(arguments, write)


def _convert(arguments: argparse.Namespace) -> int:
    writer = find_writer(arguments.output.path, format=arguments.to or "auto")
    if _has_folders(arguments):
        return _parse_corpus(arguments, writer=writer.name, view=arguments.view)
    if len(arguments.paths) > 1 and not arguments.to:
        msg = "several inputs go into a folder: name the format with --to"
        raise WriteError(msg)
    return _write_each(arguments, writer)


def _targets(arguments: argparse.Namespace, *, suffix: str) -> list[Path]:
    """Return what each input becomes; nothing for the standard output.

    Raises:
        WriteError: If that would overwrite an input or another target.
    """
    out, paths = arguments.output, arguments.paths
    named = (
        arguments.lexicon,
        arguments.participants,
        arguments.diarization,
        arguments.decisions,
        arguments.template,
    )
    read = (*(_STDIN if path == "-" else path for path in paths), *named)
    inputs = [path for path in read if path is not None]
    if out is None:
        _refuse_standard_output(inputs)
        return []
    in_folder = out.is_folder or len(paths) > 1
    targets = [out.path / f"{_stem(path)}{suffix}" if in_folder else out.path for path in paths]
    check_targets(targets, inputs=inputs)
    return targets


def _refuse_standard_output(inputs: Sequence[str | int]) -> None:
    """`>> a.txt` would append to what is being read, and then read that, too."""
    try:
        here = identity(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):  # closed, or not a stream of the system
        return
    if here and any(here == identity(path) and os.path.isfile(path) for path in inputs):  # noqa: PTH113
        msg = "the output is an input: nothing was written; name another output"
        raise WriteError(msg)


def _stem(path: str) -> str:
    return "stdin" if path == "-" else Path(path).stem


def _each(arguments: argparse.Namespace, do: Callable[[MeetingRecord, int], None]) -> int:
    """Read every input and *do* something with it and its number; one that fails does not stop the others."""
    if len(arguments.paths) > 1 and (arguments.diarization or arguments.decisions):
        name = "--diarization says who spoke in one recording" if arguments.diarization else "--decisions are about one"
        msg = f"{name}: give one input"
        raise FormatError(msg)
    decisions = Decisions.load(arguments.decisions) if arguments.decisions else None
    lexicon = Lexicon.load(arguments.lexicon) if arguments.lexicon else None
    participants = load_participants(Path(arguments.participants)) if arguments.participants else None
    diarization = Path(arguments.diarization) if arguments.diarization else None
    code = OK
    for number, path in enumerate(progress(arguments.paths, total=len(arguments.paths), stream=sys.stderr)):
        try:
            do(
                parse_transcript(
                    _source(path),
                    lexicon=lexicon,
                    participants=participants,
                    format=arguments.format,
                    diarization=diarization,
                    decisions=decisions,
                ),
                number,
            )
        except TranscriptError as error:
            code = _failed(error)
    return code


def _has_folders(arguments: argparse.Namespace) -> bool:
    return any(os.path.isdir(path) for path in arguments.paths)  # noqa: PTH112 - never raises


def _parse_corpus(arguments: argparse.Namespace, *, writer: str, view: View) -> int:
    """Read the transcripts of one folder that have no record yet."""
    told = arguments.diarization or arguments.decisions or arguments.participants
    if len(arguments.paths) > 1 or arguments.output is None or told:
        msg = "a folder of transcripts is read alone, without --diarization, --decisions or --participants, and its records go to a folder: -o OUT"
        raise WriteError(msg)
    lexicon = Path(arguments.lexicon) if arguments.lexicon else None
    making = Making(lexicon=lexicon, reader=arguments.format, writer=writer, view=view)
    report = parse_folder(
        Path(arguments.paths[0]), output=arguments.output.path, making=making, jobs=arguments.jobs, stream=sys.stderr
    )
    return FAILED if report.failed or report.stopped else OK


def _failed(error: TranscriptError) -> int:
    print(f"transcript: {error}", file=sys.stderr)
    return FAILED


def _source(path: str) -> bytes | Path:
    """Return what to parse.

    Raises:
        SourceError: If the standard input cannot be read.
    """
    if path != "-":
        return Path(path)
    if sys.stdin is None:
        msg = "cannot read the standard input: it is closed"
        raise SourceError(msg)
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        msg = f"cannot read the standard input: {error.strerror}"
        raise SourceError(msg) from error


def _put(text: str, target: Path | None) -> None:
    """Write to a file, or to the standard output.

    Raises:
        SourceError: If that is full or closed.
    """
    if target is not None:
        save(target, text.encode("utf-8", errors="backslashreplace"))
        return
    if sys.stdout is None:
        msg = "cannot write to the standard output: it is closed"
        raise SourceError(msg)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _abandon_standard_output()
        msg = f"cannot write to the standard output: {error.strerror}"
        raise SourceError(msg) from error


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "parse": _parse,
    "convert": _convert,
    "apply": _apply,
    "review": _review,
    "mine": _mine,
    "compile": _compile,
    "learn": _learn,
}
