import pytest

from transcript.people import find_mentions
from transcript.people.roster_entries import (
    MOST_CANDIDATES,
    Entry,
    Index,
    core_of_nickname,
    is_generic,
    is_stage_name,
    keys_of,
    read_mention,
    short_form,
    sounds_of,
    split_name,
    title_heads,
)


def said(text, number=0):
    (mention,) = find_mentions(text)
    return read_mention(text, mention, number=number)


def test_a_mention_is_taken_apart():
    one = said("请柳溪县水利局副局长方志明同志发言。")
    assert (one.name, one.surname, one.given) == ("方志明", "方", "志明")
    assert (one.title, one.heads, one.organization) == ("副局长", ("局长",), "柳溪县水利局")


@pytest.mark.parametrize(
    ("name", "parts"), [("欧阳志明", ("欧阳", "志明")), ("方明", ("方", "明")), ("欧阳", ("欧", "阳"))]
)
def test_names_are_split(name, parts):
    assert split_name(name) == parts
    assert "".join(split_name(name)) == name


@pytest.mark.parametrize(("nickname", "core"), [("老周", "周"), ("桂香嫂", "桂香"), ("明明", "明"), ("阿强", "强")])
def test_nicknames_have_a_core(nickname, core):
    assert core_of_nickname(nickname, None) == core


def test_titles_have_a_core():
    assert title_heads("党委委员、常务副行长") == ("党委委员", "行长")
    assert title_heads("总经理") == ("总经理",)
    assert title_heads(None) == ()
    assert short_form("局长") == "局"
    assert (is_generic("老师"), is_generic("局长")) == (True, False)
    assert (is_stage_name("阿布"), is_stage_name("老周")) == (True, False)


def test_an_entry_forgets_what_is_taken_back():
    entry = Entry(0)
    first, second = said("方志明局长发言。"), said("谢谢方局长。", 1)
    entry.add(first)
    before = (dict(entry.names), dict(entry.heads), list(entry.starts), set(entry.members))
    entry.add(second)
    assert entry.top("surnames") == ("方",)
    entry.add(second, sign=-1)
    assert (dict(entry.names), dict(entry.heads), list(entry.starts), set(entry.members)) == before
    assert entry.last_before(entry.starts[0]) is None
    assert entry.last_before(99) == entry.starts[0]


def test_what_sounds_alike_shares_a_key():
    assert sounds_of("张") == sounds_of("章")
    assert keys_of(said("方志明局长发言。")) & keys_of(said("谢谢方局长。"))


def test_the_index_gives_a_bounded_number_of_entries_the_best_first():
    index = Index()
    for number in range(200):
        index.touch(Entry(number), said("谢谢方局长。", number))
    index.touch(Entry(500), said("方志明局长发言。"))
    found = index.candidates(said("方志明局长发言。"))
    assert found[0] == 500
    assert len(found) <= MOST_CANDIDATES


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("行长", "行长"),
        ("常务副行长", "行长"),
        ("党委书记、局长", "局长"),
        ("副总经理", "总经理"),
        ("总经理", "总经理"),
        ("副总", "总"),
        (None, ""),
        ("", ""),
    ],
)
def test_the_head_of_a_title_is_what_one_is_called_by(title, head):
    assert "".join(title_heads(title)[-1:]) == head
