import pytest

from transcript import Edit, Span
from transcript.model import Person
from transcript.reviewing import Accept, EditKey, Merge, Move, Place, Rename, Replace, SourceKey, Split

HERE = Place(at=3, words="各位")


def test_a_place_shows_the_words_that_stand_there():
    assert Place.of("谢谢大家。今天的会议就开到这里吧，请回。", 5) == Place(at=5, words="今天的会议就开到这里吧，")


def test_an_edit_and_its_key_are_decided_alike():
    edit = Edit(span=Span(2, 4), before="摄银", after="社银", kind="term", confidence=0.4, reason="读音相同")
    key = EditKey(start=2, end=4, before="摄银", after="社银", kind="term")
    assert Accept(edit=edit) == Accept(edit=key)
    assert Accept(edit=edit).edit == key


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Place(at=-1, words="各"), "must be >= 0"),
        (lambda: Place(at=0, words=""), "must be >= 1"),
        (lambda: Place(at=0, words="各" * 21), "must be <= 20"),
        (
            lambda: EditKey(start=2, end=5, before="摄银", after="社银", kind="term"),
            "has 2 characters, the span .* has 3",
        ),
        (lambda: EditKey(start=2, end=4, before="摄银", after="社银", kind="word"), "'kind' must be in"),
        (lambda: Replace(start=2, end=4, before="摄银", after="摄银"), "already stands there"),
        (lambda: Replace(start=2, end=2, before="", after="银"), "must be >= 1"),
        (lambda: Rename(turn=HERE), "either person or same_as"),
        (lambda: Rename(turn=HERE, person=Person(name="乔若川"), same_as=HERE), "either person or same_as"),
        (lambda: Rename(turn=HERE, where="here", person=Person(name="乔若川")), "'where' must be in"),
        (lambda: Split(at=HERE, person=Person(name="")), "null, not an empty text"),
        (lambda: SourceKey(sha256="abc", characters=1), "must match regex"),
    ],
)
def test_a_wrong_value_cannot_be_held(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Rename(turn=5, person=Person(name="乔若川")),
        lambda: Rename(turn=HERE, person="乔若川"),
        lambda: Rename(turn=HERE, same_as=5),
        lambda: Move(turn=5, to=HERE),
        lambda: Move(turn=HERE, to=5),
        lambda: Split(at=5),
        lambda: Merge(turn="各位"),
    ],
)
def test_a_turn_is_named_by_its_place(make):
    with pytest.raises(TypeError, match="must be"):
        make()
