import subprocess
import sys

import pytest

import transcript


def test_every_public_name_is_there():
    assert sorted(transcript.__all__) == transcript.__all__
    assert all(getattr(transcript, name) is not None for name in transcript.__all__)
    assert dir(transcript) == transcript.__all__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'parse_minutes'"):
        _ = transcript.parse_minutes


def test_the_import_alone_loads_nothing():
    script = (
        "import sys, transcript; print(sorted({'attr', 'numpy', 'rjieba', 'pypinyin', 'regex'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
