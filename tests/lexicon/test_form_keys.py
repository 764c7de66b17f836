import numpy as np
import pytest

from transcript import Lexicon, correct_terms
from transcript.lexicon import compiled
from transcript.lexicon.form_keys import NEAR, is_latin, less_one
from transcript.lexicon.hash_table import Prefixes
from transcript.phonetics.readings import code_points


def forms_of(key, *records):
    index = Lexicon.from_records(list(records)).index
    points = code_points(key)
    whole = Prefixes(points).whole(np.array([0]), np.array([len(points)]))
    return [[index.form(number) for number in index.latin.find(hashes)[1].tolist()] for hashes in (whole, whole ^ NEAR)]


def test_forms_are_found_by_their_letters_and_by_all_but_one():
    entry = {"term": "Luma-Chat 4"}
    assert forms_of("lumachat4", entry) == [["Luma-Chat 4"], []]
    assert forms_of("lumacht4", entry) == [[], ["Luma-Chat 4"]]
    assert forms_of("lumachat", entry) == [[], []]  # a digit is never left out


@pytest.mark.parametrize("term", ["H5", "村BA", "青云OS", "C++", "A", "a@bc", "é-book"])
def test_other_forms_are_not_found_so(term):
    assert not len(Lexicon.from_records([{"term": term}]).index.latin.hashes)


def test_what_is_to_be_left_alone_is_found_whole_and_mishearings_are_not_found():
    entry = {"term": "石桥", "not": ["luma"], "heard_as": ["nimbo"]}
    assert forms_of("luma", entry) == [["luma"], []]
    assert forms_of("lma", entry) == [[], []]
    assert forms_of("nimbo", entry) == [[], []]


def test_a_lexicon_without_latin_forms_has_an_empty_table():
    for records in ([], [{"term": "青石桥街道"}]):
        assert not len(Lexicon.from_records(records).index.latin.hashes)


def test_each_letter_is_left_out_in_turn():
    points = code_points("xab1cx")
    rows, hashes = less_one(points, np.array([1]), np.array([5]))
    kept = [code_points(text) for text in ("b1c", "a1c", "ab1")]
    assert rows.tolist() == [0, 0, 0]
    assert hashes.tolist() == [int(Prefixes(k).whole(np.array([0]), np.array([3]))[0]) for k in kept]


@pytest.mark.parametrize(
    ("form", "latin"), [("luma chat", True), ("fathom-3.5", True), ("h5", False), ("模型ab", False)]
)
def test_forms_are_told_apart(form, latin):
    assert is_latin(form) is latin


def test_the_compiled_form_carries_it(tmp_path):
    lexicon = Lexicon.from_records([{"term": "LumaChat"}, {"term": "青石桥"}])
    lexicon.save(tmp_path / "words.lexicon")
    loaded = compiled.read(tmp_path / "words.lexicon").index
    assert loaded is not None
    assert loaded.latin.hashes.tolist() == lexicon.index.latin.hashes.tolist()
    text = "用 luma chat 写"
    again = correct_terms(text, lexicon=Lexicon.load(tmp_path / "words.lexicon"))
    assert again == correct_terms(text, lexicon=lexicon)
    assert again.text == "用 LumaChat 写"
