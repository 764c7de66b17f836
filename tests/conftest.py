import os

import pytest
from hypothesis import HealthCheck, settings

# "ci" is the same in every run; "dev" and "long" look for what it has not found: HYPOTHESIS_PROFILE=long pytest tests/properties
settings.register_profile("ci", max_examples=40, deadline=None, derandomize=True)
settings.register_profile("dev", max_examples=20, deadline=None)
settings.register_profile(
    "long", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_xdist_auto_num_workers(config):
    """Run what is named on the command line in one process, which starts faster; all tests on all cores."""
    return 0 if config.args_source is config.ArgsSource.ARGS else None


def pytest_addoption(parser):
    parser.addoption("--rewrite-golden", action="store_true", help="write what is found over the golden files")


@pytest.fixture
def golden(request):
    """Compare a text with a golden file; `--rewrite-golden` writes the file instead."""

    def check(text, path):
        if request.config.getoption("--rewrite-golden"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_bytes().decode("utf-8")

    return check
