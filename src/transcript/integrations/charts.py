"""Who spoke how long, and when: two charts of a record.

They come with the extra `charts` (matplotlib). Names are Chinese, and matplotlib's own font has no Chinese: the charts look for an installed one that has,
and where there is none they warn and show the speakers by their ids instead of rows of empty boxes.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transcript.files import require
from transcript.model import Speaker, Turn
from transcript.record import MeetingRecord
from transcript.writers.minutes import single_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Fonts with simplified and traditional characters, those made for screens first.
FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Hiragino Sans GB",
    "Heiti SC",
    "SimHei",
    "Noto Sans CJK JP",  # of the collection, matplotlib knows this name alone; it has the others' characters, too
    "Noto Serif CJK SC",
    "Noto Serif CJK JP",
    "Droid Sans Fallback",
    "Arial Unicode MS",
    "SimSun",
)
_MINUTE = 60_000  # milliseconds
_LONGEST_NAME = 20  # characters of a label
_INCHES_A_SPEAKER = 0.32  # height of a bar with its gap


def draw_talk_time(record: MeetingRecord, *, ax: Axes | None = None, font: str | Path | None = None) -> Axes:
    """Draw how long each speaker has the floor: a bar each, in minutes, or in characters where the source has no time.

    Args:
        record: One with turns.
        ax: Where to draw; None makes a new figure of pyplot.
        font: The file or the name of a font for the names; None looks for one of `FONTS`.

    Returns:
        The axes.

    Raises:
        ExtraError: If matplotlib is not installed.
        ValueError: If the record has no turns.
    """
    speakers = _speakers(record)
    timed = _is_timed(record)
    sizes = dict.fromkeys((speaker.id for speaker in speakers), 0.0)
    for turn in record.turns:
        sizes[turn.speaker.id] += _minutes(turn) if timed else len(turn.text)
    axes = _axes(ax, rows=len(speakers))
    axes.barh(range(len(speakers)), list(sizes.values()), color="tab:blue")
    axes.set_xlabel("min" if timed else "characters")
    return _with_names(axes, speakers, font=font)


def draw_timeline(record: MeetingRecord, *, ax: Axes | None = None, font: str | Path | None = None) -> Axes:
    """Draw who has the floor when: a row for each speaker, a bar for each turn, over minutes, or over characters where the source has no time.

    Args:
        record: One with turns.
        ax: Where to draw; None makes a new figure of pyplot.
        font: The file or the name of a font for the names; None looks for one of `FONTS`.

    Returns:
        The axes.

    Raises:
        ExtraError: If matplotlib is not installed.
        ValueError: If the record has no turns.
    """
    speakers = _speakers(record)
    timed = _is_timed(record)
    bars: dict[str, list[tuple[float, float]]] = {speaker.id: [] for speaker in speakers}
    for turn in record.turns:
        start = (turn.start_ms or 0) / _MINUTE if timed else turn.span.start
        bars[turn.speaker.id].append((start, _minutes(turn) if timed else len(turn.span)))
    axes = _axes(ax, rows=len(speakers))
    for row, speaker in enumerate(speakers):
        axes.broken_barh(bars[speaker.id], (row - 0.4, 0.8), color=f"C{row % 10}")
    axes.set_xlabel("min" if timed else "characters")
    return _with_names(axes, speakers, font=font)


def _speakers(record: MeetingRecord) -> tuple[Speaker, ...]:
    if not record.turns:
        msg = f"a record of kind {record.kind!r} without turns has no talk time"
        raise ValueError(msg)
    return record.speakers


def _is_timed(record: MeetingRecord) -> bool:
    return all(turn.start_ms is not None and turn.end_ms is not None for turn in record.turns)


def _minutes(turn: Turn) -> float:
    return ((turn.end_ms or 0) - (turn.start_ms or 0)) / _MINUTE


def _axes(ax: Axes | None, *, rows: int) -> Axes:
    if ax is not None:
        return ax
    pyplot = require("matplotlib.pyplot", extra="charts")
    _, axes = pyplot.subplots(figsize=(8, 1 + _INCHES_A_SPEAKER * rows), layout="constrained")
    new: Axes = axes
    return new


def _with_names(axes: Axes, speakers: Iterable[Speaker], *, font: str | Path | None) -> Axes:
    """The rows named after their speakers, the first at the top."""
    properties = _font(font)
    names = [_label(speaker) if properties else speaker.id for speaker in speakers]
    axes.set_yticks(range(len(names)), names)
    for label in axes.get_yticklabels():
        label.set_parse_math(False)  # a dollar sign is a dollar sign
        if properties:
            label.set_fontproperties(properties)
    axes.set_ylim(len(names) - 0.5, -0.5)
    return axes


def _label(speaker: Speaker) -> str:
    name = single_line(speaker.display)
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _font(chosen: str | Path | None) -> Any:
    """The properties of a font that has Chinese; None, with a warning, if none is installed."""
    manager = require("matplotlib.font_manager", extra="charts")
    if isinstance(chosen, Path):
        return manager.FontProperties(fname=chosen)
    if chosen is not None:
        return manager.FontProperties(family=chosen)
    installed = {entry.name for entry in manager.fontManager.ttflist}
    found = next((name for name in FONTS if name in installed), None)
    if found is None:
        msg = "no font with Chinese characters is installed (Debian: fonts-noto-cjk): speakers are shown by their ids"
        warnings.warn(msg, stacklevel=4)
        return None
    return manager.FontProperties(family=found)
