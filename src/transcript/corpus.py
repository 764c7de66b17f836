"""Parse a folder of transcripts into a folder of records, with several processes, and resume where a run was stopped.

A task is a transcript and the path of its record; an outcome is yielded for each task as it is done. A record is written whole or not at all (`saving`), so a
record that exists is complete: the next run does the rest, and whatever has changed since. A file that makes its process fail or die costs only that file.
"""

from __future__ import annotations

import errno
import json
import os
import signal
from collections import Counter, deque
from collections.abc import Generator, Hashable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from functools import lru_cache
from hashlib import sha256
from importlib import metadata
from multiprocessing import get_context, parent_process
from pathlib import Path
from stat import S_ISREG
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TextIO

import attrs

from transcript.errors import TranscriptError, WriteError, printable
from transcript.files import check_targets, folded_name, identity, ignores_case, progress, save, sweep
from transcript.lexicon import Lexicon
from transcript.lexicon.lexicon_files import read_bytes
from transcript.model import View
from transcript.parse import parse_transcript
from transcript.writers.formats import find_writer, write_record

# In the folder of the records: the files that have none, and why.
PROBLEMS = "problems.tsv"
# In the folder of the records: how they were made.
_MADE = ".made.json"
# Tasks that wait for each process: it must never wait for us, and millions must not wait in memory.
_AHEAD = 4
# What numpy's libraries ask for how many threads they may start.
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
# Where no further record can be written either.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


@attrs.frozen(kw_only=True)
class Task:
    """A transcript and the file that its record goes to."""

    source: Path
    target: Path


@attrs.frozen(kw_only=True)
class Making:
    """The options with which every transcript of a corpus is read and written.

    Attributes:
        lexicon: A file of names and terms; each process opens it, a compiled one is mapped and shared.
        reader: The format of the transcripts, or "auto".
        writer: The format of the records.
        view: "clean" or "verbatim".
    """

    lexicon: Path | None = None
    reader: str = "auto"
    writer: str = "json"
    view: View = "clean"


@attrs.frozen(kw_only=True)
class Outcome:
    """The result of a task.

    Attributes:
        task: Which.
        error: Why there is no record; None if there is.
        problems: How many of each kind the record has.
        last: Whether nothing more can be written: the disk is full.
    """

    task: Task
    error: str | None = None
    problems: Mapping[str, int] = attrs.field(factory=dict)
    last: bool = False


@attrs.frozen(kw_only=True)
class Report:
    """The result of a run over a folder.

    Attributes:
        written: Records that were written.
        found: Records that were there already.
        failed: Outcomes of the files that have none.
        problems: How many of each kind the written records have.
        stopped: Whether it ended early because nothing more could be written.
    """

    written: int
    found: int
    failed: tuple[Outcome, ...]
    problems: Mapping[str, int]
    stopped: bool

    def __str__(self) -> str:
        odd = ", ".join(f"{kind} {count:,}" for kind, count in sorted(self.problems.items())) or "none"
        lines = [
            f"{self.written:,} records written, {self.found:,} were there, {len(self.failed):,} files failed",
            f"problems told in the records: {odd}",
        ]
        return "\n".join([*lines, "stopped: nothing more can be written; run it again to go on"][: 2 + self.stopped])


def parse_folder(folder: Path, *, output: Path, making: Making, jobs: int = 1, stream: TextIO) -> Report:
    """Parse the transcripts of a folder that have no record yet.

    Args:
        folder: Transcripts, in folders as deep as you like.
        output: Where the records go, in the same folders; `PROBLEMS` there lists the files that failed, each with its reason.
        making: How they are read and written.
        jobs: Processes.
        stream: Gets the progress, the failures and the report.

    Returns:
        The counts of the run.

    Raises:
        TranscriptError: If the folder, the lexicon or the format is none, or if the records would lie among the transcripts.
    """
    suffix = find_writer("", format=making.writer).suffixes[0]
    _refuse_nesting(folder, output)
    tasks, failed = find_tasks(folder, output=output, suffix=suffix)
    tasks, refused = _without_overwriting(tasks, folder=folder, output=output, lexicon=making.lexicon)
    failed += refused
    since = _settled(output, making)
    left = [task for task in tasks if not is_done(task, since=since)]
    problems: Counter[str] = Counter()
    written = 0
    with _shared(making, jobs=jobs) as ready:
        for outcome in progress(run(left, making=ready, jobs=jobs), total=len(left), stream=stream):
            problems.update(outcome.problems)
            written += outcome.error is None
            if outcome.error:
                failed.append(outcome)
    stopped = any(outcome.last for outcome in failed)
    report = Report(
        written=written, found=len(tasks) - len(left), failed=tuple(failed), problems=problems, stopped=stopped
    )
    stream.writelines(f"transcript: {outcome.error}\n" for outcome in failed)
    stream.write(f"{report}\n")
    if not stopped:
        _list_failures(failed, output / PROBLEMS)
    return report


