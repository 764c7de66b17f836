"""Looks for inputs that break a law of the library: meetings and documents, damaged at random, for as long as it is told.

Usage: python benchmarks/campaign.py [--seconds 600] [--seed 1] [--longest 1200]

The laws are those of tests/properties/laws.py, tried with and without the example lexicon. What breaks one is made smaller and printed
as a Python literal with the law; put it into tests/properties/test_found_cases.py. Needs the test extra.
"""

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import AnyStr

from hypothesis import HealthCheck, Phase, given, seed, settings

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "properties"))

from laws import broken_laws
from strategies import PIECES, inputs

from transcript import Lexicon

LEXICON = Lexicon.load(ROOT / "examples" / "seed003.lexicon.toml")
SHOWN = 3  # so many inputs a law
SEEDS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
ODD = (
    *PIECES,
    *(
        "\n\n00:00\n\n",
        "\n99:99\n",
        "[1:02:03] ",
        "1\n00:00:01,000 --> 00:00:02,000\n",
        "WEBVTT\n\n",
        "发言人1：",
        "\n发言人2 00:01\n",
        "主持人：",
        "Speaker 0: ",
    ),
    *("<b>", "</b>", "<script>", "<!--", "-->", "&amp;", "&#x4e00;", "**", "# ", "---\n", "```", "<v 李明>", "|", "\t"),
    *(
        "\ud800",
        "\udfff",
        "\ufeff",
        "\u200d",
        "\u2028",
        "\x00",
        "\x1b[0m",
        "\r",
        "\r\n",
        "\x85",
        "\xa0",
        "\u3000",
        "\U0001f600",
        "e\u0301",
        "㐀",
        "𠀀",
        "\ufe0f",
        "ﬀ",
        "İ",
    ),
    *(
        "一是",
        "二是",
        "第三，",
        "（四）",
        "5.",
        "⑥",
        "千万亿",
        "百分之",
        "分之",
        "点",
        "零零",
        "负",
        "二零二五年",
        "第一百二十三",
        "两三",
        "十",
    ),
    *(
        "请",
        "谢谢",
        "请王处长",
        "下面请省水利厅副厅长",
        "我叫",
        "我是",
        "尊敬的",
        "刚才",
        "同志",
        "主任",
        "受市委托，由我代为宣读",
        "以上是",
        "会议强调",
        "会议要求",
        "关于",
    ),
    *(
        "（",
        "）",
        "“",
        "”",
        "《",
        "》",
        "，",
        "。",
        "？",
        "！",
        "、",
        "……",
        "——",
        "：",
        "；",
        ".",
        ",",
        "?",
        "'",
        '"',
        "{",
        "}",
        "[",
        "]",
    ),
    *(entry.term for entry in LEXICON),
)


def pool(number: int) -> list[str]:
    """Meetings and other inputs of the property tests."""
    found: list[str] = []

    @seed(number)
    @settings(
        max_examples=400, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(inputs())
    def collect(text: str) -> None:
        found.append(text)

    collect()
    return found


def excerpt(dice: random.Random, text: str, longest: int) -> str:
    start = dice.randrange(max(1, len(text)))
    return text[start : start + dice.randrange(1, longest)]


def damage(dice: random.Random, text: str, others: list[str]) -> str:
    """One piece is lost, doubled, moved, replaced or put in."""
    start = dice.randrange(len(text) + 1)
    end = min(len(text), start + int(dice.expovariate(1 / 12)))
    piece, head, tail = text[start:end], text[:start], text[end:]
    match dice.randrange(8):
        case 0:
            return head + tail
        case 1:
            return head + piece * dice.choice((2, 2, 3, 40)) + tail
        case 2:
            at = dice.randrange(len(head + tail) + 1)
            return (head + tail)[:at] + piece + (head + tail)[at:]
        case 3:
            return head + excerpt(dice, dice.choice(others), 60) + tail
        case 4:
            return head + "".join(dice.sample(piece, len(piece))) + tail
        case 5:
            return head + chr(dice.randrange(0x11_0000)) + text[start:]
        case _:
            return head + dice.choice(ODD) + text[start:]


def drawn(dice: random.Random, others: list[str], longest: int) -> str:
    if dice.random() < 0.1:
        text = "".join(dice.choices(ODD, k=dice.randrange(1, 60)))
    else:
        text = excerpt(dice, dice.choice(others), longest)
    for _ in range(dice.choice((0, 1, 3, 10, 30))):
        text = damage(dice, text, others)
    return text[: 4 * longest]


def broken(text: str, lexicon: Lexicon | None) -> list[str]:
    """The laws that *text* breaks; an exception that is none of the library's counts as one."""
    try:
        return list(broken_laws(text, lexicon=lexicon))
    except Exception as error:  # any other exception is what the campaign looks for
        place = traceback.extract_tb(error.__traceback__)[-1]
        return [f"raised: {error!r} in {Path(place.filename).name}:{place.lineno} {place.name}"]


def law(message: str) -> str:
    return message.split(":")[0] if not message.startswith("raised") else message.rsplit(" in ", 1)[-1]


def smaller(text: AnyStr, still: Callable[[AnyStr], bool], *, tries: int = 400) -> AnyStr:
    """A part of *text* for which *still* holds: halves, quarters, … are left out while it does."""
    size = len(text) // 2
    while size and tries > 0:
        at = 0
        while at < len(text) and tries > 0:
            tries -= 1
            less = text[:at] + text[at + size :]
            if still(less):
                text = less
            else:
                at += size
        size //= 2
    return text


def shown(text: str, lexicon: Lexicon | None, name: str) -> str:
    """What is left of *text* when all is left out that law *name* needs not to be broken."""
    least = smaller(text, lambda less: name in map(law, broken(less, lexicon)))
    messages = [message for message in broken(least, lexicon) if law(message) == name]
    return f"{'with' if lexicon else 'without'} lexicon: {messages}\n    {repr(least) if least.isprintable() else ascii(least)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=int, default=1200, help="characters of an excerpt")
    args = parser.parse_args()
    dice = random.Random(args.seed)
    others = [*SEEDS * 40, *pool(args.seed)]
    count, characters, found = 0, 0, dict[str, int]()
    until = time.monotonic() + args.seconds
    while time.monotonic() < until:
        text = drawn(dice, others, args.longest)
        count, characters = count + 1, characters + len(text)
        for lexicon in (None, LEXICON):
            for message in broken(text, lexicon):
                name = law(message)
                found[name] = found.get(name, 0) + 1
                if found[name] <= SHOWN:
                    print(f"input {count}, {shown(text, lexicon, name)}", flush=True)
    print(
        f"seed {args.seed}: {count:,} inputs, {characters:,} characters, each with and without a lexicon; broken: {found or 'none'}"
    )
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
