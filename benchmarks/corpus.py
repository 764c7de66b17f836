"""A folder of made-up meetings, some damaged, with one process and with two: time, what failed, what a kill in the middle leaves.

Usage: python benchmarks/corpus.py [--meetings 400] [--seed 1] [--lexicon FILE]. Goals: two processes 1.7 times one; every damaged file, and no other, is
listed; after a kill the next run does exactly the rest.
"""

import argparse
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from meetings import write

ROOT = Path(__file__).parent.parent


def command(folder: Path, out: Path, *, jobs: int, lexicon: str | None) -> list[str]:
    more = ["--lexicon", lexicon] if lexicon else []
    return [sys.executable, "-m", "transcript", "parse", str(folder), "-o", str(out), "--jobs", str(jobs), *more]


def run(folder: Path, out: Path, *, jobs: int, lexicon: str | None) -> tuple[float, float, str]:
    """Seconds on the clock and of the processors, and the report."""
    start, before = time.perf_counter(), used()
    done = subprocess.run(command(folder, out, jobs=jobs, lexicon=lexicon), capture_output=True, check=False)
    lines = done.stderr.decode().splitlines()
    return time.perf_counter() - start, used() - before, "; ".join(lines[-2:])


def used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def records(out: Path) -> set[Path]:
    return {path.relative_to(out) for path in out.rglob("*.json") if not path.name.startswith(".")}


def check(folder: Path, out: Path) -> None:
    """Every sound file has a record, every damaged one its reason."""
    sound = {path.relative_to(folder) for path in folder.rglob("meeting*")}
    assert {path.with_name(path.name.removesuffix(".json")) for path in records(out)} == sound
    listed = {Path(line.split("\t")[0]) for line in (out / "problems.tsv").read_text(encoding="utf-8").splitlines()}
    assert listed == set(folder.rglob("damaged*"))
    assert not list(out.rglob("*.part"))


def killed(folder: Path, out: Path, *, lexicon: str | None, after: float) -> None:
    """A run that is killed, and the next."""
    process = subprocess.Popen(command(folder, out, jobs=2, lexicon=lexicon), stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    time.sleep(1)
    there = {path: (out / path).stat().st_mtime_ns for path in records(out)}
    _, _, report = run(folder, out, jobs=2, lexicon=lexicon)
    check(folder, out)
    assert all((out / path).stat().st_mtime_ns == made for path, made in there.items()), "a record was made twice"
    print(f"killed after {after:.0f} s with {len(there):,} records; then: {report}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--meetings", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lexicon")
    args = parser.parse_args()
    with TemporaryDirectory() as place:
        folder = Path(place) / "in"
        characters = write(folder, meetings=args.meetings, seed=args.seed, share=0.01)
        print(f"{args.meetings:,} files, seed {args.seed}, {characters:,} characters in sound ones", flush=True)
        took = {}
        for jobs in (1, 2):
            out = Path(place) / f"out{jobs}"
            took[jobs], busy, report = run(folder, out, jobs=jobs, lexicon=args.lexicon)
            check(folder, out)
            print(
                f"{jobs} process(es): {took[jobs]:7.1f} s, {busy:7.1f} s of processors, {characters / busy:,.0f} characters a second and core; {report}",
                flush=True,
            )
        assert all(
            (Path(place) / "out1" / path).read_bytes() == (Path(place) / "out2" / path).read_bytes()
            for path in records(Path(place) / "out1")
        )
        print(f"two processes are {took[1] / took[2]:.2f} times one; the records are the same")
        killed(folder, Path(place) / "out3", lexicon=args.lexicon, after=took[2] / 2)


if __name__ == "__main__":
    main()
