"""How far a row of files is: a bar on a terminal, elsewhere a line now and then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

Item = TypeVar("Item")

_CELLS = 24
_MOST_LINES = 100


def progress(items: Iterable[Item], *, total: int, stream: TextIO) -> Iterator[Item]:
    """Pass *items* on, showing on *stream* how many of *total* are done; a single one is not worth a bar."""
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
