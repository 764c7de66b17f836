"""How long the seed meeting takes: import, first and second parse, each stage, names and terms as the lexicon grows, the ways out.

Usage: python benchmarks/speed.py [--sizes SIZE…] [--times N] [TRANSCRIPT]

The figures are processor time on one core, so that a busy machine shows less, the best of several, as rows of a Markdown table below the
date, the machine and the versions. The lexicons are that of the seed meeting (examples/), filled up with made-up names and terms that nobody
said. Goals: import 0.15 s, first parse 1.0 s,
second 0.45 s, twice the text in twice the time, `correct_terms` 300,000 characters a second whatever the size, the whole with 10,000 entries
50,000 a second. The size 1000000 is asked for by name: it takes a minute to build.
"""

import argparse
import datetime
import os
import platform
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "003_1fb1898204eabd65.txt"
LEXICON = ROOT / "examples" / "seed003.lexicon.toml"
SIZES = (150, 1_000, 10_000, 100_000)
WHOLE = 10_000  # entries of the lexicon with which the whole is measured
UTTERANCE = 15  # characters of a short text
PLACES = ("镇", "村", "县", "街道", "小区")
LIBRARIES = ("numpy", "rjieba", "regex", "ahocorasick-rs", "opencc")

FRESH = """
import time
began = time.process_time()
import transcript
imported = time.process_time()
from pathlib import Path
import sys
text = Path(sys.argv[1]).read_text(encoding="utf-8")
lexicon = transcript.Lexicon.load(Path(sys.argv[2]))
start = time.process_time()
transcript.parse_transcript(text, lexicon=lexicon)
print(imported - began, time.process_time() - start)
"""

Rows = Iterator[tuple[str, str]]


def seconds(act: Callable[[], object], *, times: int) -> float:
    took = []
    for _ in range(times):
        start = time.process_time()
        act()
        took.append(time.process_time() - start)
    return min(took)


def machine() -> str:
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        cpu = names[0] if names else cpu
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    return f"{today}, {cpu}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; Python {platform.python_version()}, {libraries}"


def in_fresh_processes(path: Path, *, times: int) -> Rows:
    """Import and first parse, the best of several processes."""
    code = [sys.executable, "-c", FRESH, str(path), str(LEXICON)]
    runs = [subprocess.run(code, capture_output=True, check=True, text=True).stdout.split() for _ in range(times)]
    yield "`import transcript`", f"{min(float(run[0]) for run in runs):.3f} s"
    yield "first parse, with its lexicon", f"{min(float(run[1]) for run in runs):.3f} s"


def filler(text: str) -> Iterator[dict[str, str]]:
    """Made-up names, places and terms without end, the same each time."""
    from scaling import GIVEN, SURNAMES

    dice = random.Random(7)
    common = [character for character in text if "\u4e00" <= character <= "\u9fff"]
    made: set[str] = set()
    while True:
        term = dice.choice(
            (
                dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2)))),
                "".join(dice.choices(common, k=2)) + dice.choice(PLACES),
                "".join(dice.choices(common, k=dice.choice((3, 4, 4, 5, 6)))),
            )
        )
        if term not in made and term not in text:
            made.add(term)
            yield {"term": term}


def lexicon_of(size: int, text: str):
    from transcript import Lexicon

    real = [{"term": entry.term, "type": entry.type, "title": entry.title} for entry in Lexicon.load(LEXICON)]
    more = filler(text)
    kept = [{name: value for name, value in row.items() if value} for row in real[:size]]
    return Lexicon.from_records(kept + [next(more) for _ in range(size - len(kept))])


def whole(text: str, *, times: int) -> Rows:
    from transcript import Lexicon, parse_transcript

    known = Lexicon.load(LEXICON)
    parse_transcript(text, lexicon=known)
    plain = seconds(lambda: parse_transcript(text), times=times)
    once = seconds(lambda: parse_transcript(text, lexicon=known), times=times)
    twice = seconds(lambda: parse_transcript(f"{text}\n\n{text}", lexicon=known), times=times)
    yield "second parse, without a lexicon", pace(text, plain)
    yield "second parse, with its lexicon", pace(text, once)
    yield "twice the text", f"{twice:.3f} s, {twice / once:.2f} times as long"
    large = lexicon_of(WHOLE, text)
    parse_transcript(text, lexicon=large)
    yield (
        f"second parse, {WHOLE:,} entries",
        pace(text, seconds(lambda: parse_transcript(text, lexicon=large), times=times)),
    )
    yield from stages(text, large, times=times)


def stages(text: str, lexicon: object, *, times: int) -> Rows:
    """Processor time of each stage of that parse and of the ways out of the record."""
    from scaling import measured

    runs = [measured(text, lexicon=lexicon) for _ in range(times)]  # type: ignore[arg-type]
    best = {stage: min(run.get(stage, 0.0) for run in runs) for stage in runs[0]}
    for stage in sorted(best, key=lambda stage: -best[stage]):
        if stage not in ("parse", "correct_terms") and best[stage] >= 0.0005:
            yield (
                f"— of it `{stage}`" if not stage.startswith(("to_", "from_")) else f"`{stage}`",
                f"{best[stage] * 1000:.1f} ms",
            )


def growth(text: str, *, sizes: list[int], times: int) -> Rows:
    from transcript import correct_terms

    lines = [text[at : at + UTTERANCE] for at in range(0, len(text), UTTERANCE)]
    for size in sizes:
        lexicon = lexicon_of(size, text)
        start = time.process_time()
        correct_terms(lines[0], lexicon=lexicon)
        built = time.process_time() - start
        took = seconds(lambda lexicon=lexicon: correct_terms(text, lexicon=lexicon), times=times)
        yield f"`correct_terms`, {size:,} entries", f"{pace(text, took)}; indexed in {built:.2f} s"
        if size == sizes[0]:
            each = seconds(lambda lexicon=lexicon: [correct_terms(line, lexicon=lexicon) for line in lines], times=2)
            yield f"— in pieces of {UTTERANCE} characters", f"{each / len(lines) * 1e6:,.0f} µs a call"


def pace(text: str, took: float) -> str:
    return f"{took:.3f} s, {len(text) / took:,.0f} characters a second"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("transcript", nargs="?", type=Path, default=SEED)
    parser.add_argument("--sizes", nargs="+", type=int, default=list(SIZES), help="entries of the lexicons")
    parser.add_argument("--times", type=int, default=7, help="of so many runs the best counts")
    args = parser.parse_args()
    text = args.transcript.read_text(encoding="utf-8")
    print(f"{machine()}\n{args.transcript.name}, {len(text):,} characters\n")
    print("| what | time |\n|---|---|")
    for rows in (
        in_fresh_processes(args.transcript, times=3),
        whole(text, times=args.times),
        growth(text, sizes=args.sizes, times=args.times),
    ):
        for name, figure in rows:
            print(f"| {name} | {figure} |", flush=True)


if __name__ == "__main__":
    main()