def _refuse_nesting(folder: Path, output: Path) -> None:
    """Records in the folder of the transcripts would be the transcripts of the next run; a folder within it is left out of the walk."""
    inside, out = _real(folder), _real(output)
    if inside.is_relative_to(out):
        msg = f"the records cannot go to the folder of the transcripts or one above it: {folder}; name another folder"
        raise WriteError(msg, source=str(output))


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # unlike `resolve`, takes a loop of links for a name


def _without_overwriting(
    tasks: Sequence[Task], *, folder: Path, output: Path, lexicon: Path | None
) -> tuple[list[Task], list[Outcome]]:
    """The tasks whose records overwrite nothing that is read and no other record, and outcomes of the others.

    Links in the folder of the records may lead anywhere, and a file system may ignore the case of names.

    Raises:
        WriteError: If a file of the run itself would overwrite an input.
    """
    inputs = {identity(path): path for path in (*(task.source for task in tasks), *filter(None, (lexicon,)))}
    check_targets((output / PROBLEMS, output / _MADE), inputs=inputs.values())
    inside, out, folded = _real(folder), _real(output), ignores_case(output)
    taken: dict[Hashable, Path] = {}
    kept, refused = [], []
    for task in tasks:
        target, here = task.target, identity(task.target)
        place = target.parent, folded_name(target.name) if folded else target.name
        rival = inputs.get(here) if here else None
        for key in filter(None, (place, here)):
            rival = rival or taken.get(key)
            taken.setdefault(key, target)
        if rival or _is_among(target.parent, inside=inside, out=out):
            error = f"{printable(str(task.source))}: not written: its record {printable(str(target))} would {f'overwrite {rival}' if rival else 'become an input'}"
            refused.append(Outcome(task=task, error=error))
        else:
            kept.append(task)
    return kept, refused


@lru_cache(maxsize=1024)
def _is_among(folder: Path, *, inside: Path, out: Path) -> bool:
    """Return whether a folder of records is, by a link, one of the transcripts."""
    real = _real(folder)
    return real.is_relative_to(inside) and not real.is_relative_to(out)


def _list_failures(failed: Sequence[Outcome], path: Path) -> None:
    """A table of two columns, file and reason; what could part a name in two is escaped."""
    rows = sorted(
        f"{printable(str(outcome.task.source))}\t{' '.join((outcome.error or '').split())}\n" for outcome in failed
    )
    save(path, "".join(rows).encode("utf-8", "backslashreplace"))


@contextmanager
def _shared(making: Making, *, jobs: int) -> Iterator[Making]:
    """The same with a lexicon that several processes map into memory: compiled once, and not by each."""
    if making.lexicon is None or jobs == 1:
        yield making
        return
    with TemporaryDirectory() as folder:
        compiled = Path(folder) / "shared.lexicon"
        Lexicon.load(making.lexicon).save(compiled)
        yield attrs.evolve(making, lexicon=compiled)


def find_tasks(folder: Path, *, output: Path, suffix: str) -> tuple[list[Task], list[Outcome]]:
    """Find the files of a folder and of those below.

    So is one for what is no file (a pipe, a link to nothing) and for a link to a folder, which is not followed: it could lead back. Hidden files and
    *output* are left out. The record is called after the whole name of the file, since `a.txt` and `a.json` may lie
    side by side.

    Args:
        folder: The folder of transcripts.
        output: The folder of records.
        suffix: The suffix of records.

    Returns:
        A task for each file, in order, and an outcome for each folder that cannot be listed.
    """
    tasks: list[Task] = []
    refused: list[Outcome] = []

    def refuse(place: Path, why: str) -> None:
        refused.append(Outcome(task=Task(source=place, target=output), error=f"{printable(str(place))}: {why}"))

    def unlisted(error: OSError) -> None:
        refuse(Path(error.filename), f"cannot list the folder: {error.strerror}")

    for place, folders, files in os.walk(folder, onerror=unlisted):
        here = Path(place)
        folders[:] = sorted(name for name in folders if name[0] != "." and _real(here / name) != _real(output))
        for name in folders:
            if (here / name).is_symlink():
                refuse(here / name, "a link to a folder is not followed; read that folder by itself")
        for name in sorted(name for name in files if name[0] != "."):
            if (here / name).is_file():
                target = output / here.relative_to(folder) / f"{name}{suffix}"
                tasks.append(Task(source=here / name, target=target))
            else:
                refuse(here / name, "no file that can be read")
    return tasks, refused


def is_done(task: Task, *, since: int) -> bool:
    """Tell whether the record exists and is not older than the transcript and *since*.

    Args:
        task: The task.
        since: Nanoseconds of the file system's clock.

    Returns:
        True if the task need not run.
    """
    try:
        made = task.target.stat()
        return S_ISREG(made.st_mode) and made.st_mtime_ns >= max(since, task.source.stat().st_mtime_ns)
    except OSError:
        return False


