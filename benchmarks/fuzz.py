"""Coverage-guided fuzzing: every reader, or the whole pipeline, on bytes that grow out of the samples, for as long as it is told.

Usage: python benchmarks/fuzz.py readers|pipeline [--seconds 600] [--seed 1] [--corpus FOLDER]. Needs atheris. What it finds is written to a file
`crash-…` or `timeout-…` in the folder; make it small, and put it into tests/properties/found, where every run of the tests replays it. The first byte of an
input chooses the reader; see `check` in tests/properties/found_files.py, which is what must hold.
"""

import argparse
import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "properties"))

PARTS = {"readers": ["transcript.readers", "transcript.text"], "pipeline": ["transcript"]}
LONGEST = {"readers": 4096, "pipeline": 2048}
A_CALL = 60  # seconds on the clock that an input may take: enough for a busy machine

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("part", choices=PARTS)
parser.add_argument("--seconds", type=int, default=600)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--corpus", type=Path)
args = parser.parse_args()

with atheris.instrument_imports(include=PARTS[args.part]):
    from found_files import CHECKS, beginnings

FOLDER = args.corpus or Path("/tmp") / f"transcript-fuzz-{args.part}"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(beginnings()):
        (FOLDER / f"beginning{number:04}").write_bytes(data[: LONGEST[args.part]])
    options = [
        f"-max_total_time={args.seconds}",
        f"-seed={args.seed}",
        f"-max_len={LONGEST[args.part]}",
        f"-timeout={A_CALL}",
        f"-artifact_prefix={FOLDER}/",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(FOLDER)], CHECKS[args.part])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
