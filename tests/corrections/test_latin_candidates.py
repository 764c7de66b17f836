import numpy as np

from transcript import Lexicon
from transcript.corrections.heard import Heard
from transcript.corrections.latin_candidates import form_of, latin_candidates, latin_form
from transcript.corrections.latin_words import LatinWords


def found(text, *records, owned=()):
    index = Lexicon.from_records([{"term": r} if isinstance(r, str) else r for r in records]).index
    right = np.zeros(len(text), dtype=bool)
    right[list(owned)] = True
    words = LatinWords.of(Heard.of(text, folded=text))
    return [(text[c.start : c.end], index.form(c.form)) for c in latin_candidates(words, index, owned=right)]


def test_stretches_are_found_by_all_their_letters_or_all_but_one():
    assert found("看 luma chat", "LumaChat") == [("luma chat", "LumaChat")]
    for said in ("lumachad", "lumchat", "lumaschat", "lumahcat"):
        assert found(f"看 {said} 吧", "LumaChat") == [(said, "LumaChat")]
    assert found("看 lunachid", "LumaChat") == []


def test_stretches_are_found_by_their_consonants():
    for said in ("lumochet", "luma jad", "loomachat", "lummuchat"):
        assert bool(found(f"看 {said} 吧", "LumaChat")) is ("j" not in said)
    assert found("看 rockett 吧", "Rokket") == [("rockett", "Rokket")]


def test_all_letters_go_before_all_but_one():
    assert found("看 luma chat", "LumaChat", "LumaChats", "LunaChat") == [("luma chat", "LumaChat")]


def test_a_key_that_many_share_tells_nothing_apart():
    letters = "abcdefghij"
    assert found("看 quillz", *(f"quill{letter}" for letter in letters)) == []
    assert len(found("看 quillz", *(f"quill{letter}" for letter in letters[:3]))) == 3


def test_what_is_right_keeps_its_words_and_what_is_between_them():
    assert found("看 luma chat", "LumaChat", owned=[2, 3, 4, 5]) == [("luma chat", "LumaChat")]
    assert found("看 luma chat", "LumaChat", owned=[6]) == []
    assert found("看 lumo chat", "Luma Chat", owned=[2, 3, 4, 5]) == []
    assert found("看 lumo chat", "Luma Chat", owned=[7, 8, 9, 10]) == [("lumo chat", "Luma Chat")]


def test_short_words_beside_others_mean_nothing():
    assert found("see as i a m", "IAM") == []
    assert found("看 i a m 吧", "IAM") == [("i a m", "IAM")]


def test_what_is_to_be_left_alone_is_no_candidate_however_it_is_cut():
    assert found("看 luma chad", "LumaChat", {"term": "石桥", "not": ["lumachad"]}) == []


def test_a_form_is_known_by_all_letters_of_some_words():
    index = Lexicon.from_records([{"term": "青石桥"}, {"term": "Luma Chat"}, {"term": "N1", "not": ["ab cd"]}]).index
    number = form_of(index, ("lumachat",))
    assert number is not None
    assert latin_form(index, number) == "luma chat"
    assert form_of(index, ("lumachad",)) is None
    assert form_of(index, ("abcd",)) is None


def test_all_letters_are_looked_for_among_all_forms():
    assert found("看 luma chat", "LumaChad", "LunaChat", "LumaChat") == [("luma chat", "LumaChat")]


def test_of_forms_with_the_same_letters_the_first_is_taken_and_others_are_still_found():
    assert found("看 lumachad", "LumaChat", "Luma Chat", "LumaChap") == [
        ("lumachad", "LumaChat"),
        ("lumachad", "LumaChap"),
    ]


def test_forms_in_full_width_are_found_alike():
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in "LumaChat")
    assert found("看 luma chat", wide) == [("luma chat", wide)]


def test_four_letters_in_pieces_within_a_phrase_are_too_few():
    assert found("see a b cd here", "ABCD") == [("a b cd", "ABCD")]
    assert found("see a b c d", "ABCD") == []
    assert found("see is it he", "ISIT") == []
    assert ("is it he", "IsItHe") in found("see is it he now", "IsItHe")


def test_short_words_are_found_by_the_names_of_their_letters_unless_they_are_english():
    assert found("看 nbs 吧", "NPS") == [("nbs", "NPS")]
    assert found("看 nms 吧", "NPS") == []
    assert found("看 led 吧", "LET") == []
    assert found("看 n bs 吧", "NPS") == []


def test_every_place_between_words_counts():
    for place in (4, 7):
        assert found("看 lu ma chat", "LumaChat", owned=[place]) == []
