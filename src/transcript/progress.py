"""How far a row of files is: a bar on a terminal, a line a file elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO, TypeVar

Item = TypeVar("Item")

_CELLS = 24


def progress(items: Sequence[Item], *, stream: TextIO) -> Iterator[Item]:
    """Pass *items* on, showing on *stream* how many are done; a single one is not worth a bar."""
    if len(items) < 2:
        yield from items
        return
    for done, item in enumerate(items):
        _show(done, len(items), stream=stream)
        yield item
    _show(len(items), len(items), stream=stream)


def _show(done: int, total: int, *, stream: TextIO) -> None:
    if stream.isatty():
        filled = _CELLS * done // total
        ending = "\n" if done == total else ""
        stream.write(f"\r[{'#' * filled}{'.' * (_CELLS - filled)}] {done}/{total}{ending}")
    elif done:
        stream.write(f"{done}/{total}\n")
    stream.flush()
