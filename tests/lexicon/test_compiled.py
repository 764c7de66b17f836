"""Compiled lexicons: saved and loaded, damaged, and made by hand with right checksums and wrong content."""

import json
import zlib

import numpy as np
import pytest

from transcript import Lexicon, LexiconError, SourceError, correct_terms
from transcript.lexicon import compiled

RECORDS = [
    {"term": "青石桥街道", "type": "place", "aliases": ["青石桥"], "weight": 2.5},
    {"term": "云栖e站", "heard_as": ["云西一站"], "not": ["云西一站路"]},
    {"term": "云栖e站 3"},
    {"term": "岑柏洲", "type": "person", "title": "处长", "organization": "石桥市林业局", "heard_as": ["服务"]},
    {"term": "臺灣街"},
]
TEXT = "岑百洲处长到清石桥街道，看了云西一站，没有去云西一站路。"
NUMBER = 4


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "words.lexicon"
    Lexicon.from_records(RECORDS).save(path)
    return path


def forge(path, *, header=None, array=None, change=None):
    """Change the header of a saved lexicon, or the values of one of its arrays, and set both checksums anew."""
    data = path.read_bytes()
    start = len(compiled.MAGIC) + 2 * NUMBER
    size = int.from_bytes(data[len(compiled.MAGIC) :][:NUMBER], "little")
    head, body = json.loads(data[start : start + size]), bytearray(data[start + size :])
    for name, dtype, count, offset in head["arrays"]:
        if name == array:
            change(np.frombuffer(body, dtype=dtype, count=count, offset=offset))
    head["checksum"] = zlib.crc32(body)
    if header:
        header(head)
    text = json.dumps(head).encode()
    text += b" " * (-(start + len(text)) % 64)
    numbers = b"".join(n.to_bytes(NUMBER, "little") for n in (len(text), zlib.crc32(text)))
    path.write_bytes(compiled.MAGIC + numbers + text + bytes(body))


def row(header, name):
    return next(fields for fields in header["arrays"] if fields[0] == name)


def set_row(name, place, value):
    return lambda header: row(header, name).__setitem__(place, value)


@pytest.mark.parametrize(
    "change",
    [
        lambda h: h.pop("numbers"),
        lambda h: h.update(more=1),
        lambda h: h.update(size="64"),
        lambda h: h.update(size=h["size"] + 64),
        lambda h: h.update(arrays={}),
        lambda h: h.update(arrays=h["arrays"][:-1]),
        lambda h: h["arrays"].append(h["arrays"][0]),
        lambda h: h["arrays"].append([1, 2, 3]),
        set_row("index rows", 1, "<i8"),
        set_row("index rows", 1, "|O"),
        set_row("index rows", 2, -1),
        set_row("index rows", 2, 1 << 40),
        set_row("index rows", 3, -64),
        set_row("index rows", 3, 0),
        set_row("index rows", 0, "index lines"),
        lambda h: h["numbers"].update(longest=1 << 40),
        lambda h: h["numbers"].update(longest=-1),
        lambda h: h["numbers"].update(longest=True),
        lambda h: h["numbers"].update(broken_sizes=[-1]),
        lambda h: h["numbers"].update(broken_sizes=[3, 3]),
        lambda h: h["numbers"].update(same_script="no"),
        lambda h: h.update(problems=[["ordinary", "a", [3, 1]]]),
        lambda h: h.update(problems=[["ordinary", 1, None]]),
        lambda h: h.update(problems=["ordinary"]),
        lambda h: h.update(fingerprint=None),
    ],
)
def test_a_header_that_nobody_wrote_is_an_error(saved, change):
    forge(saved, header=change)
    with pytest.raises(LexiconError, match="damaged"):
        Lexicon.load(saved)


@pytest.mark.parametrize(
    ("array", "place", "value"),
    [
        ("column term rows", 0, 1),
        ("column term ends", 0, 99),
        ("column term ends", -1, 1),
        ("column heard_as rows", 0, -1),
        ("column weight text", 0, ord("x")),
        ("index rows", 0, 77),
        ("index kinds", 0, 9),
        ("index weights", 0, np.nan),
        ("index starts", 1, 0),
        ("index starts", -1, 5),
        ("index points", 0, 0x110000),
        ("index codes", 0, 0xFFFF),
        ("index crowd", 0, -3),
        ("spelled firsts", 0, 3),
        ("spelled forms", 0, -1),
        ("sounds forms", 0, 9999),
        ("sounds hashes", 0, (1 << 64) - 1),
        ("sounds buckets", -1, 0),
    ],
)
def test_arrays_that_point_outside_are_an_error(saved, array, place, value):
    forge(saved, array=array, change=lambda values: values.__setitem__(place, value))
    with pytest.raises(LexiconError, match="damaged"):
        Lexicon.load(saved)


