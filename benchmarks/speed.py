"""How long the seed meeting takes: import, first and second parse, twice the text, and the ways out of a record.

Usage: python benchmarks/speed.py [TRANSCRIPT]. Goals: import 0.15 s, first parse 1.0 s, second 0.45 s, twice the text in twice the time.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

PATH = Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent.parent / "seeds" / "003_1fb1898204eabd65.txt"
IMPORT = "import time; t = time.perf_counter(); import transcript; print(time.perf_counter() - t)"


def seconds(act: Callable[[], object], *, times: int = 1) -> float:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        took.append(time.perf_counter() - start)
    return min(took)


def imported() -> float:
    """The best of three fresh processes."""
    runs = [subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, check=True) for _ in range(3)]
    return min(float(run.stdout) for run in runs)


def main() -> None:
    rows = {"import": imported()}
    import transcript

    def parse(text: str) -> transcript.MeetingRecord:
        return transcript.parse_transcript(text)  # the first call imports the stages

    text = PATH.read_text(encoding="utf-8")
    rows["first parse"] = seconds(lambda: parse(text))
    rows["second parse"] = seconds(lambda: parse(text), times=3)
    rows["twice the text"] = seconds(lambda: parse(text + "\n\n" + text), times=2)
    record = parse(text)
    saved = record.to_json()
    rows["to_json"] = seconds(record.to_json, times=3)
    rows["from_json"] = seconds(lambda: transcript.MeetingRecord.from_json(saved), times=3)
    rows["to_markdown"] = seconds(record.to_markdown, times=3)
    for name, took in rows.items():
        print(f"{name:16} {took:7.3f} s")
    print(f"{len(text) / rows['second parse']:,.0f} characters a second")


if __name__ == "__main__":
    main()
