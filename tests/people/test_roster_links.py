import pytest

from transcript.people import KnownPerson, find_mentions
from transcript.people.roster import as_mentions
from transcript.people.roster_links import link, shipped_policy, shipped_weights, softmax


def owners(text):
    """The entry of each mention, by what is said."""
    mentions = find_mentions(text)
    return [(m.span.slice(text), owner) for m, owner in zip(mentions, link(text, mentions).owners, strict=True)]


def test_a_surname_and_a_title_mean_the_one_who_has_both():
    found = dict(owners("请水利局局长方志明发言。然后请教育局局长乔若川发言。谢谢方局长，谢谢乔局长。"))
    assert found["方局长"] == found["水利局局长方志明"] != found["乔局长"] == found["教育局局长乔若川"]


def test_a_surname_before_the_full_name_is_linked_in_the_second_pass():
    found = owners("方局长到了。请水利局局长方志明发言。")
    assert len({owner for _, owner in found}) == 1


def test_two_full_names_of_one_list_are_two_people():
    found = owners("出席的有方志明、方志民。")
    assert len({owner for _, owner in found}) == 2


def test_known_people_come_first_whether_mentioned_or_not():
    listed = as_mentions(KnownPerson(name="方志明", title="局长"))
    linked = link("请方志明发言。", find_mentions("请方志明发言。"), known=[listed])
    assert linked.entries[0].known
    assert linked.owners == [0]


def test_chances_are_the_best_first_and_no_more_than_one():
    text = "请水利局局长方志明发言。谢谢方局长。"
    for ranked in link(text, find_mentions(text)).chances:
        chances = [chance for _, chance in ranked]
        assert chances == sorted(chances, reverse=True)
        assert sum(chances) <= 1 + 1e-9


def test_a_policy_decides():
    text = "请水利局局长方志明发言。谢谢方局长。"

    def everybody_is_new(_said, _which, choice, _owners):
        return [0.0] * len(choice[0]) + [1.0]

    linked = link(text, find_mentions(text), policy=everybody_is_new)
    assert len(set(linked.owners)) == 2
    assert len(set(link(text, find_mentions(text), policy=shipped_policy).owners)) == 1


@pytest.mark.parametrize("scores", [[0.0], [1.0, 1.0], [700.0, -700.0, 3.0]])
def test_chances_add_up(scores):
    assert sum(softmax(scores)) == pytest.approx(1)


def test_the_weights_know_all_passes():
    assert {table.split("|")[0] for table in shipped_weights()} == {"first", "whole", "again"}
