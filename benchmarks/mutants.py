"""Changes one thing in a module and runs the tests of that module alone: do they see it?

Usage: python benchmarks/mutants.py [MODULE ...] [--sample 60] [--seed 7] [--hide]

A MODULE is a file below src/transcript, such as turns/flow.py; without one, text.py and all of turns and corrections. Its tests are its
doctests and the file of tests/ with its name. A change is one of those that mutmut makes: a comparison, an operator, a number, a text, an
argument left out. Every module is tried with a sample of its changes (0: with all of them), always the same for a seed; those that no
test sees are printed. A module that has few more than the sample is tried with all. Each runs in a fork of a process that has imported everything else, so that it costs a fraction of a second.
"""

import argparse
import ast
import gc
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

import attrs
import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "transcript"
PACKAGES = ("turns", "corrections")
# The rewriting of assertions would load the module itself; the names keep classes and functions of the module from being taken for tests.
OPTIONS = (
    *("-x", "-q", "-s", "--tb=no", "--assert=plain"),
    *(
        f"-pno:{plugin}"
        for plugin in ("cacheprovider", "unraisableexception", "threadexception", "logging", "faulthandler")
    ),
    *("-o", "python_classes=_none_", "-o", "python_functions=test_"),
)
SKIPPED_FIELDS = {"annotation", "returns", "decorator_list", "bases", "ctx"}
_BOTH_WAYS = (
    *((ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq), (ast.In, ast.NotIn), (ast.Is, ast.IsNot)),
    *((ast.And, ast.Or), (ast.Add, ast.Sub), (ast.Mult, ast.Div), (ast.BitOr, ast.BitAnd), (ast.LShift, ast.RShift)),
    (ast.Break, ast.Continue),
)
_ONE_WAY = ((ast.FloorDiv, ast.Div), (ast.Mod, ast.Div), (ast.Pow, ast.Mult), (ast.BitXor, ast.BitAnd))
_TWINS = (
    *(("min", "max"), ("any", "all"), ("find", "rfind"), ("index", "rindex"), ("lstrip", "rstrip")),
    *(("startswith", "endswith"), ("removeprefix", "removesuffix"), ("partition", "rpartition")),
)
OPERATORS: dict[type[ast.AST], type[ast.AST]] = dict(
    (*_BOTH_WAYS, *_ONE_WAY, *((after, before) for before, after in _BOTH_WAYS))
)
ELSEWHERE = {"voices": "mislabelled", "witnesses": "mislabelled", "__init__": "find_turns"}  # tested with another
NAMES = dict((*_TWINS, *((after, before) for before, after in _TWINS)))


@attrs.frozen(kw_only=True)
class Mutant:
    """One change: `parent.field` (at `index`, where it is a list) becomes `after`, or is left out."""

    parent: ast.AST
    field: str
    index: int | None
    after: ast.AST | None
    line: int
    told: str

    def apply(self) -> None:
        held = getattr(self.parent, self.field)
        if self.index is None:
            setattr(self.parent, self.field, self.after)
        elif self.after is None:
            del held[self.index]
        else:
            held[self.index] = self.after


def find_mutants(tree: ast.Module) -> list[Mutant]:
    return list(_below(tree, line=0))


def _below(node: ast.AST, *, line: int) -> Iterator[Mutant]:
    for field, index, child in _children(node):
        here = getattr(child, "lineno", line)
        for after in (*_changed(child), *_negated(child, parent=node, field=field)):
            told = f"{_shown(child, node)}  →  {_shown(after, node)}"
            yield Mutant(parent=node, field=field, index=index, after=after, line=here, told=told)
        if isinstance(node, ast.Call) and index is not None and len(node.args) + len(node.keywords) > 1:
            told = f"{_shown(node, node)}  without  {_shown(child, node)}"
            yield Mutant(parent=node, field=field, index=index, after=None, line=here, told=told)
        yield from _below(child, line=here)


def _children(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for field, held in ast.iter_fields(node):
        if field in SKIPPED_FIELDS:
            continue
        for index, child in enumerate(held) if isinstance(held, list) else ((None, held),):
            if isinstance(child, ast.AST) and not _is_left_alone(child):
                yield field, index, child


def _is_left_alone(node: ast.AST) -> bool:
    """Imports, docstrings, what only the type checker reads, and what makes no difference where all is well: `strict=`, `encoding=`."""
    if isinstance(node, ast.keyword):
        return node.arg in {"strict", "encoding"}
    if isinstance(node, ast.If):
        return ast.unparse(node.test) == "TYPE_CHECKING"
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0]) == "__all__"
    said = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return said or isinstance(node, ast.Import | ast.ImportFrom)


def _changed(node: ast.AST) -> Iterator[ast.AST]:
    if type(node) in OPERATORS:
        yield OPERATORS[type(node)]()
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str(value)):
            yield ast.Constant(f"XX{value}XX")
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.Name(id=name, ctx=context) if name in NAMES:
            yield ast.Name(NAMES[name], context)
        case ast.Attribute(value=value, attr=name, ctx=context) if name in NAMES:
            yield ast.Attribute(value, NAMES[name], context)
        case ast.AugAssign(target=target, value=value):
            yield ast.Assign([target], value)
        case ast.Lambda(args=arguments):
            yield ast.Lambda(arguments, ast.Constant(None))


def _negated(node: ast.AST, *, parent: ast.AST, field: str) -> Iterator[ast.AST]:
    """Conditions that are no comparison negated; values given away or handed on, lost."""
    is_condition = field == "test" or (field == "ifs")
    if is_condition and not isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield ast.UnaryOp(ast.Not(), node)
    is_value = isinstance(parent, ast.Assign | ast.AnnAssign | ast.keyword) and field == "value"
    is_argument = isinstance(parent, ast.Call) and field == "args" and not isinstance(node, ast.Starred)
    if (is_value or is_argument) and not (isinstance(node, ast.Constant) and node.value is None):
        yield ast.Constant(None)


