"""How well points are found again when ordinals are taken out of written documents.

Usage: unseen_outlines.py [--data MINUTES.jsonl.gz] [--rounds N] [--each] [DOCUMENT ...]

The numbering of a written document is complete, so it is its own gold: strict patterns read it, and a document takes part only where
every list counts from one without a gap. Then one ordinal in five is damaged, in one of three ways by turns: dropped with its
separator, glued (its separator or the stop before it is gone, or it hangs on the sentence before), garbled (its numeral replaced by a
character of like sound). What is measured is `parse_transcript(damaged).points`, as a page of paragraphs and as running text.
  found        recall of the points by what was done to their ordinal
  F1           of all points (a start within 6 letters, digits or han of one);  depth, ordinal: shares of the matched points
Without arguments: the written seeds, and the made-up documents beside this script; those in documents/unseen took no part in fitting.
MINUTES holds one meeting a line: {"id", "turns": [[speaker, text], …]}; each long turn with complete lists is a document.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from opencc import OpenCC

from transcript import parse_transcript
from transcript.readers import read

NEAR = 6
DAMAGES = ("kept", "dropped", "glued", "garbled")
SHARE = 0.2
HAN = "一二三四五六七八九十"
SOUNDS = dict(zip(HAN, ("以意已", "而儿", "山散", "事是", "无务", "留流", "其起", "把吧", "就久", "时实"), strict=True))
STYLES = (
    ("di", re.compile(r"第([一二三四五六七八九十]{1,3})(?:个?方面|点|个|步)?[，、：是]")),
    ("dun", re.compile(r"([一二三四五六七八九十]{1,3})、(?![一二三四五六七八九十])")),
    ("paren", re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]")),
    ("digit", re.compile(r"(\d{1,2})[.、\uff0e](?!\d)")),
    ("is", re.compile(r"([一二三四五六七八九十]{1,3})(?:是|要)")),
)
PART = re.compile(r"(?:^|(?<=[。！\n]))(?:会议)(?:认为|指出|强调|要求)，")
REPOSITORY = Path(__file__).resolve().parent.parent
DOCUMENTS = REPOSITORY / "benchmarks" / "documents"
SEEDS = ("000_5be14b635efe493f.txt", "001_24c15facc1e26c3f.txt", "002_a403fb801e5bc192.txt", "004_4c4c1350fb7f6556.txt")
OWN = [REPOSITORY / "seeds" / name for name in SEEDS] + sorted(DOCUMENTS.glob("*/*.txt"))


@dataclass
class Mark:
    """An ordinal of the gold."""

    start: int
    end: int
    style: str
    number: int
    depth: int = 0
    damage: str = "kept"


def han_value(digits: str) -> int:
    if digits.isdecimal():
        return int(digits)
    tens, _, ones = digits.partition("十")
    return (
        HAN.index(digits) + 1
        if "十" not in digits
        else (HAN.index(tens) + 1 if tens else 1) * 10 + (HAN.index(ones) + 1 if ones else 0)
    )


def plain_text(text: str) -> str:
    """The words of a document as its reader sees them, a paragraph a line."""
    source, _ = read(text)
    lines: list[str] = []
    last = 0
    for segment in source.speech:
        gap = source.text[last : segment.span.start]
        if lines and "\n" not in gap and "<p" not in gap:
            lines[-1] += segment.span.slice(source.text)
        else:
            lines.append(segment.span.slice(source.text))
        last = segment.span.end
    return "\n".join(lines)


def gold_marks(text: str) -> list[Mark] | None:
    """The ordinals of a document, with depths; None where its numbering is not complete."""
    found = []
    for style, pattern in STYLES:
        for match in pattern.finditer(text):
            before = text[match.start() - 1 : match.start()]
            if before in ("", "\n") or before in "。！；：" or (before == "，" and style in ("is", "di")):
                try:
                    found.append(Mark(match.start(), match.end(), style, han_value(match[1])))
                except ValueError:
                    return None
    found.sort(key=lambda m: m.start)
    parts = [m.start() for m in PART.finditer(text)]
    stack: list[Mark] = []
    for mark in found:
        if stack and any(stack[-1].start < p <= mark.start for p in parts):
            stack = []
        while any(m.style == mark.style for m in stack) and stack[-1].style != mark.style:
            stack.pop()
        expected = stack[-1].number + 1 if stack and stack[-1].style == mark.style else 1
        if mark.number == 1 and expected != 1:
            expected = 1
        if mark.number != expected:
            return None
        if stack and stack[-1].style == mark.style:
            stack.pop()
        stack.append(mark)
        mark.depth = len(stack)
    lists = Counter((m.style, m.depth) for m in found)
    return found if len(found) >= 3 and all(n > 1 for n in lists.values()) else None


def damaged(text: str, marks: list[Mark], rng: random.Random) -> tuple[str, list[Mark]]:
    """The document with one ordinal in five damaged, and where its points then start."""
    chosen = set(rng.sample(range(len(marks)), max(1, round(SHARE * len(marks)))))
    ways = ["dropped", "glued", "garbled"]
    rng.shuffle(ways)
    out: list[str] = []
    gold: list[Mark] = []
    at = 0
    for i, mark in enumerate(marks):
        before, words = text[at : mark.start], text[mark.start : mark.end]
        damage = ways[len(gold) % 3] if i in chosen else "kept"
        before, words = harmed(before, words, damage, rng)
        out.append(before)
        start = sum(map(len, out))
        gold.append(Mark(start, start, mark.style, mark.number, mark.depth, damage))
        out += [words]
        at = mark.end
    return "".join([*out, text[at:]]), gold


def harmed(before: str, words: str, damage: str, rng: random.Random) -> tuple[str, str]:
    """The text before an ordinal and the ordinal, damaged."""
    if damage == "dropped":
        return before, ""
    if damage == "garbled":
        return before, re.sub(r"[一二三四五六七八九十\d]+", lambda m: rng.choice(SOUNDS.get(m[0][-1], "这")), words)
    return glued(before, words, rng) if damage == "glued" else (before, words)


def glued(before: str, words: str, rng: random.Random) -> tuple[str, str]:
    numeral = re.sub(r"[^一二三四五六七八九十\d]", "", words)
    ways = [(before, numeral)]  # bare: 四保障举措
    stop = before.rstrip("\n")
    if stop and stop[-1] in "。；，":
        gap = before[len(stop) :]
        ways += [(stop[:-1] + numeral + "。" + gap, ""), (stop[:-1], words), (stop[:-1], numeral)]
    return rng.choice(ways)


def running(text: str, marks: list[Mark]) -> tuple[str, list[Mark]]:
    """The document as one paragraph: a line end after a heading becomes a stop."""
    out, at = [], 0
    moved = [0] * (len(text) + 1)
    for i, c in enumerate(text):
        moved[i] = at
        piece = c if c != "\n" else ("" if text[i - 1] in "。！？：；\n" else "。")
        out.append(piece)
        at += len(piece)
    moved[len(text)] = at
    return "".join(out), [Mark(moved[m.start], moved[m.end], m.style, m.number, m.depth) for m in marks]


def counted(text: str) -> list[int]:
    return [i for i, c in enumerate(text) if unicodedata.category(c)[0] in "LN"]


def score(text: str, gold: list[Mark], tally: Counter[str], misses: list[str] | None) -> None:
    letters = counted(text)
    points = sorted((bisect_left(letters, p.span.start), p.depth, p.ordinal) for p in parse_transcript(text).points)
    used: set[int] = set()
    tally["points"] += len(points)
    for mark in gold:
        at = bisect_left(letters, mark.start)
        tally[f"of {mark.damage}"] += 1
        near = [i for i, p in enumerate(points) if i not in used and abs(p[0] - at) <= NEAR]
        if not near:
            if misses is not None:
                misses.append(
                    f"missed {mark.damage} {mark.depth}:{mark.number} {text[max(0, mark.start - 8) : mark.start]}|{text[mark.start : mark.start + 14]}"
                )
            continue
        i = min(near, key=lambda i: abs(points[i][0] - at))
        used.add(i)
        tally[f"found {mark.damage}"] += 1
        tally["depth"] += points[i][1] == mark.depth
        tally["ordinal"] += points[i][2] == mark.number
    if misses is not None:
        misses += [
            f"false {p[1]}:{p[2]} {text[letters[p[0]] if p[0] < len(letters) else 0 :][:16]}"
            for i, p in enumerate(points)
            if i not in used
        ]


def figures(tally: Counter[str]) -> str:
    kinds = [k for k in DAMAGES if tally[f"of {k}"]]
    found, of = sum(tally[f"found {k}"] for k in kinds), sum(tally[f"of {k}"] for k in kinds)
    p, r = found / max(1, tally["points"]), found / max(1, of)
    f1 = 2 * p * r / max(1e-9, p + r)
    rows = "  ".join(f"{k} {tally[f'found {k}'] / tally[f'of {k}']:.2f} ({tally[f'of {k}']})" for k in kinds)
    return f"F1 {f1:.3f}  precision {p:.3f}  recall {r:.3f}  depth {tally['depth'] / max(1, found):.3f}  ordinal {tally['ordinal'] / max(1, found):.3f}  {rows}"


def documents(args: argparse.Namespace) -> Iterator[tuple[str, str]]:
    for name in args.documents or OWN:
        group = "unseen" if Path(name).parent.name == "unseen" else "documents"
        yield f"{group}/{Path(name).stem[:24]}", plain_text(Path(name).read_text(encoding="utf-8"))
    if args.data:
        yield from minutes(args.data)


def minutes(path: str) -> Iterator[tuple[str, str]]:
    simplify = OpenCC("t2s").convert
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            meeting = json.loads(line)
            for number, (_, text) in enumerate(meeting["turns"]):
                if (
                    len(text) > 300
                    and len(re.findall(r"(?:^|[。；：\n])(?:第?[一二三四五]、|第[一二三四五]，|[一二三四五]是)", text))
                    > 2
                ):
                    yield f"minutes/{meeting['id'][:16]} {number}", simplify(text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*")
    parser.add_argument("--data")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()
    totals: dict[str, Counter[str]] = {}
    for name, text in documents(args):
        marks = gold_marks(text)
        if marks is None:
            if args.each:
                print(f"{name}: numbering not complete, left out")
            continue
        for form, (words, at) in {"page": (text, marks), "running": running(text, marks)}.items():
            tally: Counter[str] = Counter()
            misses: list[str] | None = [] if args.list else None
            for turn in range(args.rounds):
                score(*damaged(words, at, random.Random(f"{name}{turn}")), tally, misses)
            group = name.partition("/")[0]
            totals.setdefault(f"{group}, {form}", Counter()).update(tally)
            if args.each:
                print(f"{name:26} {form:8} {figures(tally)}")
            for miss in misses or []:
                print("   ", miss.replace("\n", "⏎"))
    for name, tally in totals.items():
        print(f"{name:20} {figures(tally)}")


if __name__ == "__main__":
    main()
