"""Any file is a lexicon, or a `LexiconError` that says where it is none."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from transcript import Lexicon, LexiconError

PIECES = st.sampled_from(
    [
        "词条",
        "姓名",
        "惠民通",
        ",",
        "\t",
        "\n",
        "|",
        '"',
        "[[",
        "]]",
        "{",
        "}",
        "[",
        "]",
        ":",
        "=",
        "->",
        "~~~",
        "#",
        "20",
        "weight",
        "\x00",
        "\r",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map("".join))
SUFFIXES = st.sampled_from(["", ".txt", ".csv", ".json", ".toml"])


def load(data: bytes, suffix: str) -> Lexicon | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"lexicon{suffix}"
        path.write_bytes(data)
        try:
            return Lexicon.load(path)
        except LexiconError as error:
            message = str(error)
    assert message
    return None


@given(TEXTS, SUFFIXES)
def test_any_text_loads_or_says_why_not(text, suffix):
    lexicon = load(text.encode("utf-8", errors="surrogatepass"), suffix)
    assert lexicon is None or len(lexicon) > 0


@given(st.binary(max_size=40), SUFFIXES)
def test_any_bytes_load_or_say_why_not(data, suffix):
    lexicon = load(data, suffix)
    assert lexicon is None or len(lexicon) > 0


def not_parted(word: str) -> bool:
    return not any(mark in word for mark in "|\uff5c；;、，")


@pytest.mark.parametrize("suffix", ["toml", "csv", "json"])
@given(words=st.lists(st.text(min_size=1, max_size=8).filter(not_parted), min_size=1, max_size=5))
def test_any_lexicon_is_read_back_as_it_was_saved(words, suffix):
    try:
        lexicon = Lexicon.from_records([{"term": word, "aliases": [word + "办"]} for word in words])
    except LexiconError:
        reject()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"lexicon.{suffix}"
        lexicon.save(path)
        assert Lexicon.load(path) == lexicon