def _settled(output: Path, making: Making) -> int:
    """Since when the records of a folder are made in this way; a file there says which, and is written anew when it changes."""
    lexicon = sha256(read_bytes(making.lexicon)).hexdigest() if making.lexicon else None
    made = {**attrs.asdict(making), "lexicon": lexicon, "version": _version()}
    path, data = output / _MADE, json.dumps(made, sort_keys=True).encode()
    if not path.exists() or path.read_bytes() != data:
        save(path, data)
    return path.stat().st_mtime_ns


def _version() -> str | None:
    try:
        return metadata.version("transcript")
    except metadata.PackageNotFoundError:  # run from its sources
        return None


def run(tasks: Sequence[Task], *, making: Making, jobs: int = 1) -> Generator[Outcome, None, None]:
    """Run tasks, and yield the outcome of each when it is known. Stop early if nothing more can be written.

    Args:
        tasks: Those to do.
        making: How.
        jobs: Processes; 1 works in this one.

    Yields:
        The outcomes, in the order in which they are known.

    Raises:
        TranscriptError: If the lexicon cannot be read.
    """
    folders = {task.target.parent for task in tasks}
    for folder in folders:
        sweep(folder)
    with closing(_run_here(tasks, making) if jobs == 1 else _run_beside(tasks, making, jobs)) as outcomes:
        for outcome in outcomes:
            yield outcome
            if outcome.last:
                break
    for folder in folders:
        sweep(folder)


def _run_here(tasks: Sequence[Task], making: Making) -> Generator[Outcome, None, None]:
    lexicon = _opened(making)
    for task in tasks:
        yield _done(task, making, lexicon)


def _opened(making: Making) -> Lexicon | None:
    return Lexicon.load(making.lexicon) if making.lexicon else None


def _done(task: Task, making: Making, lexicon: Lexicon | None) -> Outcome:
    try:
        record = parse_transcript(task.source, lexicon=lexicon, format=making.reader)
        write_record(record, task.target, format=making.writer, view=making.view)
    except TranscriptError as error:
        full = getattr(error.__cause__, "errno", None) in _FULL
        return Outcome(task=task, error=str(error), last=full)
    except Exception as error:  # noqa: BLE001 - a defect of ours: one file must not stop the others
        return Outcome(task=task, error=f"{printable(str(task.source))}: {type(error).__name__}: {error}")
    return Outcome(task=task, problems=Counter(problem.kind for problem in record.problems))


def _run_beside(tasks: Sequence[Task], making: Making, jobs: int) -> Generator[Outcome, None, None]:
    """Do tasks in *jobs* processes; those that were on the way when one died are done again, one by one, to find which it was."""
    _opened(making)  # what is wrong with it is told here, once
    with _one_thread_each():
        yield from _in_processes(tasks, making, jobs)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Processes that are started meanwhile do not each bring as many threads for their sums as the machine has cores."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def _in_processes(tasks: Sequence[Task], making: Making, jobs: int) -> Generator[Outcome, None, None]:
    waiting, suspects = deque(tasks), deque[Task]()
    while waiting or suspects:
        if suspects:
            died = yield from _until_one_dies(suspects, making, jobs=1, ahead=1)
            for task in died:
                yield Outcome(
                    task=task, error=f"{printable(str(task.source))}: its process died twice: killed, or out of memory"
                )
        else:
            suspects.extend((yield from _until_one_dies(waiting, making, jobs=jobs, ahead=_AHEAD)))


def _until_one_dies(
    tasks: deque[Task], making: Making, *, jobs: int, ahead: int
) -> Generator[Outcome, None, list[Task]]:
    """Do *tasks*, taking them from the left, until there are none or a process dies; returns those that were on the way."""
    under_way: dict[Future[Outcome], Task] = {}
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(making,))
    try:
        while tasks or under_way:
            while tasks and len(under_way) < jobs * ahead:
                under_way[pool.submit(_work, tasks[0])] = tasks[0]
                tasks.popleft()
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                outcome = future.result()
                del under_way[future]
                yield outcome
    except BrokenProcessPool:
        return list(under_way.values())
    finally:
        pool.shutdown(cancel_futures=True)
    return []


@attrs.define
class _Process:
    """The state of one worker process, set up when it starts."""

    making: Making
    lexicon: Lexicon | None


_process: list[_Process] = []


def _start(making: Making) -> None:
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C reaches all of a terminal's processes; the parent ends the others
    _process[:] = [_Process(making=making, lexicon=_opened(making))]
    Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    """End this process when its parent is killed: nobody waits for its work then."""
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _work(task: Task) -> Outcome:
    return _done(task, _process[0].making, _process[0].lexicon)
