"""Atomic writes, the check that nothing overwrites an input, optional packages, and the progress of a command.

What is written goes to a file beside the target, reaches the disk, and takes the target's name: whoever finds the name finds all of it, also after a
crash, a kill or a full disk. What a killed process left behind ends in `PART` and is nobody's record.

No command writes to a file that it reads, nor the results of two inputs to one file: `check_targets` refuses before anything is written.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import unicodedata
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from stat import S_ISREG
from typing import IO, Any, TextIO, TypeVar

import regex

from transcript.errors import ExtraError, SourceError, WriteError

Item = TypeVar("Item")

PART = ".part"
# Of a bar on a terminal, and of a log.
_CELLS = 24
_MOST_LINES = 100  # lines of progress: one a per cent
# What `_replacing` calls its files; a file of somebody else that also ends in `PART` is not ours to delete.
_OURS = regex.compile(r"\.[0-9a-f]{16}\.part")


@contextmanager
def saving(path: Path) -> Iterator[IO[bytes]]:
    """Open a temporary file that becomes *path* when the block ends, and is deleted if the block fails.

    Folders on the way are made. What is no regular file (a pipe, a terminal) is written as it is.

    Args:
        path: The path.

    Yields:
        The file, open for writing bytes.

    Raises:
        SourceError: If it cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with saving(Path(folder) / "a" / "b.txt") as file:
    ...         _ = file.write("会议".encode())
    ...     (Path(folder) / "a" / "b.txt").read_text(encoding="utf-8")
    '会议'
    """
    try:
        kind = _kind(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        target = Path(os.path.realpath(path))  # a link stays a link
        if kind is not None and not S_ISREG(kind):
            with target.open("wb") as file:
                yield file
            return
        with _replacing(target) as file:
            yield file
    except OSError as error:
        if isinstance(error, SourceError):
            raise
        msg = f"cannot write the file: {error.strerror}"
        raise SourceError(msg, source=str(path)) from error


def _kind(path: Path) -> int | None:
    """The mode of what is at *path*, None if nothing is.

    Raises:
        OSError: If that cannot be told, as of a name that is too long or a loop of links.
    """
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise OSError(errno.EINVAL, str(error)) from error


def save(path: Path, data: bytes) -> None:
    """Write *data* to *path*, all or nothing.

    Args:
        path: The path.
        data: The bytes to write.

    Raises:
        SourceError: If it cannot be written.
    """
    with saving(path) as file:
        file.write(data)


def sweep(folder: Path) -> None:
    """Delete the temporary files that killed processes left in *folder*. No other process may be writing there.

    Args:
        folder: A folder.
    """
    for left in folder.glob(f".*{PART}"):
        if _OURS.fullmatch(left.name):
            with suppress(OSError):
                left.unlink()


def identity(path: str | Path | int) -> tuple[int, int] | None:
    """Identify what is at *path*: two names of one file have the same identity.

    Symbolic links are followed; hard links, and names that a file system takes for one name, have one identity.

    Args:
        path: A path, or the descriptor of an open file.

    Returns:
        Device and inode; None if nothing is there.
    """
    try:
        found = os.stat(path)  # noqa: PTH116 - of a number, too
    except (OSError, ValueError):  # a name with a NUL is a ValueError
        return None
    return found.st_dev, found.st_ino


def check_targets(targets: Iterable[Path], *, inputs: Iterable[str | Path | int]) -> None:
    """Refuse to overwrite an input, and to write two results to one file.

    Names that differ only in case, or in how accents are encoded, count as one: some file systems do not tell them apart.

    Args:
        targets: The files that will be written.
        inputs: Paths, or numbers of open files, that are read.

    Raises:
        WriteError: If a target is an input or another target; nothing has been written then.
    """
    read = {identity(path): path for path in inputs if isinstance(path, int) or os.path.isfile(path)}  # noqa: PTH113
    seen: dict[Hashable, Path] = {}
    for target in targets:
        here = identity(target) if os.path.isfile(target) else None  # noqa: PTH113 - never raises
        if here and here in read:
            msg = f"the output is the input {read[here]}: nothing was written; name another output"
            raise WriteError(msg, source=str(target))
        for key in filter(None, (here, _place(target))):
            if seen.setdefault(key, target) is not target:
                msg = f"two of the inputs would be written to one file and would overwrite each other: {seen[key]}"
                raise WriteError(msg, source=str(target))


def _place(target: Path) -> Hashable:
    """The folder and name of a file that need not exist yet, in one form for all spellings of the name."""
    folder, name = os.path.split(os.path.realpath(target))
    return identity(folder) or folded_name(folder), folded_name(name)


def ignores_case(path: Path) -> bool:
    """Tell whether the file system of *path* treats `A` and `a` as one name, judging by the existing folders above it.

    Args:
        path: The path.

    Returns:
        True if case is ignored.
    """
    for folder in (Path(os.path.realpath(path)) / "a").parents:
        here = identity(folder)
        if here and folder.name.swapcase() != folder.name:
            return identity(folder.with_name(folder.name.swapcase())) == here
    return os.path.normcase("A") == "a"


def folded_name(name: str) -> str:
    """Write a file name in one case and one Unicode form.

    Args:
        name: A file name.

    Returns:
        The name to compare.

    >>> folded_name("A.TXT") == folded_name("a.txt")
    True
    """
    return unicodedata.normalize("NFC", name.casefold())


@contextmanager
def _replacing(target: Path) -> Iterator[IO[bytes]]:
    part = target.with_name(f".{secrets.token_hex(8)}{PART}")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def require(module: str, *, extra: str) -> Any:
    """Import the module of an optional package.

    Args:
        module: As it is imported.
        extra: The extra of this package that installs it.

    Returns:
        The module.

    Raises:
        ExtraError: If it is not installed; it says how to install it.

    >>> require("no_such_package", extra="docx")
    Traceback (most recent call last):
    transcript.errors.ExtraError: no_such_package is not installed; it comes with: pip install 'transcript[docx]'
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        msg = f"{module} is not installed; it comes with: pip install 'transcript[{extra}]'"
        raise ExtraError(msg) from error


def progress(items: Iterable[Item], *, total: int, stream: TextIO) -> Iterator[Item]:
    """Pass *items* on and show on *stream* how many are done; a single item gets no bar.

    Args:
        items: What is done one by one.
        total: How many items there are.
        stream: Where the progress is shown.

    Yields:
        The items.
    """
    if total < 2:
        yield from items
        return
    done = 0
    for done, item in enumerate(items):
        _show(done, total, stream=stream)
        yield item
    _show(min(done + 1, total), total, stream=stream)


def _show(done: int, total: int, *, stream: TextIO) -> None:
    if stream.isatty():
        filled = _CELLS * done // total
        ending = "\n" if done == total else ""
        stream.write(f"\r[{'#' * filled}{'.' * (_CELLS - filled)}] {done}/{total}{ending}")
    elif done * _MOST_LINES // total > (done - 1) * _MOST_LINES // total >= 0:
        stream.write(f"{done}/{total}\n")
    stream.flush()
