"""Labels that are not people: what is proved parts and joins them."""

import pytest

from transcript.turns.cast import HOST, Member
from transcript.turns.voices import Voice, find_voices, parted_labels
from transcript.turns.witnesses import CALLED, OWN, THANKED, LabelledStretch, Witness

FANG, QIAO, FANG_MISHEARD, LONE_FANG, LONE_QIAO, LINDA = range(1, 7)
CAST = (
    Member(number=HOST, role="host"),
    Member(number=FANG, name="方志明", surname="方"),
    Member(number=QIAO, name="乔志远", surname="乔"),
    Member(number=FANG_MISHEARD, name="房志民", surname="房"),
    Member(number=LONE_FANG, surname="房"),
    Member(number=LONE_QIAO, surname="乔"),
    Member(number=LINDA, name="Linda"),
)
Proof = tuple[int, int, float]


def stretches(*labels: str | None) -> list[LabelledStretch]:
    return [LabelledStretch(label=label, start=10 * at, end=10 * at + 10) for at, label in enumerate(labels)]


def voices(
    *labels: str | None, proved: list[Proof], cast: tuple[Member, ...] = CAST
) -> list[tuple[str | None, int | None]]:
    """The voice of each run; what is proved is a run, a member and a weight."""
    witnesses = {run: Witness(run=run, member=member, weight=weight) for run, member, weight in proved}
    return [(v.label, v.member) for v in find_voices(stretches(*labels), witnesses=witnesses, cast=cast)]


def test_without_proof_a_label_is_a_voice() -> None:
    assert voices("1", "2", None, "1", proved=[]) == [("1", None), ("2", None), (None, None), ("1", None)]
    assert voices("1", "2", "1", proved=[(0, FANG, OWN), (1, QIAO, OWN)]) == [("1", None), ("2", None), ("1", None)]


def test_two_under_a_label_are_parted_and_the_rest_goes_with_the_run_before() -> None:
    found = voices("1", "1", "2", "1", "1", proved=[(1, FANG, OWN), (3, QIAO, CALLED)])
    assert found == [("1", FANG), ("1", FANG), ("2", None), ("1", QIAO), ("1", QIAO)]


@pytest.mark.parametrize("other", [FANG, FANG_MISHEARD, LONE_FANG, LINDA])
def test_who_may_be_the_same_person_misheard_is_no_second(other: int) -> None:
    first = LONE_FANG if other == LINDA else FANG
    assert voices("1", "1", proved=[(0, first, OWN), (1, other, OWN)]) == [("1", None), ("1", None)]


@pytest.mark.parametrize(("one", "other"), [(FANG, QIAO), (FANG, LONE_QIAO), (LONE_FANG, LONE_QIAO), (FANG, LINDA)])
def test_who_is_surely_another_is_one(one: int, other: int) -> None:
    assert voices("1", "1", proved=[(0, one, OWN), (1, other, OWN)]) == [("1", one), ("1", other)]


def test_a_misheard_name_is_that_of_whoever_is_surest() -> None:
    found = voices("1", "1", "1", proved=[(0, LONE_FANG, CALLED), (1, FANG, OWN), (2, QIAO, OWN)])
    assert found == [("1", FANG), ("1", FANG), ("1", QIAO)]


def test_a_call_alone_proves_nothing_of_whoever_is_known_by_another_label() -> None:
    proved = [(0, FANG, OWN), (1, FANG, CALLED), (2, QIAO, CALLED)]
    assert voices("1", "2", "2", proved=proved)[1:] == [("2", None), ("2", None)]
    proved = [(0, FANG, CALLED), (1, FANG, CALLED), (2, QIAO, CALLED)]
    assert voices("1", "2", "2", proved=proved)[1:] == [("2", FANG), ("2", QIAO)]
    proved = [(0, FANG, OWN), (1, QIAO, OWN), (2, FANG, CALLED)]
    assert voices("1", "1", "1", proved=proved) == [("1", FANG), ("1", QIAO), ("1", FANG)]


def test_one_who_is_called_and_thanked_under_a_second_label_has_two() -> None:
    proved = [(0, FANG, OWN), (1, FANG, THANKED), (2, QIAO, CALLED)]
    assert voices("1", "2", "2", proved=proved) == [("1", FANG), ("1", FANG), ("2", QIAO)]


def test_at_an_account_only_who_introduces_themselves_is_another_and_then_the_owner_speaks_on() -> None:
    labels = "方志明", "方志明", "方志明"
    assert voices(*labels, proved=[(1, QIAO, THANKED)]) == [("方志明", None)] * 3
    assert voices(*labels, proved=[(1, QIAO, OWN)]) == [("方志明", FANG), ("方志明", QIAO), ("方志明", FANG)]
    strangers = (CAST[0], Member(number=1, name="乔志远", surname="乔"))
    found = voices(*labels, proved=[(1, 1, OWN)], cast=strangers)
    assert found == [("方志明", None), ("方志明", 1), ("方志明", None)]


def test_the_owner_of_an_account_may_be_misheard() -> None:
    cast = (CAST[0], Member(number=1, name="房志民", surname="房"), Member(number=2, surname="房"))
    assert voices("方志明", "方志明", proved=[(1, 1, OWN)], cast=cast) == [("方志明", None)] * 2
    assert voices("方志明", "方志明", proved=[(1, 2, OWN)], cast=cast) == [("方志明", None)] * 2


def test_an_account_that_has_a_surname_alone_has_no_owner_to_come_back() -> None:
    label = "方行长-柳溪银行"
    found = voices(label, label, label, proved=[(0, FANG, OWN), (1, QIAO, OWN)])
    assert [member for _, member in found] == [FANG, QIAO, QIAO]


def test_a_persons_telephone_is_the_persons() -> None:
    assert voices("方志明", "方志明的iPhone", proved=[]) == [("方志明", None)] * 2


def test_two_labels_of_one_are_joined_under_the_first() -> None:
    assert voices("1", "2", "3", proved=[(0, FANG, OWN), (1, FANG, THANKED)]) == [("1", FANG), ("1", FANG), ("3", None)]
    assert voices("1", "2", proved=[(0, FANG, OWN), (1, FANG, CALLED)]) == [("1", None), ("2", None)]
    assert voices("1", "2", "2", proved=[(0, FANG, OWN), (1, FANG, CALLED), (2, FANG, CALLED)]) == [("1", FANG)] * 3


def test_an_account_and_a_label_of_its_owner_are_one() -> None:
    assert voices("方志明", "2", proved=[(1, FANG, OWN)]) == [("方志明", FANG)] * 2
    assert voices("2", "方志明", proved=[(0, QIAO, OWN)]) == [("2", None), ("方志明", None)]


def test_which_labels_hide_several() -> None:
    runs = stretches("1", "1", "2", "2", None)
    spoken = [Voice("1", FANG), Voice("1", QIAO), Voice("2"), Voice("2"), Voice(None)]
    assert parted_labels(runs, voices=spoken) == {"1"}