def _shown(node: ast.AST, parent: ast.AST) -> str:
    written = (
        ast.unparse(ast.fix_missing_locations(node)) if isinstance(node, ast.expr | ast.stmt | ast.keyword) else ""
    )
    shown = written or f"{type(node).__name__} in {ast.unparse(parent)}"
    return " ".join(shown.split())[:110]


class Changed(importlib.machinery.SourceFileLoader):
    """Loads a module from a tree instead of its file."""

    tree = ast.Module([], [])

    def get_code(self, fullname: str) -> CodeType:
        return compile(ast.fix_missing_locations(self.tree), self.get_filename(fullname), "exec")


class Finder(importlib.abc.MetaPathFinder):
    """Finds one module, to be loaded from a tree."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self.name, self.path, self.tree = name, path, tree

    def find_spec(
        self, fullname: str, _path: object = None, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        loader = Changed(fullname, str(self.path))
        loader.tree = self.tree
        return importlib.util.spec_from_file_location(fullname, self.path, loader=loader)


@attrs.frozen(kw_only=True)
class Subject:
    """A module with its tests."""

    path: Path
    name: str
    tests: tuple[str, ...]
    importers: frozenset[str]

    def run(self, mutant: Mutant | None, *, tree: ast.Module, limit: float) -> bool:
        """Whether the tests fail; `limit` is in seconds of the processor."""
        child = os.fork()
        if child:
            return os.waitpid(child, 0)[1] != 0
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, limit)
        if mutant is not None:
            mutant.apply()
        sys.meta_path.insert(0, Finder(self.name, self.path, tree))
        tests = str(ROOT / "tests")
        for name, module in list(sys.modules.items()):
            if name in self.importers or (getattr(module, "__file__", None) or "").startswith(tests):
                del sys.modules[name]
        os._exit(_pytest(self.tests))


def _pytest(tests: tuple[str, ...]) -> int:
    try:
        code = pytest.main([*OPTIONS, *tests])
        return int(code != pytest.ExitCode.NO_TESTS_COLLECTED and code)
    except BaseException:
        return 1


def _importers(name: str) -> frozenset[str]:
    """The module and all of this project's that import it, directly or not."""
    ours = {path: _module(path) for path in SOURCE.rglob("*.py")}
    imports = {module: _imported(path) for path, module in ours.items()}
    found, new = set[str](), {name}
    while new:
        found |= new
        new = {module for module, names in imports.items() if names & found} - found
    return frozenset(found)


def _module(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def _imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def score(subject: Subject, *, sample: int, seed: int, is_told: bool) -> tuple[int, int]:
    """Print a row of the table, and which mutants no test sees; how many were seen, of how many."""
    tree = ast.parse(subject.path.read_text(encoding="utf-8"))
    mutants = find_mutants(tree)
    chosen = mutants
    if 0 < sample < len(mutants) / 1.5:
        chosen = random.Random(f"{seed} {subject.name}").sample(mutants, sample)
    if not chosen:
        return 0, 0
    limit = _limit(subject, tree)
    start = time.monotonic()
    left = [mutant for mutant in chosen if not subject.run(mutant, tree=tree, limit=limit)]
    seen = len(chosen) - len(left)
    shown = subject.path.relative_to(SOURCE)
    took = time.monotonic() - start
    print(f"| `{shown}` | {len(mutants)} | {len(chosen)} | {seen} ({seen / len(chosen):.2f}) | {took:.0f} s |")
    for mutant in sorted(left, key=lambda mutant: mutant.line) if is_told else ():
        print(f"    {shown}:{mutant.line}: {mutant.told}")
    sys.stdout.flush()
    return seen, len(chosen)


def _limit(subject: Subject, tree: ast.Module) -> float:
    """How long the tests may take, in seconds of the processor; fills the caches of what lies below the module."""
    _quietly(subject.tests)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    if subject.run(None, tree=tree, limit=300):
        sys.exit(f"{subject.name}: its tests fail as it stands")
    gc.freeze()  # the children have nothing of the parent's to collect
    return 5 + 5 * (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)


def _quietly(tests: tuple[str, ...]) -> None:
    kept, nowhere = [os.dup(1), os.dup(2)], os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    _pytest(tests)
    for stream, held in zip((1, 2), kept, strict=True):
        os.dup2(held, stream)
    for held in (*kept, nowhere):
        os.close(held)


def _subject(path: Path) -> Subject:
    below = path.relative_to(SOURCE)
    files = (f"test_{stem}.py" for stem in (below.stem, ELSEWHERE.get(below.stem)))
    tests = tuple(
        str(test) for test in (*(ROOT / "tests" / below.parent / file for file in files), path) if test.exists()
    )
    return Subject(path=path, name=_module(path), tests=tests, importers=_importers(_module(path)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--hide", action="store_true", help="do not print what no test sees")
    asked = parser.parse_args()
    paths = [SOURCE / module for module in asked.modules]
    os.chdir(ROOT)
    if not paths:
        paths = [SOURCE / "text.py", *(path for name in PACKAGES for path in sorted((SOURCE / name).glob("*.py")))]
    print("| module | mutants | tried | seen | time |")
    rows = [score(_subject(path), sample=asked.sample, seed=asked.seed, is_told=not asked.hide) for path in paths]
    seen, tried = (sum(counts) for counts in zip(*rows, strict=True))
    print(f"{seen} of {tried} seen ({seen / max(tried, 1):.3f})")


if __name__ == "__main__":
    main()
