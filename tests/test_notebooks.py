"""The notebooks of examples/ run from the first cell to the last."""

import json
import os
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "examples").glob("*.ipynb"))
NEEDED = ("ipykernel", "matplotlib", "nbclient", "pandas")


@pytest.fixture
def run():
    """Runs a notebook; Jupyter is too heavy to come with the tests, so that CI alone insists."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        (pytest.fail if os.environ.get("TRANSCRIPT_NO_SKIPS") else pytest.skip)(f"not installed: {', '.join(missing)}")
    import nbformat
    from nbclient import NotebookClient

    def executed(path):
        book = nbformat.read(path, as_version=4)
        return NotebookClient(book, timeout=300, resources={"metadata": {"path": str(ROOT / "examples")}}).execute()

    return executed


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning", "ignore::RuntimeWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_run(path, run):
    book = run(path)
    outputs = [output for cell in book.cells for output in cell.get("outputs", ())]
    assert any("text/html" in output.get("data", {}) for output in outputs)
    assert [output for output in outputs if output.get("name") == "stderr"] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_are_kept_with_what_they_printed(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    assert any("text/html" in output.get("data", {}) for output in outputs)
    assert not [output for output in outputs if output["output_type"] == "error" or output.get("name") == "stderr"]
