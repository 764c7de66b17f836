"""Lexicons written as files that people edit: TOML with comments, CSV with Chinese headers, JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from transcript.lexicon.spreadsheets import cell_of

_Record = Mapping[str, Any]

_SECTIONS: Mapping[str | None, tuple[str, str]] = {
    "person": ("person", "人员"),
    "org": ("org", "机构"),
    "place": ("place", "地名"),
    "product": ("product", "产品"),
    "term": ("term", "术语"),
}
_OTHERS = ("entry", "其他词条")
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
    """Records as TOML, in the order given, with a heading where the type changes.

    >>> print(to_toml([{"term": "惠民通", "type": "product", "count": 3}]).split("# 产品")[1])
    <BLANKLINE>
    <BLANKLINE>
    [[product]]
    term = "惠民通"
    count = 3
    <BLANKLINE>
    """
    parts = [_HEAD]
    last = None
    for record in records:
        section, heading = _SECTIONS.get(record.get("type"), _OTHERS)
        parts += [f"\n# {heading}\n"] * (section != last)
        parts.append(_table(section, record))
        last = section
    return "".join(parts)


def _table(section: str, record: _Record) -> str:
    lines = [f"\n[[{section}]]"]
    lines += (f"{key} = {_literal(value)}" for key, value in record.items() if key != "type" or section == "entry")
    return "\n".join(lines) + "\n"


def _literal(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def to_json(records: Iterable[_Record]) -> str:
    """Records as a JSON list, an entry a line."""
    return "[\n" + ",\n".join(f"  {_literal(dict(record))}" for record in records) + "\n]\n"


def to_csv(records: Iterable[_Record]) -> str:
    """Records as CSV with Chinese headers; several texts of a cell are parted by a bar."""
    rows = list(records)
    keys = [key for key in _HEADERS if any(key in record for record in rows)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_HEADERS[key] for key in keys])
    values = ([record.get(key, "") for key in keys] for record in rows)
    writer.writerows([cell_of(value) if isinstance(value, list) else value for value in row] for row in values)
    return out.getvalue()
