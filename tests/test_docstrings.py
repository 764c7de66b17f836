"""Every public function says what it takes, gives and raises."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "transcript"
MODULES = sorted(SRC.rglob("*.py"))


def public_functions(body):
    """The functions and methods without an underscore, of classes without one that are no protocols."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
            if not node.name.startswith("_") and not bases & {"Protocol"}:
                yield from public_functions(node.body)
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            marks = {ast.unparse(mark).rpartition(".")[2] for mark in node.decorator_list}
            if not marks & {"overload", "default", "validator"}:
                yield node, bool(marks & {"property", "cached_property"})


def missing_in(function, *, is_property):
    """What the docstring of a function does not say."""
    said = ast.get_docstring(function) or ""
    given = function.args
    names = [
        one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs) if one.arg not in ("self", "cls", "_")
    ]
    returned = ast.unparse(function.returns) if function.returns else "None"
    raises = any(isinstance(node, ast.Raise) for node in ast.walk(function))
    missing = [f"Args: {name}" for name in names if "Args:" not in said or f"{name}:" not in said.replace(", ", ":")]
    if returned not in ("None", "Never") and not is_property and not ("Returns:" in said or "Yields:" in said):
        missing.append("Returns")
    if raises and "Raises:" not in said:
        missing.append("Raises")
    return missing if said else ["a docstring"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SRC).as_posix())
def test_public_functions_say_what_they_take_give_and_raise(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {f.name: missing_in(f, is_property=is_property) for f, is_property in public_functions(tree.body)}
    assert {name: missing for name, missing in found.items() if missing} == {}


def test_a_docstring_that_says_too_little_is_found():
    (short, _), (whole, _) = public_functions(
        ast.parse(
            'def f(a, *, b) -> int:\n    """Do.\n\n    Args:\n        a: One.\n    """\n    raise ValueError\n'
            'def g(a) -> int:\n    """Do.\n\n    Args:\n        a: One.\n\n    Returns:\n        One.\n    """\n'
        ).body
    )
    assert missing_in(short, is_property=False) == ["Args: b", "Returns", "Raises"]
    assert missing_in(whole, is_property=False) == []
