import pytest

from transcript.people import find_mentions
from transcript.people.roster_entries import Entry, read_mention
from transcript.people.roster_features import (
    RANKS,
    among_others,
    compare,
    compare_names,
    compare_organizations,
    compare_titles,
    new_features,
)


def said(text, number=0):
    (mention,) = find_mentions(text)
    return read_mention(text, mention, number=number)


def entry_of(*texts, number=0):
    entry = Entry(number)
    for at, text in enumerate(texts):
        entry.add(said(text, at))
    return entry


FANG = "柳溪县水利局局长方志明发言。"


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("方志明局长发言。", "same"),
        ("谢谢方局长。", "surname"),
        ("谢谢乔局长。", "none"),
    ],
)
def test_names(text, relation):
    assert compare_names(said(text), entry_of(FANG)) == relation


def test_what_sounds_like_the_name_ranks_above_what_shares_a_character():
    near = compare_names(said("方志民局长发言。"), entry_of(FANG))
    far = compare_names(said("乔志远局长发言。"), entry_of(FANG))
    assert RANKS["same"] > RANKS[near] > RANKS[far]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("方志明局长发言。", "same"),
        ("方志明副局长发言。", "head"),
        ("方志明发言。", "unsaid"),
        ("方志明校长发言。", "conflict"),
    ],
)
def test_titles(text, relation):
    assert compare_titles(said(text), entry_of(FANG)) == relation


@pytest.mark.parametrize(
    ("text", "relation"),
    [("柳溪县水利局方志明发言。", "same"), ("水利局方志明发言。", "part"), ("方志明发言。", "unsaid")],
)
def test_organizations(text, relation):
    assert compare_organizations(said(text), entry_of(FANG)) == relation
    assert compare_organizations(said("水利局方志明发言。"), entry_of("方志明发言。")) == "unknown"


def test_rivals_are_counted():
    mention = said("谢谢方局长。", 9)
    entries = [entry_of(FANG), entry_of("方志远局长发言。", number=1), entry_of("乔志远校长发言。", number=2)]
    compared = [compare(mention, entry, beside=None, steps=0) for entry in entries]
    words = among_others(compared)
    assert "rivals 1" in words[0]
    assert "better 2" in words[2]


def test_somebody_new_is_told_what_the_best_candidate_is_like():
    mention = said("谢谢方局长。", 9)
    assert "new, best none" in new_features(mention, [])
    known = [compare(mention, entry_of(FANG), beside=None, steps=1)]
    assert "new, best surname" in new_features(mention, known)
