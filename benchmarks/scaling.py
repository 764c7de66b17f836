"""How time and memory grow with the text: the whole pipeline and each stage, on meetings and on text made to hurt.

Usage:
    python benchmarks/scaling.py                     a row a text: exponent and µs a character, without and with a lexicon
    python benchmarks/scaling.py --stages NAME…      a row a stage of the texts named
    python benchmarks/scaling.py --memory            by how much the peak of a process rises with documents of 1, 5 and 20 MB, and the time

The exponent is the slope of log time over log size (1 is linear, 2 quadratic) between a quarter of the largest size and the largest.
Processor time is measured, so that a busy machine does not show. What exceeds 1.15 or 20 µs a character is marked with "!".
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
from itertools import cycle
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import transcript
from transcript import parse

ROOT = Path(__file__).parent.parent
SEEDS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
LEXICON = ROOT / "examples" / "seed003.lexicon.toml"
MEETING = 3
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文玲红志国春梅海燕波宁玉兰萍荣飞斌宇浩然晨曦思雨欣怡"
STAGES = (
    *(
        "read",
        "detect_kind",
        "find_turns",
        "find_facts",
        "find_points",
        "find_terms",
        "speech_mentions",
        "find_consensus",
    ),
    *(
        "entity_edits",
        "clean_edits",
        "script_edits",
        "resolve_conflicts",
        "with_texts",
        "find_speeches",
        "number_problems",
    ),
)
TOO_STEEP, TOO_SLOW = 1.15, 20.0


def names() -> Iterator[str]:
    """Names without end, each once."""
    return (
        surname + first + second + (third if third != "。" else "")
        for third in "。" + GIVEN
        for first in GIVEN
        for second in GIVEN
        for surname in SURNAMES
    )


def fill(pieces: Iterator[str], size: int) -> str:
    out: list[str] = []
    room = size
    while room > 0:
        out.append(next(pieces))
        room -= len(out[-1])
    return "".join(out)[:size]


def repeated(piece: str) -> Callable[[int], str]:
    return lambda size: fill(cycle([piece]), size)


def meetings(size: int) -> str:
    """The seed meeting again and again, other people each time."""
    fresh = names()
    said = sorted({"李媛", "赵雪峰", "袁处长", "齐茹", "艾潘宇", "李家歌"})

    def again() -> Iterator[str]:
        while True:
            text = SEEDS[MEETING]
            for name in said:
                text = text.replace(name, next(fresh) + name[2:])
            yield text + "\n\n"

    return fill(again(), size)


def dice(alphabet: str) -> Callable[[int], str]:
    return lambda size: "".join(random.Random(size).choices(alphabet, k=size))


def each_name(form: str) -> Callable[[int], str]:
    return lambda size: fill((form.format(name, number) for number, name in enumerate(names())), size)


def lines_of(form: str) -> Callable[[int], str]:
    return lambda size: fill((form.format(n // 60, n % 60, n) for n in range(size)), size)


def unpunctuated(size: int) -> str:
    line = "".join(character for character in SEEDS[MEETING] if character.isalpha())
    return fill(cycle([line]), size)


def nested(left: str, right: str) -> Callable[[int], str]:
    return lambda size: left * (size // 2) + right * (size // 2)


TEXTS: dict[str, Callable[[int], str]] = {
    "meetings": meetings,
    "reports": lambda size: fill(cycle(SEEDS[:MEETING]), size),
    "speeches": lambda size: fill(cycle(SEEDS[MEETING + 1 :]), size),
    "one line": unpunctuated,
    "all seeds mixed": lambda size: "".join(random.Random(1).choices(fill(cycle(SEEDS), size), k=size)),
    "brackets": nested("（", "）"),
    "quotes": nested("“", "”"),
    "tags": nested("<b>", "</b>"),
    "open tags": repeated("<div "),
    "open braces": repeated('{"'),
    "lists": repeated("["),
    "请": repeated("请"),
    "下面请": repeated("下面请"),
    "一是": repeated("一是"),
    "第一": repeated("第一、"),
    "（一）": repeated("（一）"),
    "谢谢": repeated("谢谢"),
    "的": repeated("的"),
    "主任": repeated("主任"),
    "受委托": repeated("受局委托"),
    "由我代为宣读": repeated("由我代为宣读。"),
    "尊敬的": repeated("尊敬的各位领导"),
    "spaces": repeated(" "),
    "line ends": repeated("\n"),
    "punctuation": dice("，。！？；：、“”（）…—·《》"),
    "full stops": repeated("。"),
    "digits": dice("零一二三四五六七八九"),
    "numbers": dice("零一二三四五六七八九十百千万亿点分之"),
    "千万亿": repeated("千万亿"),
    "万": repeated("万"),
    "arabic": dice("0123456789.,:"),
    "年月日": dice("二零五年月日号到至"),
    "嗯。": repeated("嗯。"),
    "这个": repeated("这个"),
    "calls": each_name("有请{0}同志发言。"),
    "names": each_name("{0}，"),
    "titled names": each_name("市水利局副局长{0}、"),
    "labels": each_name("{0}：好的，我说一下。\n"),
    "numbered labels": lines_of("发言人{2} {0:02}:{1:02}\n大家好。\n\n"),
    "two labels": repeated("发言人1：好。\n发言人2：行。\n"),
    "stamps": lines_of("{0:02}:{1:02}\n\n"),
    "one stamp": repeated("00:00\n\n"),
    "points": lines_of("第{2}，抓好落实。"),
    "surrogates": repeated("\ud800\udfff"),
    "controls": dice("".join(map(chr, range(32)))),
    "odd spaces": dice("\u200b\u3000\xa0\u2028\ufeff\x85会"),
    "rare han": lambda size: "".join(chr(0x3400 + n % 20_000) for n in range(size)),
    "two sounds": dice("是事市世时十实食"),
    "garbage": lambda size: "".join(chr(random.Random(n).randrange(0x11_0000)) for n in range(size)),
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
    lap("to_markdown", record.to_markdown)
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


def line(name: str, rows: dict[int, dict[str, float]], stage: str = "parse") -> str:
    size = max(rows)
    took = rows[size].get(stage, 0.0)
    steep, slow = exponent(rows, stage), took / size * 1e6
    mark = "!" if steep > TOO_STEEP or slow > TOO_SLOW else " "
    return f"{mark} {name:22} {size:9,} {took:8.2f} s {steep:6.2f} {slow:7.2f} µs"


def show_stages(name: str, rows: dict[int, dict[str, float]]) -> None:
    print(line(name, rows), flush=True)
    for stage in (*STAGES, "to_json", "from_json", "to_markdown", "correct_terms"):
        if rows[max(rows)].get(stage, 0.0) >= 0.01:
            print(line("    " + stage, rows, stage), flush=True)


def worst(rows: dict[int, dict[str, float]]) -> str:
    """The stage that takes the most time of the largest size, and any that is too steep."""
    last = {stage: took for stage, took in rows[max(rows)].items() if stage != "parse"}
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
        print(f"{how} a lexicon {'':16} size     parse  slope  a character   slowest stage", flush=True)
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
