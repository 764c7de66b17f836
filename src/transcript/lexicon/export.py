"""Lexicons written as files that people edit: TOML with comments, CSV with Chinese headers, JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from transcript.errors import LexiconError
from transcript.lexicon.spreadsheets import BETWEEN_TEXTS

_Record = Mapping[str, Any]

_SECTIONS: tuple[tuple[str | None, str, str], ...] = (
    ("person", "person", "人员"),
    ("org", "org", "机构"),
    ("place", "place", "地名"),
    ("product", "product", "产品"),
    ("term", "term", "术语"),
    (None, "entry", "其他词条"),
)
_HEADERS = {
    "term": "词条",
    "type": "类型",
    "title": "职务",
    "organization": "单位",
    "aliases": "别名",
    "heard_as": "误听",
    "not": "不改",
    "weight": "权重",
    "count": "次数",
    "sources": "来源",
    "decided": "核对",
}
_HEAD = """\
# 词表：会议记录里应当写对的姓名和术语。
# 每条只有 term 必填；不需要的词条整段删去即可。
# heard_as 写已知的误听，not 写听起来像、但不许改的词语。
"""


def to_toml(records: Iterable[_Record]) -> str:
    """Records as TOML, by type, in the order given within each.

    >>> print(to_toml([{"term": "惠民通", "type": "product", "count": 3}]).split("# 产品")[1])
    <BLANKLINE>
    <BLANKLINE>
    [[product]]
    term = "惠民通"
    count = 3
    <BLANKLINE>
    """
    rows = list(records)
    known = {kind for kind, _, _ in _SECTIONS}
    parts = [_HEAD]
    for kind, section, heading in _SECTIONS:
        chosen = [r for r in rows if r.get("type") == kind or (kind is None and r.get("type") not in known)]
        if chosen:
            parts.append(f"\n# {heading}\n")
            parts += (_table(section, record, kind) for record in chosen)
    return "".join(parts)


def _table(section: str, record: _Record, kind: str | None) -> str:
    lines = [f"\n[[{section}]]"]
    lines += (f"{key} = {_literal(value)}" for key, value in record.items() if key != "type" or kind is None)
    return "\n".join(lines) + "\n"


def _literal(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def to_json(records: Iterable[_Record]) -> str:
    """Records as a JSON list, an entry a line."""
    return "[\n" + ",\n".join(f"  {_literal(dict(record))}" for record in records) + "\n]\n"


def to_csv(records: Iterable[_Record]) -> str:
    """Records as CSV with Chinese headers; several texts of a cell are parted by a bar.

    Raises:
        LexiconError: If one of several texts has a character that would part it in two.
    """
    rows = list(records)
    keys = [key for key in _HEADERS if any(key in record for record in rows)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_HEADERS[key] for key in keys])
    writer.writerows([_cell(record.get(key, "")) for key in keys] for record in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    unfit = next((text for text in value if BETWEEN_TEXTS.search(text)), None)
    if unfit is not None:
        msg = f"{unfit!r} has a character that parts the texts of a cell: save as .toml or .json instead of .csv"
        raise LexiconError(msg)
    return "|".join(value)
