import numpy as np

from transcript.corrections.latin_words import MOST_WORDS, LatinWords
from transcript.corrections.term_candidates import PhoneticText


def words_of(text, closed=None):
    return LatinWords.of(PhoneticText.of(text, folded=text, closed=closed))


def stretches(text):
    words = words_of(text)
    firsts, pasts = words.windows()
    return {text[words.starts[i] : words.ends[j - 1]] for i, j in zip(firsts.tolist(), pasts.tolist(), strict=True)}


def test_words_are_letters_and_digits_in_any_case_and_width():
    words = words_of("用Luma-Chat和\uff27\uff30 4")
    assert words.said(0, len(words)) == ("luma", "chat", "gp", "4")
    assert words.linked.tolist() == [False, True, False, True, False]


def test_a_stretch_has_words_side_by_side_with_one_space_or_hyphen_between_them():
    assert stretches("open quill-hub") == {"open", "quill", "hub", "open quill", "quill-hub", "open quill-hub"}
    assert stretches("open  quill") == stretches("open，quill") == stretches("open\nquill") == {"open", "quill"}


def test_a_stretch_has_few_words():
    text = " ".join("abcdefgh")
    assert max(len(stretch.split()) for stretch in stretches(text)) == MOST_WORDS


def test_pieces_of_something_else_are_no_stretch():
    assert stretches("user@host") == stretches("a.b") == stretches("don't") == set()
    assert stretches("去 quill.") == {"quill"}
    assert stretches("quillé 3.5") == set()


def test_what_is_no_speech_has_no_words():
    text = "luma chat"
    closed = np.arange(len(text)) < 4
    assert words_of(text, closed).said(0, 1) == ("chat",)


def test_a_word_by_itself_is_the_whole_of_what_stands_side_by_side():
    words = words_of("看 ar pc，再看 ar，a b c d e")
    assert words.stretch(0) == (0, 2)
    assert words.stretch(2) == (2, 3)
    assert words.stretch(4) is None
    assert (words.in_a_phrase(0, 2), words.in_a_phrase(0, 1)) == (False, True)
    assert not words_of("3 ar-4").in_a_phrase(1, 2)


def test_the_company_of_a_word_stands_beside_it_or_is_named_with_it():
    text = "ar pc，ar、vr和xr，zr"
    words = words_of(text)
    assert words.company(2, text) == {"vr"}
    assert words.company(3, text) == {"ar", "xr"}
    assert words.company(0, text) == {"pc"}
    assert words.company(5, text) == set()


def test_there_may_be_no_words():
    for words in (words_of(""), words_of("没有"), LatinWords.none()):
        assert len(words) == 0
        assert [len(part) for part in words.windows()] == [0, 0]
