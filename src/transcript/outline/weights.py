"""The weights of the outline, read from `weights.tsv`."""

from __future__ import annotations

from importlib.resources import files

BORDERS = ("LINE", "BROKEN", "STOP", "HALF", "COLON", "COMMA", "NONE")
"""What stands before a place, from the strongest border to none, in the order of `candidates`."""


def _tables() -> dict[str, dict[str, float]]:
    tables: dict[str, dict[str, float]] = {}
    for line in (files(__package__) / "weights.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            table, key, weight, _ = line.split("\t")
            tables.setdefault(table, {})[key] = float(weight)
    return tables


_TABLES = _tables()


def weights(table: str) -> dict[str, float]:
    """The weights of one table by their keys."""
    return dict(_TABLES[table])


def border_weights(table: str) -> list[float]:
    """The weights of one table by the border before a place."""
    return [_TABLES[table][border] for border in BORDERS if border in _TABLES[table]]


def mark_weights() -> dict[str, tuple[float | None, ...]]:
    """For each style the weight of an ordinal by the border before it; None where it is no candidate."""
    return {
        table.removeprefix("mark "): tuple(rows.get(border) for border in BORDERS)
        for table, rows in _TABLES.items()
        if table.startswith("mark ")
    }
