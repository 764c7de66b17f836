"""Compare the records that two source trees make of the same documents.

Usage: compare_records.py OLD_SRC NEW_SRC DOCUMENT … [--lexicon LEXICON]

OLD_SRC and NEW_SRC are folders that hold the package `transcript`. Each parses every document in a process of its own; the records are
compared as JSON, byte for byte. Prints the documents whose records differ, with the fields that do, and the time that each tree took.
Exits with 1 if any differ.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

_PARSE = """
import sys
from pathlib import Path
from transcript import Lexicon, parse_transcript

lexicon = Lexicon.load(Path(sys.argv[1])) if sys.argv[1] else None
for line in sys.stdin:
    try:
        record = parse_transcript(Path(line.rstrip("\\n")), lexicon=lexicon).to_json()
    except Exception as error:
        record = f"{type(error).__name__}: {error}"
    print(record.replace("\\n", " "), flush=True)
"""


def records(tree: Path, documents: list[Path], lexicon: Path | None) -> tuple[list[str], float]:
    """The records that a tree makes of the documents, as JSON lines, and the seconds it took."""
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", _PARSE, str(lexicon or "")],
        input="".join(f"{document.resolve()}\n" for document in documents),
        env={**os.environ, "PYTHONPATH": str(tree.resolve())},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.splitlines(), time.monotonic() - start


def differing(old: str, new: str) -> str:
    """The fields of two records that differ."""
    try:
        before, after = json.loads(old), json.loads(new)
    except ValueError:
        return f"{old[:80]} / {new[:80]}"
    return ", ".join(key for key in {**before, **after} if before.get(key) != after.get(key))


def main() -> None:
    """Compare and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("documents", type=Path, nargs="+")
    parser.add_argument("--lexicon", type=Path)
    args = parser.parse_args()
    old, before = records(args.old, args.documents, args.lexicon)
    new, after = records(args.new, args.documents, args.lexicon)
    rows = zip(args.documents, old, new, strict=True)
    different = [f"{document.name}: {differing(a, b)}" for document, a, b in rows if a != b]
    print(
        "\n".join(
            [*different, f"{len(args.documents)} documents, {len(different)} differ; {before:.1f} s, {after:.1f} s"]
        )
    )
    sys.exit(bool(different))


if __name__ == "__main__":
    main()
