"""Files that are there whole or not at all.

What is written goes to a file beside the target, reaches the disk, and takes the target's name: whoever finds the name finds all of it, also after a
crash, a kill or a full disk. What a killed process left behind ends in `PART` and is nobody's record.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from transcript.errors import SourceError

PART = ".part"


@contextmanager
def saving(path: Path) -> Iterator[IO[bytes]]:
    """A file to write, which becomes *path* when the block ends, and is gone if the block fails.

    Folders on the way are made. What is no regular file (a pipe, a terminal) is written as it is.

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
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.resolve()  # a link stays a link
        if target.exists() and not target.is_file():
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


def save(path: Path, data: bytes) -> None:
    """Write *data* to *path*, all or nothing.

    Raises:
        SourceError: If it cannot be written.
    """
    with saving(path) as file:
        file.write(data)


def sweep(folder: Path) -> None:
    """Take away what killed processes left in *folder*; nobody else may be writing there."""
    for left in folder.glob(f".*{PART}"):
        with suppress(OSError):
            left.unlink()


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
