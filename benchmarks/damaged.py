"""Damaged files by the thousand through every reader, or through the whole pipeline: unguided, and so several times as fast as `fuzz.py`.

Usage: python benchmarks/damaged.py readers|pipeline [--seconds 600] [--seed 1] [--longest 600]

A file begins as a sample of a format, a seed or an invented meeting in one of the layouts of recorders. An excerpt of it is damaged as `campaign.py`
damages text (the XML inside of a .docx, too) or, if it is JSON, by values of other kinds, then as bytes, and read as what it is or as another format. What breaks `check_readers` or
`check_pipeline` of tests/properties/found_files.py is made smaller and written to tests/properties/found, where every run of the tests replays it.
Needs the test extra.
"""

import argparse
import io
import json
import random
import signal
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from hashlib import sha256
from types import FrameType
from typing import Any

from campaign import SEEDS, damage, excerpt, pool, smaller
from found_files import CHECKS, CHOICES, FOUND, beginnings

A_CALL = 10  # seconds of the processor that an input may take, so that a busy machine breaks nothing
ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8", "gb18030", "utf-16", "utf-16-be", "big5")
OTHER_FORMAT, OTHER_VALUES, AS_BYTES, WHOLE = 0.1, 0.6, 0.2, 0.6
VALUES = (
    *(None, True, 0, -1, 0.5, 1e308, -1e-320, float("nan"), float("inf"), 2**63, 10**30),
    *("", " ", "\n", "\ud800", "\x00", "12.5", "00:00:01,5", "NaN", "一二三", "SPEAKER_00", "1e400"),
    *([], {}, [[]], [None], {"text": None}, {"start": "x"}, ["一", 2], [[0, 1], [2, 1]]),
)
DAMAGES = (0, 1, 1, 2, 4, 10)


def drawn(dice: random.Random, samples: list[bytes], texts: list[str], longest: int) -> bytes:
    """A damaged file, behind the byte that chooses how it is read."""
    choice, sample = 0, dice.choice(texts).encode("utf-8", "surrogatepass")
    if dice.random() < 0.8:
        sample = dice.choice(samples)
        choice, sample = sample[0], sample[1:]
    if dice.random() < OTHER_FORMAT:
        choice = dice.randrange(len(CHOICES))
    if sample[:2] == b"PK":
        return bytes([choice]) + damaged_bytes(dice, in_archive(dice, sample, texts))
    if sample[:1] in b"[{" and dice.random() < OTHER_VALUES:
        return bytes([choice]) + in_json(dice, sample)
    return bytes([choice]) + damaged_bytes(dice, in_text(dice, sample, texts, longest))


def in_json(dice: random.Random, sample: bytes) -> bytes:
    """The result with a few values replaced, left out or doubled."""
    try:
        whole = json.loads(sample)
    except ValueError:
        return sample
    for _ in range(dice.choice(DAMAGES)):
        change_one(dice, whole)
    return json.dumps(whole, ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")


def change_one(dice: random.Random, value: Any) -> None:
    """Goes down to a value by chance and changes it."""
    while isinstance(value, dict | list) and value:
        key = dice.choice(list(value)) if isinstance(value, dict) else dice.randrange(len(value))
        inner = value[key]
        if not isinstance(inner, dict | list) or not inner or dice.random() < 0.15:
            break
        value = inner
    else:
        return
    match dice.randrange(6):
        case 0:
            del value[key]
        case 1 if isinstance(value, list):
            value.insert(dice.randrange(len(value)), inner)
        case 2 if isinstance(inner, int | float | str):
            value[key] = dice.choice(
                (str(inner), [inner], {"text": inner}, inner * 2, -1 if isinstance(inner, str) else -inner)
            )
        case _:
            value[key] = deepcopy(dice.choice(VALUES))


def in_text(dice: random.Random, sample: bytes, texts: list[str], longest: int) -> bytes:
    text = sample.decode("utf-8", "surrogateescape")
    text = text[: 8 * longest] if dice.random() < WHOLE else excerpt(dice, text, longest)
    for _ in range(dice.choice(DAMAGES)):
        text = damage(dice, text, texts)
    try:
        return text.encode(dice.choice(ENCODINGS), "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def in_archive(dice: random.Random, sample: bytes, texts: list[str]) -> bytes:
    """The .docx with other XML in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode("utf-8", "replace")
            for _ in range(dice.choice(DAMAGES)):
                text = damage(dice, text, texts)
            new.writestr(name, text.encode("utf-8", "surrogatepass"))
    return file.getvalue()


def damaged_bytes(dice: random.Random, data: bytes) -> bytes:
    if dice.random() > AS_BYTES or not data:
        return data
    spoiled = bytearray(data)
    for _ in range(dice.choice(DAMAGES)):
        at = dice.randrange(len(spoiled) or 1)
        match dice.randrange(3):
            case 0:
                spoiled[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                spoiled[at:at] = dice.randbytes(dice.randrange(4))
            case _:
                del spoiled[at : at + dice.randrange(1, 40)]
    return bytes(spoiled)


def fault(check: Callable[[bytes], None], data: bytes) -> str:
    """The exception that *check* ends with and where it was raised; nothing where the law holds."""
    signal.setitimer(signal.ITIMER_VIRTUAL, A_CALL)
    try:
        check(data)
    except Exception as error:  # any exception is what the campaign looks for
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else ""
        return f"{type(error).__name__} in {place}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return ""


def too_long(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def keep(check: Callable[[bytes], None], data: bytes, name: str) -> None:
    """The smallest part of *data* that is found with the same fault, as a file."""
    least = smaller(data, lambda less: fault(check, less) == name)
    FOUND.mkdir(exist_ok=True)
    path = FOUND / sha256(least).hexdigest()[:12]
    path.write_bytes(least)
    print(f"{name}: {path.name} {least[:200]!r}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=CHECKS)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=int, default=600, help="characters of an excerpt")
    args = parser.parse_args()
    signal.signal(signal.SIGVTALRM, too_long)
    dice, check = random.Random(args.seed), CHECKS[args.part]
    samples, texts = list(beginnings()), [*SEEDS * 40, *pool(args.seed)]
    count, size, found, start = 0, 0, Counter[str](), time.monotonic()
    with suppress(KeyboardInterrupt):  # what was tried until then counts
        while time.monotonic() - start < args.seconds:
            data = drawn(dice, samples, texts, args.longest)
            count, size = count + 1, size + len(data)
            if name := fault(check, data):
                found[name] += 1
                if found[name] == 1:
                    keep(check, data, name)
            if count % 250_000 == 0:
                print(
                    f"{count:,} inputs, {time.monotonic() - start:.0f} s, found: {dict(found) or 'nothing'}", flush=True
                )
    print(
        f"{args.part}, seed {args.seed}: {count:,} inputs, {size:,} bytes, {time.monotonic() - start:.0f} s, found: {dict(found) or 'nothing'}"
    )
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
