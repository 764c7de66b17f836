from transcript.people import Mention
from transcript.people.again import behind_titles
from transcript.text import Span


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
