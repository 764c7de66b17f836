"""How long a large result of a recogniser takes to read, and how much memory: word by word, 50 MB, in three layouts.

Usage: python benchmarks/reading.py [MEGABYTES]. Goals: a few seconds, memory within 10 times the file.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

SENTENCE = "今年的春耕比去年早了十二天，水渠都修好了。"
LAYOUTS = ("whisperx", "funasr", "srt")
KILOBYTE = 1024


def whisperx(at: int) -> str:
    words = [
        {
            "word": character,
            "start": round(at + index / 5, 3),
            "end": round(at + index / 5 + 0.2, 3),
            "score": 0.912,
            "speaker": "SPEAKER_00",
        }
        for index, character in enumerate(SENTENCE)
    ]
    return json.dumps(
        {"start": at, "end": at + 5, "text": SENTENCE, "words": words, "speaker": "SPEAKER_00"}, ensure_ascii=False
    )


def funasr(at: int) -> str:
    spans = [[at * 1000 + index * 200, at * 1000 + index * 200 + 200] for index in range(len(SENTENCE) - 2)]
    return json.dumps(
        {"text": SENTENCE, "start": at * 1000, "end": at * 1000 + 5000, "timestamp": spans, "spk": at // 60 % 3},
        ensure_ascii=False,
    )


def srt(at: int) -> str:
    hours, minutes, seconds = at // 3600, at // 60 % 60, at % 60
    stamp = f"{hours:02}:{minutes:02}:{seconds:02}"
    return f"{at}\n{stamp},000 --> {stamp},900\n{SENTENCE}\n"


def write(path: Path, layout: str, size: int) -> None:
    segment: Callable[[int], str] = {"whisperx": whisperx, "funasr": funasr, "srt": srt}[layout]
    head, between, tail = {
        "whisperx": ('{"segments": [', ", ", "]}"),
        "funasr": ('[{"sentence_info": [', ", ", "]}]"),
    }.get(layout, ("", "\n", ""))
    with path.open("w", encoding="utf-8") as out:
        out.write(head)
        at = 0
        while at % 64 or out.tell() < size:
            out.write((between if at else "") + segment(at * 2 if layout == "srt" else at * 5))
            at += 1
        out.write(tail)


def measure(path: Path) -> None:
    """In a process of its own: time and peak memory, without what the library takes."""
    from transcript.readers import read

    read('{"segments": [{"start": 0, "text": "好。"}]}')
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    source, _ = read(path)
    took = time.process_time() - start
    used = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * KILOBYTE
    size = path.stat().st_size
    print(
        f"{path.name:10} {size / 1e6:6.1f} MB {took:6.2f} s, memory {used / size:4.1f} times the file, {len(source.clock):,} moments"
    )


def main() -> None:
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
        return
    size = int(float(sys.argv[1]) * 1e6) if sys.argv[1:] else 50_000_000
    with TemporaryDirectory() as folder:
        for layout in LAYOUTS:
            path = Path(folder) / layout
            write(path, layout, size)
            subprocess.run([sys.executable, __file__, "--measure", str(path)], check=True)


if __name__ == "__main__":
    main()
