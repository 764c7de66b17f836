"""How time, outputs and memory grow with the text: the whole pipeline and each stage, on meetings and on text made to hurt.

Usage:
    python benchmarks/scaling.py                     a row a text: exponents of time and of outputs, µs a character, without and with a lexicon
    python benchmarks/scaling.py --stages NAME…      a row a stage of the texts named
    python benchmarks/scaling.py --memory            by how much the peak of a process rises with documents of 1, 5 and 20 MB, and the time

The exponent is the slope of log time over log size (1 is linear, 2 quadratic) between a quarter of the largest size and the largest; that of the outputs is
the largest of JSON, HTML and Markdown, by their bytes. Processor time is measured, so that a busy machine does not show. What exceeds 1.05 (1.15 for what
takes less than a second), or 60 µs a character, is marked with "!".
A row stops early when the next size would take more than --limit seconds.
"""

import argparse
import math
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from inspect import isfunction
from itertools import cycle
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import hostile

import transcript
from transcript import parse

ROOT = Path(__file__).parent.parent
SEEDS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
LEXICON = ROOT / "examples" / "seed003.lexicon.toml"
MEETING = 3
MIXTURES = 40
# Every function that `parse_transcript` composes.
STAGES = tuple(name for name, value in vars(parse).items() if isfunction(value) and name != "parse_transcript")
OUTPUTS = ("JSON", "HTML", "Markdown")
TOO_STEEP, TOO_STEEP_IF_SHORT, TOO_SLOW = 1.05, 1.15, 60.0


def meetings(size: int) -> str:
    """The seed meeting again and again, other people each time."""
    fresh = hostile.names()
    said = sorted({"李媛", "赵雪峰", "袁处长", "齐茹", "艾潘宇", "李家歌"})

    def again() -> Iterator[str]:
        while True:
            text = SEEDS[MEETING]
            for name in said:
                text = text.replace(name, next(fresh) + name[2:])
            yield text + "\n\n"

    return hostile.fill(again(), size)


def unpunctuated(size: int) -> str:
    line = "".join(character for character in SEEDS[MEETING] if character.isalpha())
    return hostile.fill(cycle([line]), size)


TEXTS: dict[str, Callable[[int], str]] = {
    "meetings": meetings,
    "reports": lambda size: hostile.fill(cycle(SEEDS[:MEETING]), size),
    "speeches": lambda size: hostile.fill(cycle(SEEDS[MEETING + 1 :]), size),
    "one line": unpunctuated,
    "all seeds mixed": lambda size: "".join(random.Random(1).choices(hostile.fill(cycle(SEEDS), size), k=size)),
    **hostile.TEXTS,
    **dict(hostile.mixtures(MIXTURES)),
}


@contextmanager
def timed_stages(took: dict[str, float]) -> Iterator[None]:
    """Meanwhile the stages of `parse_transcript` add their times to *took*."""
    stages = {name: getattr(parse, name) for name in STAGES}

    def timed(name: str) -> Callable[..., object]:
        def run(*args: object, **kwargs: object) -> object:
            start = time.process_time()
            try:
                return stages[name](*args, **kwargs)
            finally:
                took[name] = took.get(name, 0.0) + time.process_time() - start

        return run

    for name in stages:
        setattr(parse, name, timed(name))
    try:
        yield
    finally:
        for name, stage in stages.items():
            setattr(parse, name, stage)


def parsed(text: str, *, lexicon: transcript.Lexicon | None) -> transcript.MeetingRecord | None:
    """The record, or None where the text is refused with a reason."""
    try:
        return parse.parse_transcript(text, lexicon=lexicon)
    except transcript.TranscriptError:
        return None


def measured(text: str, *, lexicon: transcript.Lexicon | None) -> dict[str, float]:
    """Seconds of each stage, of the whole, and of the ways out of the record."""
    took: dict[str, float] = {}

    def lap(name: str, act: Callable[[], object]) -> object:
        start = time.process_time()
        result = act()
        took[name] = time.process_time() - start
        return result

    with timed_stages(took):
        record = lap("parse", lambda: parsed(text, lexicon=lexicon))
    if not isinstance(record, transcript.MeetingRecord):
        return took
    saved = lap("to_json", record.to_json)
    assert isinstance(saved, str)
    lap("from_json", lambda: transcript.MeetingRecord.from_json(saved))
    page, document = lap("to_html", record.to_html), lap("to_markdown", record.to_markdown)
    for name, written in zip(OUTPUTS, (saved, page, document), strict=True):
        took[name] = len(str(written).encode("utf-8", "surrogatepass"))
    if lexicon:
        lap("correct_terms", lambda: transcript.correct_terms(text, lexicon=lexicon))
    return took


def grown(
    make: Callable[[int], str], *, sizes: Sequence[int], limit: float, lexicon: transcript.Lexicon | None
) -> dict[int, dict[str, float]]:
    """What `measured` gives for each size, up to where the next would last longer than *limit*."""
    rows: dict[int, dict[str, float]] = {}
    for size in sizes:
        start = time.process_time()
        rows[size] = measured(make(size), lexicon=lexicon)
        if 4 * (time.process_time() - start) > limit:
            break
    return rows


