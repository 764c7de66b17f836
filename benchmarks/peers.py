"""Name-and-term correctors side by side: the same meeting, the same lexicon, one run.

    python benchmarks/peers.py [PEER ...]

Quality is scored on the gold of the seed meeting (tests/gold/seed003.terms.json) from what each makes of the text, however it cuts
its edits; speed on the same call, in processor time, the best of three. A peer that is not installed is skipped, and the line says why. The peers live
in an environment of their own:

    pip install asr-hotword phonofix loguru jieba && pip install --no-deps pycorrector

pycorrector's package imports torch on sight; its `ProperCorrector` does not need it, and is loaded past the package.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
import time
import types
from collections.abc import Callable
from pathlib import Path

from rapidfuzz.distance import Indel

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold" / "seed003.terms.json"
Correct = Callable[[str], str]


def transcript(entries: list[dict]) -> Correct:
    from transcript import Lexicon, correct_terms

    lexicon = Lexicon.from_records(entries)
    return lambda text: correct_terms(text, lexicon=lexicon).text


def asr_hotword(entries: list[dict], *, threshold: float = 0.85) -> Correct:
    corrector = importlib.import_module("hotword").PhonemeCorrector(threshold=threshold)
    corrector.update_hotwords("\n".join(entry["term"] for entry in entries))
    return by_sentence(lambda sentence: corrector.correct(sentence).text)


def pycorrector(entries: list[dict]) -> Correct:
    spec = importlib.util.find_spec("pycorrector")
    if spec is None:
        msg = "No module named 'pycorrector'"
        raise ModuleNotFoundError(msg)
    package = types.ModuleType("pycorrector")
    package.__path__ = list(spec.submodule_search_locations or ())
    sys.modules["pycorrector"] = package
    terms = {entry["term"] for entry in entries}
    names = Path("/tmp") / "transcript-benchmark-names.txt"
    names.write_text("\n".join(sorted(terms)), encoding="utf-8")
    corrector = importlib.import_module("pycorrector.proper_corrector").ProperCorrector(proper_name_path=str(names))
    return by_sentence(lambda sentence: corrector.correct(sentence)["target"])


def phonofix(entries: list[dict]) -> Correct:
    engine = importlib.import_module("phonofix").ChineseEngine()
    corrector = engine.create_corrector([entry["term"] for entry in entries])
    return by_sentence(lambda sentence: corrector.correct(sentence))


PEERS: dict[str, Callable[[list[dict]], Correct]] = {
    "transcript": transcript,
    "asr-hotword 0.85": asr_hotword,
    "asr-hotword 0.95": lambda entries: asr_hotword(entries, threshold=0.95),
    "pycorrector": pycorrector,
    "phonofix": phonofix,
}


def by_sentence(correct: Correct) -> Correct:
    """The peers take a sentence at a time; line breaks stay where they are."""

    def whole(text: str) -> str:
        return "\n".join(
            "".join(correct(part) if part.strip() else part for part in sentences(line)) for line in text.split("\n")
        )

    return whole


def sentences(line: str) -> list[str]:
    parts = [""]
    for character in line:
        parts[-1] += character
        if character in "。！？；":
            parts.append("")
    return parts


def edits_between(before: str, after: str) -> list[tuple[int, int, str]]:
    """What was changed, paragraph by paragraph: start, end, new text."""
    edits = []
    at = 0
    for old, new in zip(before.split("\n"), after.split("\n"), strict=True):
        for tag, start, end, left, right in Indel.opcodes(old, new).as_list() if old != new else ():
            if tag != "equal":
                edits.append((at + start, at + end, new[left:right]))
        at += len(old) + 1
    return joined(edits)


def joined(edits: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    out: list[tuple[int, int, str]] = []
    for start, end, after in edits:
        if out and out[-1][1] == start:
            out[-1] = (out[-1][0], end, out[-1][2] + after)
        else:
            out.append((start, end, after))
    return out


def score(text: str, edits: list[tuple[int, int, str]], bench: dict) -> str:
    gold = [g for g in bench["gold"] if g["certainty"] != "low"]
    free = [(g["start"], g["end"]) for g in bench["gold"] if g["certainty"] == "low"]
    free += [(a["start"], a["end"]) for a in bench["ambiguous"]]
    right: set[int] = set()
    fixed = 0
    for span in gold:
        mine = [n for n, (a, b, _) in enumerate(edits) if meets(a, b, span)]
        if mine and becomes_right(text, [edits[n] for n in mine], span):
            right |= set(mine)
            fixed += span["in_lexicon"]
    false = [
        n
        for n, (a, b, _) in enumerate(edits)
        if n not in right and not any(meets(a, b, {"start": s, "end": e}) for s, e in free)
    ]
    broken = sum(any(a < m["end"] and b > m["start"] for a, b, _ in edits) for m in bench["must_not_touch"])
    wanted = sum(g["in_lexicon"] for g in gold)
    precision = len(right) / max(1, len(right) + len(false))
    return f"precision {precision:.3f}  recall {fixed / wanted:.3f} ({fixed}/{wanted})  false {len(false):4}  broken {broken:2}/{len(bench['must_not_touch'])}"


def meets(start: int, end: int, span: dict) -> bool:
    return (
        start <= span["end"] and end >= span["start"] if start == end else start < span["end"] and end > span["start"]
    )


def becomes_right(text: str, edits: list[tuple[int, int, str]], span: dict) -> bool:
    left, right = min(span["start"], edits[0][0]), max(span["end"], edits[-1][1])
    got, at = "", left
    for start, end, after in edits:
        got, at = got + text[at:start] + after, end
    got += text[at:right]
    return any(
        got == text[left : span["start"]] + w + text[span["end"] : right] for w in (span["right"], *span["alts"])
    )


def main(chosen: list[str]) -> None:
    bench = json.loads(GOLD.read_text(encoding="utf-8"))
    with (ROOT / "seeds" / bench["file"]).open(encoding="utf-8", newline="") as file:
        text = file.read()
    print(f"{bench['file']}: {len(text):,} characters, {len(bench['lexicon'])} entries")
    for name, make in PEERS.items():
        if chosen and name not in chosen:
            continue
        try:
            began = time.process_time()
            correct = make(bench["lexicon"])
            built = time.process_time() - began
        except ImportError as error:
            print(f"{name:18} skipped: {error}")
            continue
        spent = []
        for _ in range(3):
            began = time.process_time()
            after = correct(text)
            spent.append(time.process_time() - began)
        shown = score(text, edits_between(text, after), bench)
        print(f"{name:18} {shown}  build {built:5.2f} s  {len(text) / min(spent):>9,.0f} chars/s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
