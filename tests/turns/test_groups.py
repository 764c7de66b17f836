"""Mentions gathered for one person."""

import pytest

from transcript.people import Mention
from transcript.text import Span
from transcript.turns.calls import Call
from transcript.turns.groups import Group, names_apart, surnames_apart


def call(at: int, kind: str = "mention", *, form: str = "full", size: int = 3, **told: str) -> Call:
    return Call(mention=Mention(span=Span(at, at + size), form=form, **told), kind=kind, weight=1.0)


def test_calls_stand_in_order_however_they_are_taken() -> None:
    group = Group([call(30), call(10)])
    group.take([call(20), call(10, size=2)])
    assert [(c.mention.span.start, len(c.mention.span)) for c in group.calls] == [(10, 2), (10, 3), (20, 3), (30, 3)]
    assert group.first == 10


def test_the_name_is_the_one_most_often_said_and_of_two_the_first() -> None:
    assert Group([call(0, name="方志铭"), call(9, name="方志明"), call(20, name="方志明")]).name == "方志明"
    assert Group([call(0, name="方志铭"), call(9, name="方志明")]).name == "方志铭"
    assert Group([call(0, form="surname", surname="方")]).name is None


def test_what_somebody_says_of_themselves_outweighs_three_others_and_not_five() -> None:
    own = call(0, "self", name="方志明")
    others = [call(10 * n, name="方志铭") for n in range(1, 6)]
    assert Group([*others[:3], own]).name == "方志明"
    assert Group([own, *others]).name == "方志铭"


@pytest.mark.parametrize("form", ["given", "nickname"])
def test_part_of_a_name_is_no_name(form: str) -> None:
    assert Group([call(0, form=form, name="志明")]).name is None


@pytest.mark.parametrize(
    ("kind", "speaks"), [("next", True), ("previous", True), ("self", True), ("address", False), ("mention", False)]
)
def test_who_speaks_is_called_or_thanked_or_introduces_themselves(kind: str, speaks: bool) -> None:  # noqa: FBT001
    group = Group([call(0, kind), call(9)])
    assert group.speaks is speaks
    assert not group.hosting
    assert not group.introduced
    assert group.has(kind)
    assert not group.has("spoke")


def test_what_is_heard_is_kept() -> None:
    group = Group([call(0, surname="方", title="局长"), call(9, surname="房"), call(18, organization="柳溪县水利局")])
    assert (group.surnames, group.titles, group.placed) == ({"方", "房"}, {"局长"}, True)
    assert not Group([call(0, surname="方")]).placed


def test_nearer_is_what_was_named_later_before_and_behind_only_what_comes_sooner() -> None:
    here = Mention(span=Span(50, 53), form="surname")
    early, late = Group([call(10), call(90)]), Group([call(40)])
    behind, far_behind = Group([call(60)]), Group([call(80)])
    assert (early.last_before(50), late.last_before(50), behind.last_before(50)) == (10, 40, None)
    assert late.last_before(40) is None
    ordered = sorted([behind, early, far_behind, late], key=lambda group: group.nearness(here), reverse=True)
    assert ordered == [late, early, behind, far_behind]


def test_a_title_fits_as_well_as_the_best_of_those_heard() -> None:
    group = Group([call(0, title="副局长"), call(9, title="教授")])
    assert (group.fit("局长"), group.fit("校长"), Group([]).fit("局长")) == (1.0, 0.5, 0.5)
    assert Group([call(0, title="局长")]).fit("校长") == 0.0


def test_names_and_surnames_are_as_far_apart_as_the_nearest_two() -> None:
    first = Group([call(0, name="方志明", surname="方"), call(9, name="林佳", surname="林")])
    second = Group([call(20, name="方志铭", surname="房"), call(30, name="乔远", surname="乔")])
    assert names_apart(first, second) < 0.3 < names_apart(first, Group([call(0, name="陈一凡")]))
    assert surnames_apart(first, second) < 0.5 < surnames_apart(first, Group([call(0, surname="陈")]))


def test_nothing_known_is_far_apart() -> None:
    known, unknown = Group([call(0, name="方志明", surname="方")]), Group([])
    assert names_apart(known, unknown) == surnames_apart(known, unknown) == 1.0
    assert surnames_apart(known, Group([call(0, surname="欧阳")])) == 1.0
