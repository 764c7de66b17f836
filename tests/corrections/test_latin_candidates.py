import numpy as np
import pytest

from transcript import Lexicon
from transcript.corrections.latin_candidates import difference, form_of, is_english, latin_candidates, latin_form
from transcript.corrections.latin_words import LatinWords
from transcript.corrections.phonetic_text import PhoneticText


def found(text, *records, owned=()):
    index = Lexicon.from_records([{"term": r} if isinstance(r, str) else r for r in records]).index
    right = np.zeros(len(text), dtype=bool)
    right[list(owned)] = True
    words = LatinWords.of(PhoneticText.of(text, folded=text))
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


@pytest.mark.parametrize(
    ("said", "form"),
    [
        (("luma", "chat"), "lumachat"),
        (("lumachat",), "luma chat"),
        (("node", "rs"), "node.rs"),
        (("fathom", "3"), "fathom-3"),
        (("fathom", "3", "5"), "fathom-3.5"),
    ],
)
def test_words_may_be_cut_otherwise(said, form):
    found = difference(said, form)
    assert found is not None
    assert found.same


@pytest.mark.parametrize("said", ["lumochat", "lumchat", "lummachat", "lumacaht", "umachat", "lumachatt", "lumacha"])
def test_a_letter_may_differ_be_lost_put_in_or_moved(said):
    found = difference((said,), "lumachat")
    assert found is not None
    assert not found.same
    assert found.change == (said, "lumachat")


@pytest.mark.parametrize(
    ("said", "form"),
    [
        (("fathom", "3"), "fathom-4"),
        (("fathom", "35"), "fathom-3.5"),
        (("fathom", "3", "5"), "fathom 35"),
        (("fathomo",), "fathom0"),
        (("lunechat",), "lumachat"),
        (("lanechut",), "lumachat"),
        (("fathum", "4a"), "fathom-4"),
        (("basis",), "bases"),
        (("model", "x"), "model s"),
        (("model",), "model s"),
        (("a", "model"), "model"),
        (("phase", "iii"), "phase ii"),
        (("towers",), "tower"),
        (("tower",), "towers"),
        (("scaled",), "scaler"),
        (("scaled",), "scale"),
        (("scale",), "scaler"),
        (("analyses",), "analysis"),
        (("lum", "towers"), "lum tower"),
        (("lumtowers",), "lum tower"),
    ],
)
def test_what_an_editor_never_changes_is_no_difference(said, form):
    assert difference(said, form) is None


def test_two_letters_may_differ_where_the_consonants_are_the_same():
    found = difference(("deep", "sick"), "deepseek")
    assert found is not None
    assert (found.apart, found.letters, found.change, found.plain) == (2, 7, None, True)
    assert difference(("deap", "sok"), "deepseek") is None


def test_an_ending_that_sounds_like_another_inflects_only_english():
    assert difference(("kestrelis",), "kestreles") is not None


def test_a_lost_letter_at_the_end_may_be_a_mishearing_of_what_is_no_word():
    found = difference(("drimme",), "drimmer")
    assert found is not None
    assert not found.plain


def test_the_word_that_changes_is_told():
    found = difference(("glow", "spyre", "park"), "glow spire park")
    assert found is not None
    assert (found.first, found.past, found.change, found.letters) == (1, 2, ("spyre", "spire"), 13)
    joined = difference(("glow", "spyrepark"), "glow spire park")
    assert joined is not None
    assert (joined.first, joined.past, joined.change) == (1, 2, None)


def test_of_a_code_only_its_own_letters_count():
    found = difference(("studio", "gbt4"), "studio gpt4")
    assert found is not None
    assert found.letters == 3


def test_letters_whose_names_sound_alike_are_near():
    near, far = difference(("bqs",), "pqs"), difference(("mqs",), "pqs")
    assert near is not None
    assert far is not None
    assert (near.near, far.near) == (True, False)


@pytest.mark.parametrize("word", ["tower", "planned", "planning", "cities", "makes", "making", "quickly", "vr", "42"])
def test_english_is_known_with_its_inflections(word):
    assert is_english(word)


@pytest.mark.parametrize("word", ["lumachat", "pelagix", "plannimg", ""])
def test_other_words_are_no_english(word):
    assert not is_english(word)


@pytest.mark.parametrize(
    ("said", "form", "alike"), [("nimbo", "nimba", True), ("simbo", "nimbo", False), ("bimbo", "pimbo", True)]
)
def test_words_may_begin_alike(said, form, alike):
    found = difference((said,), form)
    assert found is not None
    assert found.begins is alike


def test_the_shorter_of_both_counts():
    for said, form in (("kestrels", "kestrelso"), ("kestrelso", "kestrels")):
        found = difference((said,), form)
        assert found is not None
        assert found.letters == 8


def test_only_two_roman_numerals_are_never_taken_for_each_other():
    assert difference(("phase", "xi"), "phase xii") is None
    assert difference(("phase", "xa"), "phase xi") is not None


def test_one_english_word_among_those_cut_otherwise_is_told():
    found = difference(("brightly", "chad"), "brightlychat")
    assert found is not None
    assert (found.plain, found.partly) == (False, True)
