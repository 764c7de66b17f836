import pytest

from transcript.corrections.letters import difference, is_english


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
