"""Make the files of weights again, and lock what they were made from: scripts/weights.lock.json.

Usage:
    refit.py                                    list the recipes of weights.toml with their inputs, packages and seconds
    refit.py NAME… --data DIR                   run recipes in the order of their needs, then lock them
    refit.py NAME… --data DIR --figures         run the commands that print figures of documents left out, and lock these
    refit.py --lock [NAME…] [--say FIGURES]     lock what stands, after a fit by hand or a move of files; FIGURES are lines of text

DIR holds the named data: train/sayit.jsonl.gz, text/statutes.txt.gz. The lock holds, for each recipe, the SHA-256 of the weights, of the inputs and
of the scripts (their syntax trees without docstrings, so that a comment changes nothing), the seconds of the fit and the figures. `tests/test_weights.py`
compares it with what stands. The library's own code is not hashed, though the scripts run it.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import shlex
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS, LOCK = ROOT / "scripts", ROOT / "scripts" / "weights.lock.json"
WORK = ROOT / "build" / "refit"
MODULES = (SCRIPTS, ROOT / "benchmarks")
SHOWN = 12  # last lines of output that are kept as figures


def read_recipes() -> tuple[dict[str, Any], dict[str, Any]]:
    """Recipes by name, and the named data."""
    recipes = tomllib.loads((SCRIPTS / "weights.toml").read_text(encoding="utf-8"))
    data = recipes.pop("data")
    return recipes, data


def read_lock() -> dict[str, Any]:
    return json.loads(LOCK.read_text(encoding="utf-8")) if LOCK.exists() else {}


def hash_of(path: Path) -> str:
    """SHA-256 of a file, or of the names and hashes of all files in a folder."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    files = sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    listed = "".join(f"{file.relative_to(path).as_posix()} {hash_of(file)}\n" for file in files)
    return hashlib.sha256(listed.encode()).hexdigest()


def hash_of_code(path: Path) -> str:
    """SHA-256 of the syntax tree of a script without docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if (
            isinstance(body, list)
            and body
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
        ):
            body.pop(0)
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()


def scripts_of(recipe: Mapping[str, Any]) -> list[Path]:
    """The scripts that a recipe runs, and the modules beside them that these import."""
    found: dict[Path, None] = {}
    waiting = [SCRIPTS / shlex.split(command)[0] for command in recipe["run"]]
    while waiting:
        path = waiting.pop(0)
        if path not in found:
            found[path] = None
            waiting += [p for name in _imported(path) for folder in MODULES if (p := folder / f"{name}.py").exists()]
    return list(found)


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def state_of(recipe: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The hashes of a recipe's weights, inputs and scripts as they stand."""
    return {
        "weights": {path: hash_of(ROOT / path) for path in recipe["writes"]},
        "inputs": {path: hash_of(ROOT / path) for path in recipe.get("inputs", ())},
        "scripts": {path.relative_to(ROOT).as_posix(): hash_of_code(path) for path in scripts_of(recipe)},
    }


def lock(names: Iterable[str], *, seconds: Mapping[str, float] | None = None, figures: Sequence[str] = ()) -> None:
    """Write the state of the recipes of these names into the lock; seconds and figures that are not given stay."""
    recipes, _ = read_recipes()
    locked = read_lock()
    for name in names:
        before = locked.get(name, {})
        locked[name] = {
            **state_of(recipes[name]),
            "seconds": round((seconds or {}).get(name, 0)) or before.get("seconds"),
            "figures": list(figures) or before.get("figures", []),
        }
    ordered = {name: locked[name] for name in recipes if name in locked}
    LOCK.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def prepare(data: Path, named: Mapping[str, Any], wanted: Iterable[str]) -> dict[str, str]:
    """Check the named data, build the corpus, and return what stands for {data}, {corpus} and {work} in commands.

    Raises:
        SystemExit: If data is not there, or is not what the recipes name.
    """
    for name in wanted:
        path = data / named[name]["file"]
        if not path.exists():
            sys.exit(f"{path} is missing: {named[name]['source']}")
        if hash_of(path) != named[name]["sha256"]:
            sys.exit(f"{path} is not the file that weights.toml names")
    subprocess.run([sys.executable, "corpus/build.py"], cwd=ROOT, check=True)
    corpus = WORK / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for name, folder in (("introductions", ROOT / "corpus"), ("meetings", ROOT / "corpus"), ("text", data.resolve())):
        link = corpus / name
        link.unlink(missing_ok=True)
        link.symlink_to(folder / name)
    return {"data": str(data.resolve()), "corpus": str(corpus), "work": str(WORK)}


def run(command: str, places: Mapping[str, str]) -> list[str]:
    """Run one command, show what it prints, and return the last lines of that."""
    arguments = [part.format_map(places) for part in shlex.split(command)]
    print("$", " ".join(arguments), flush=True)
    with subprocess.Popen([sys.executable, *arguments], cwd=SCRIPTS, stdout=subprocess.PIPE, text=True) as process:
        lines = []
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line.rstrip())
    if process.returncode:
        sys.exit(f"{arguments[0]} failed")
    return [line for line in lines if line][-SHOWN:]


def refit(names: Sequence[str], *, data: Path, figures_only: bool) -> None:
    """Run the recipes of these names in the order of weights.toml, which is that of their needs."""
    recipes, named = read_recipes()
    chosen = [name for name in recipes if name in names]
    places = prepare(data, named, {part for name in chosen for part in recipes[name].get("data", ())})
    for name in chosen:
        recipe, start, printed = recipes[name], time.monotonic(), []
        if not figures_only:
            for command in recipe["run"]:
                printed += run(command, places)
        seconds = time.monotonic() - start
        if figures_only and "judge" in recipe:
            printed = run(recipe["judge"], places)
        lock([name], seconds={} if figures_only else {name: seconds}, figures=printed[-SHOWN:])


def show() -> None:
    """Print each recipe: what it writes, runs, reads and needs."""
    recipes, _ = read_recipes()
    locked = read_lock()
    for name, recipe in recipes.items():
        entry = locked.get(name, {})
        print(f"{name}: {', '.join(recipe['writes'])}")
        for command in recipe["run"]:
            print(f"    $ {command}")
        for what in ("inputs", "data", "after", "packages"):
            if recipe.get(what):
                print(f"    {what}: {', '.join(recipe[what])}")
        print(f"    {entry['seconds'] or 'unknown'} seconds" if entry else "    not locked")


def main() -> None:
    recipes, _ = read_recipes()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*recipes, []], help=", ".join(recipes))
    parser.add_argument("--data", type=Path)
    parser.add_argument("--figures", action="store_true")
    parser.add_argument("--lock", action="store_true")
    parser.add_argument("--say", default="")
    args = parser.parse_args()
    if args.lock:
        lock(args.names or recipes, figures=args.say.splitlines())
    elif args.names:
        if not args.data:
            parser.error("--data is needed")
        refit(args.names, data=args.data, figures_only=args.figures)
    else:
        show()


if __name__ == "__main__":
    main()