def test_nesting_without_end_is_an_error(saved):
    text = b'{"format": 2, "x": ' + b"[" * 200_000
    numbers = b"".join(n.to_bytes(NUMBER, "little") for n in (len(text), zlib.crc32(text)))
    saved.write_bytes(compiled.MAGIC + numbers + text)
    with pytest.raises(LexiconError, match="damaged"):
        Lexicon.load(saved)


def test_what_is_forged_without_a_change_is_loaded(saved):
    forge(saved)
    assert Lexicon.load(saved) == Lexicon.from_records(RECORDS)


def test_a_file_of_the_first_format_is_told_to_be_compiled_again(saved):
    forge(saved, header=lambda header: header.update(format=1))
    with pytest.raises(LexiconError, match="format 1, this version reads 2: compile it again"):
        Lexicon.load(saved)


def test_a_compiled_lexicon_is_the_same_lexicon(saved):
    lexicon = Lexicon.from_records(RECORDS)
    loaded = Lexicon.load(saved)
    assert loaded == lexicon
    assert loaded.noted == lexicon.noted
    assert correct_terms(TEXT, lexicon=loaded) == correct_terms(TEXT, lexicon=lexicon)
    assert correct_terms(TEXT, lexicon=loaded).text == "岑柏洲处长到青石桥街道，看了云栖e站，没有去云西一站路。"


def test_it_is_mapped_not_copied(saved):
    assert not Lexicon.load(saved).index.codes.flags.owndata


def test_saving_twice_gives_the_same_bytes(saved, tmp_path):
    again = tmp_path / "again.lexicon"
    Lexicon.load(saved).save(again)
    assert again.read_bytes() == saved.read_bytes()


def test_with_other_tables_of_sounds_the_index_is_made_anew(saved, monkeypatch):
    monkeypatch.setattr(compiled, "_fingerprint", lambda: "another")
    assert compiled.read(saved).index is None
    assert correct_terms(TEXT, lexicon=Lexicon.load(saved)).text.startswith("岑柏洲")


@pytest.mark.parametrize("kept", [17, 30, 200, -1000, -1])
def test_a_damaged_file_is_an_error(saved, kept):
    saved.write_bytes(saved.read_bytes()[:kept])
    with pytest.raises(LexiconError, match="damaged"):
        Lexicon.load(saved)


def test_noise_in_the_header_is_an_error(saved):
    data = saved.read_bytes()
    for place in range(len(compiled.MAGIC), 400, 37):
        saved.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        with pytest.raises(LexiconError, match="damaged"):
            Lexicon.load(saved)


def test_another_format_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "FORMAT", 9)
    Lexicon.from_records(RECORDS).save(tmp_path / "words.lexicon")
    monkeypatch.undo()
    with pytest.raises(LexiconError, match="format 9"):
        Lexicon.load(tmp_path / "words.lexicon")


def test_what_cannot_be_opened_or_written_is_an_error(tmp_path):
    with pytest.raises(SourceError):
        Lexicon.load(tmp_path / "none.lexicon")
    with pytest.raises(SourceError):
        Lexicon.from_records(RECORDS).save(tmp_path)


def test_every_flipped_bit_is_an_error(saved):
    data = saved.read_bytes()
    for place in range(len(compiled.MAGIC), len(data), 211):
        saved.write_bytes(data[:place] + bytes([data[place] ^ (1 << place % 8)]) + data[place + 1 :])
        with pytest.raises(LexiconError, match=r"damaged|format"):
            Lexicon.load(saved)


def test_an_empty_lexicon_is_saved_and_loaded(tmp_path):
    Lexicon.from_records([]).save(tmp_path / "none.lexicon")
    assert len(Lexicon.load(tmp_path / "none.lexicon")) == 0
