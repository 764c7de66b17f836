import pytest

from transcript import Lexicon, LexiconError, SourceError, correct_terms
from transcript.lexicon import compiled

RECORDS = [
    {"term": "青石桥街道", "type": "place", "aliases": ["青石桥"], "weight": 2.5},
    {"term": "云栖e站", "heard_as": ["云西一站"], "not": ["云西一站路"]},
    {"term": "岑柏洲", "type": "person", "title": "处长", "organization": "石桥市林业局"},
    {"term": "臺灣街"},
]
TEXT = "岑百洲处长到清石桥街道，看了云西一站，没有去云西一站路。"


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "words.lexicon"
    Lexicon.from_records(RECORDS).save(path)
    return path


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
