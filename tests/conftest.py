import pytest


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
