"""Every number that stands as a constant says in a comment what it counts; decisions also say how it was chosen."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "transcript"


def is_number(node):
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float) and not isinstance(node.value, bool)
    if isinstance(node, ast.UnaryOp):
        return is_number(node.operand)
    if isinstance(node, ast.BinOp):
        return is_number(node.left) and is_number(node.right)
    values = node.elts if isinstance(node, ast.Tuple) else node.values if isinstance(node, ast.Dict) else ()
    return bool(values) and all(map(is_number, values))


def unexplained(code):
    """The numbers of a module without a comment behind or above them, or a string below; one comment may stand above several."""
    lines = code.splitlines()
    body = ast.parse(code).body
    explained_to = -1
    for node, following in zip(body, [*body[1:], None], strict=True):
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        above = lines[node.lineno - 2].startswith("#") or explained_to == node.lineno - 1
        if above:
            explained_to = node.end_lineno
        described = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
        if is_number(node.value) and not (above or described or "#" in lines[node.end_lineno - 1]):
            yield lines[node.lineno - 1]


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.py")), ids=lambda path: path.relative_to(SRC).as_posix())
def test_numbers_say_what_they_count(path):
    assert list(unexplained(path.read_text(encoding="utf-8"))) == []


def test_a_number_without_a_comment_is_found():
    assert list(unexplained("A = 2\n# Metres.\nB = 3\nC = 4, 5\n\nD = -1.0  # log odds\nE = {'a': 1}\nF = 'b'\n")) == [
        "A = 2",
        "E = {'a': 1}",
    ]
