"""Hot-word lists, as recognisers and their helpers take them: one word a line.

    # a comment, or //
    惠民通
    惠民通 20            with a weight, after white space, a comma or a bar
    惠民通 | 会民通       what a recogniser writes for it
    会民通 -> 惠民通      the same, the other way round (also => and →)
    惠民通 ~~~ 惠民通道   what it must not be put in place of

Recognisers count weights on scales of their own, so they are divided by the median of the file: 20 everywhere is 1 everywhere.
"""

from __future__ import annotations

from statistics import median
from typing import Any

import regex

from transcript.lexicon.files.sheet import Misshape, Place, Sheet
from transcript.values import Problem

_WEIGHTED = regex.compile(
    r"(?P<term>\S(?:.*\S)?)(?:[ \t　]+:?|[ \t　]*[,，|\uff5c][ \t　]*)(?P<weight>[-+]?[0-9]+(?:\.[0-9]+)?)"
)
_ARROW = regex.compile(r"->|=>|→")
_BAR = regex.compile(r"[|\uff5c]")
_LIST_MARK = regex.compile(r"[、，,；;]")


def read_hotwords(text: str) -> Sheet:
    """The records of a hot-word list."""
    records: list[dict[str, Any]] = []
    places: list[Place] = []
    faults: list[Misshape] = []
    for number, line in enumerate(text.split("\n"), start=1):
        word = line.strip()
        if not word or word.startswith(("#", "//")):
            continue
        place = (number, line.index(word[0]) + 1)
        record = _record(word)
        if record.get("weight", 1) <= 0:
            faults.append(Misshape(place, f'"weight" must be a number above 0, found {record["weight"]:g}'))
        elif "term" not in record:
            faults.append(
                Misshape(
                    place, f"expected a word, as in “词”, “词 20”, “词 | 误听” or “误听 -> 词”, found {word!r:.40}"
                )
            )
        else:
            records.append(record)
            places.append(place)
    _scale(records)
    return Sheet(
        records=records, locate=lambda n, _key: places[n], misshapes=tuple(faults), problems=tuple(_several(records))
    )


def _record(line: str) -> dict[str, Any]:
    if line.isalpha():
        return {"term": line}
    word, *neighbours = (part.strip() for part in line.split("~~~"))
    record: dict[str, Any] = {"not": [n for n in neighbours if n]} if neighbours else {}
    weighted = _WEIGHTED.fullmatch(word)
    if weighted:
        word, record["weight"] = weighted["term"], float(weighted["weight"])
    arrow = _ARROW.search(word)
    if arrow:
        heard, term = [word[: arrow.start()]], word[arrow.end() :]
    else:
        term, *heard = _BAR.split(word)
    if term.strip():
        record["term"] = term.strip()
    if any(form.strip() for form in heard):
        record["heard_as"] = [form.strip() for form in heard if form.strip()]
    return record


def _scale(records: list[dict[str, Any]]) -> None:
    weights = [record["weight"] for record in records if "weight" in record]
    if weights:
        usual = median(weights)
        for record in records:
            if "weight" in record:
                record["weight"] /= usual


def _several(records: list[dict[str, Any]]) -> list[Problem]:
    odd = [record["term"] for record in records if _LIST_MARK.search(record["term"])]
    if not odd:
        return []
    more = f"等 {len(odd)} 行" if len(odd) > 1 else ""
    return [Problem(kind="punctuation", message=f"一行里似乎写了几个词，已整行当作一个词条：{odd[0]}{more}。")]