def exponent(rows: dict[int, dict[str, float]], stage: str) -> float:
    """The slope of log time over log size, from a quarter of the largest size on; 0 for what takes no time to speak of."""
    sizes = sorted(rows)[-3:]
    first, last = (rows[size].get(stage, 0.0) for size in (sizes[0], sizes[-1]))
    if len(sizes) < 2 or last < 0.05:
        return 0.0
    return math.log(last / max(first, 0.001)) / math.log(sizes[-1] / sizes[0])


def growth(rows: dict[int, dict[str, float]]) -> float:
    """The largest exponent of an output."""
    return max(exponent(rows, name) for name in OUTPUTS)


def line(name: str, rows: dict[int, dict[str, float]], stage: str = "parse") -> str:
    size = max(rows)
    took = rows[size].get(stage, 0.0)
    steep, slow = exponent(rows, stage), took / size * 1e6
    limit = TOO_STEEP if took >= 1 else TOO_STEEP_IF_SHORT
    mark = "!" if steep > limit or slow > TOO_SLOW or growth(rows) > TOO_STEEP else " "
    return f"{mark} {name[:30]:30} {size:9,} {took:8.2f} s {steep:6.2f} {growth(rows):6.2f} {slow:7.2f} µs"


def show_stages(name: str, rows: dict[int, dict[str, float]]) -> None:
    print(line(name, rows), flush=True)
    for stage in (*STAGES, "to_json", "from_json", "to_html", "to_markdown", "correct_terms"):
        if rows[max(rows)].get(stage, 0.0) >= 0.01:
            print(line("    " + stage, rows, stage), flush=True)


def worst(rows: dict[int, dict[str, float]]) -> str:
    """The stage that takes the most time of the largest size, and any that is too steep."""
    last = {stage: took for stage, took in rows[max(rows)].items() if stage not in ("parse", *OUTPUTS)}
    if not last:
        return "refused"
    slowest = max(last, key=lambda stage: last[stage])
    steep = [f"{stage} {exponent(rows, stage):.2f}" for stage in last if exponent(rows, stage) > TOO_STEEP]
    return " ".join([f"{slowest} {last[slowest]:.2f} s", *(["steep:", *steep] if steep else [])])


PROBE = """
import resource, sys, time
sys.path.insert(0, sys.argv[1])
import scaling, transcript
text = scaling.TEXTS[sys.argv[2]](int(sys.argv[3]))
known = transcript.Lexicon.load(sys.argv[4]) if sys.argv[4] else None
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
transcript.parse_transcript(text, lexicon=known)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, time.process_time() - start)
"""


def show_memory(chosen: Sequence[str], *, megabytes_of: Sequence[int], lexicon: Path | None) -> None:
    """By how much the peak of a process rises that parses a document of so many bytes, and how long that takes."""
    print(f"{'text':22} {'bytes':>10} {'peak':>8}  times the bytes   seconds")
    for name in chosen:
        for megabytes in megabytes_of:
            size = megabytes * 1_000_000 // 3
            code = [sys.executable, "-c", PROBE, str(Path(__file__).parent), name, str(size), str(lexicon or "")]
            done = subprocess.run(code, capture_output=True, check=True, text=True)
            kilobytes, seconds = map(float, done.stdout.split())
            peak = kilobytes * 1024
            print(
                f"{name:22} {size * 3:10,} {peak / 1e6:5.0f} MB {peak / (size * 3):6.0f} {seconds:19.1f} s", flush=True
            )


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(TEXTS)}")
    parser.add_argument("--stages", action="store_true", help="a row a stage")
    parser.add_argument("--memory", action="store_true", help="peak memory instead of time")
    parser.add_argument("--size", type=int, default=20_000, help="characters of the smallest text")
    parser.add_argument(
        "--megabytes", type=int, nargs="+", default=[1, 5, 20], help="sizes of the documents for --memory"
    )
    parser.add_argument("--doublings", type=int, default=5, help="how often it is doubled")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds that a text may take")
    parser.add_argument("--lexicon", choices=["without", "with", "both"], default="both")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    chosen = args.names or list(TEXTS)
    if args.memory:
        lexicon = None if args.lexicon == "without" else LEXICON
        show_memory(args.names or ["meetings", "one line"], megabytes_of=args.megabytes, lexicon=lexicon)
        return
    sizes = [args.size << step for step in range(args.doublings + 1)]
    known = {"without": [None], "with": [transcript.Lexicon.load(LEXICON)]}
    parse.parse_transcript(
        SEEDS[MEETING][:2000], lexicon=transcript.Lexicon.load(LEXICON)
    )  # imports and tables are loaded
    for how in ("without", "with") if args.lexicon == "both" else (args.lexicon,):
        print(f"{how} a lexicon {'':24} size     parse   time output  a character   slowest stage", flush=True)
        for name in chosen:
            try:
                rows = grown(TEXTS[name], sizes=sizes, limit=args.limit, lexicon=known[how][0])
            except Exception as error:  # a defect to be shown beside the others
                print(f"! {name:22} {error!r}", flush=True)
                continue
            if args.stages:
                show_stages(name, rows)
            else:
                print(line(name, rows), "  ", worst(rows), flush=True)
    print(f"peak of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
