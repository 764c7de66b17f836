from transcript.people import Mention, find_mentions
from transcript.people.again import behind_titles
from transcript.text import Span


def names(text: str) -> list[str | None]:
    return [m.name for m in find_mentions(text) if m.form != "title"]


def test_a_name_once_found_is_found_again_whole_and_by_its_given_name() -> None:
    assert names("请乔志远发言。刚才志远说得好，乔志远说得对。") == ["乔志远", "志远", "乔志远"]


def test_a_given_name_that_is_a_word_counts_only_where_it_is_called() -> None:
    assert names("请乔荣幸发言。很荣幸来到这里。谢谢荣幸。") == ["乔荣幸", "荣幸"]


def test_a_full_name_that_is_a_word_counts_only_where_it_is_called() -> None:
    assert names("我叫田野。我们在希望的田野上。请田野发言。田野，你看呢？") == ["田野", "田野", "田野"]


def test_a_name_known_from_elsewhere_has_the_title_before_it() -> None:
    title = Mention(span=Span(0, 6), form="title", title="项目经理", organization="柳溪")
    name = Mention(span=Span(6, 9), form="full", name="方志明")
    (both,) = behind_titles([title, name])
    assert (both.span, both.name, both.title, both.organization) == (Span(0, 9), "方志明", "项目经理", "柳溪")


def test_a_title_elsewhere_stays_alone() -> None:
    title = Mention(span=Span(0, 2), form="title", title="院长")
    name = Mention(span=Span(3, 6), form="full", name="方志明")
    titled = Mention(span=Span(2, 7), form="full", name="方志明", title="教授")
    assert list(behind_titles([title, name])) == [title, name]
    assert list(behind_titles([title, titled])) == [title, titled]
