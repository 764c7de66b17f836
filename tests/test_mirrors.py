"""Every module has its test file, found by name: transcript/people/roster.py has tests/people/test_roster.py."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
SRC = TESTS.parent / "src" / "transcript"
MODULES = [path.relative_to(SRC) for path in sorted(SRC.rglob("*.py")) if not path.stem.startswith("__")]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.as_posix())
def test_a_module_has_its_test_file(module):
    assert (TESTS / module.parent / f"test_{module.name}").exists()


def test_a_name_stands_once():
    assert len({module.name for module in MODULES}) == len(MODULES)
    assert len(MODULES) < 120  # beside __main__
