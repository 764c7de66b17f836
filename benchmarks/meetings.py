"""Made-up meetings by the thousand: who calls whom, what is said, how it is laid out and garbled is drawn from the pieces of the property tests.

Usage: python benchmarks/meetings.py FOLDER [--meetings 1000] [--seed 1] [--damaged 0.01]. Damaged files are such that no reader may take them; their names
begin with `damaged`.
"""

import argparse
import json
import random
import sys
import zlib
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "properties"))

from strategies import CALLS, CLOSINGS, FORMATS, GARBLINGS, GUESTS, HOSTS, MATTERS, OPENINGS, THANKS

SUFFIXES = {
    "stamps": ".txt",
    "lines": ".txt",
    "labels": ".txt",
    "colons": ".txt",
    "plain": ".txt",
    "json": ".json",
    "srt": ".srt",
}
PER_FOLDER = 100


def turns(dice: random.Random) -> list[tuple[int, str]]:
    """Number of the voice and words of each turn: a host, and guests whom the host calls and thanks."""
    said = [(1, f"各位领导、各位同事，大家好，我是{dice.choice(HOSTS)}，现在开会。")]
    for voice, (name, organization, title) in enumerate(dice.sample(GUESTS, dice.randint(2, len(GUESTS))), 2):
        who = {"name": name, "surname": name[0], "org": organization, "title": title}
        matters = "".join(dice.choice(MATTERS) for _ in range(dice.randint(4, 20)))
        said[-1] = (1, said[-1][1] + dice.choice(CALLS).format(**who))
        said.append((voice, dice.choice(OPENINGS) + matters + dice.choice(CLOSINGS)))
        said.append((1, dice.choice(THANKS).format(**who) or "好。"))
    return [*said[:-1], (1, said[-1][1] + "今天的会就开到这里。")]


def garbled(dice: random.Random, words: str) -> str:
    for old, new in GARBLINGS:
        if dice.random() < 0.15:
            words = words.replace(old, new)
    return words


def laid_out(dice: random.Random, layout: str) -> str:
    """A meeting in one layout, from one of text, a result in JSON, and subtitles."""
    seconds, rows = dice.randint(0, 400), []
    for voice, words in turns(dice):
        said = garbled(dice, words)
        length = max(1, len(said) // 4)
        rows.append((seconds, seconds + length, voice, said))
        seconds += length
    if layout == "json":
        segments = [
            {"start": start, "end": end, "speaker": f"SPEAKER_{voice:02}", "text": said}
            for start, end, voice, said in rows
        ]
        return json.dumps({"segments": segments}, ensure_ascii=False)
    if layout == "srt":
        return "\n".join(
            f"{n}\n{clock(start)},000 --> {clock(end)},000\n{said}\n" for n, (start, end, _, said) in enumerate(rows, 1)
        )
    stamped = (
        FORMATS[layout].format(stamp=f"{start // 60:02}:{start % 60:02}", voice=voice, words=said)
        for start, _, voice, said in rows
    )
    return "春耕工作推进会\n\n\n\n" + "".join(stamped)


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def damaged(dice: random.Random) -> tuple[str, bytes]:
    """The ending of a file and bytes that no reader may take."""
    text = laid_out(dice, "json")
    return dice.choice(
        [
            (".json", text[: dice.randint(20, len(text) - 3)].encode()),
            (".json", b'{"answer": 42}'),
            (".txt", dice.randbytes(2000)),
            (".txt", b"%PDF-1.7\n" + text.encode()),
            (".docx", b"PK\x03\x04" + dice.randbytes(500)),
            (".gz", b"\x1f\x8b" + zlib.compress(text.encode())),
            (".rttm", b"SPEAKER a 1 0.0 4.0 <NA> <NA> A <NA> <NA>\n"),
            (".srt", (laid_out(dice, "srt") + "\nWEBVTT\n").encode()),
        ]
    )


def write(folder: Path, *, meetings: int, seed: int, share: float) -> int:
    """Write so many files into folders of a hundred, and say how many characters the sound ones have."""
    dice = random.Random(seed)
    bad = set(dice.sample(range(meetings), round(meetings * share)))
    characters = 0
    for number in range(meetings):
        place = folder / f"{number // PER_FOLDER:04}"
        place.mkdir(parents=True, exist_ok=True)
        if number in bad:
            suffix, data = damaged(dice)
            (place / f"damaged{number:05}{suffix}").write_bytes(data)
            continue
        layout = dice.choice(list(SUFFIXES))
        text = laid_out(dice, layout)
        characters += len(text)
        (place / f"meeting{number:05}{SUFFIXES[layout]}").write_bytes(text.encode())
    return characters


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--meetings", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--damaged", type=float, default=0.01)
    args = parser.parse_args()
    characters = write(args.folder, meetings=args.meetings, seed=args.seed, share=args.damaged)
    print(f"{args.meetings:,} files, {characters:,} characters")


if __name__ == "__main__":
    main()
