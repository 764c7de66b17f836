import pytest

from transcript.people.gazetteer import given_score, is_han, names_from, names_to, surname_at
from transcript.words import cut


def test_a_compound_surname_goes_before_a_plain_one() -> None:
    assert surname_at("欧阳老师", 0) == "欧阳"
    assert surname_at("方老师", 0) == "方"
    assert surname_at("桌子", 0) is None


def test_names_are_read_from_and_to_a_place() -> None:
    words = cut("乔志远")
    assert {(r.start, r.end, r.surname) for r in names_from(words, 0)} == {(0, 3, "乔"), (0, 2, "乔")}
    assert {(r.start, r.end, r.surname) for r in names_to(words, 3)} == {(0, 3, "乔")}


@pytest.mark.parametrize("text", ["方部", "方1", "贵阳"])
def test_what_is_no_name(text: str) -> None:
    assert list(names_from(cut(text), 0)) == []


def test_a_name_across_the_end_of_a_word_is_unlikely() -> None:
    across = next(r for r in names_from(cut("方便志远"), 0) if r.end == 3)
    plain = next(r for r in names_from(cut("方志远"), 0) if r.end == 3)
    assert across.score < plain.score


def test_characters_of_given_names_and_of_speech() -> None:
    assert given_score("志远") > given_score("发言")
    assert is_han("乔𠀀")
    assert not is_han("乔a")
