import pytest

from transcript.people import Mention
from transcript.people.plausibility import is_plausible
from transcript.text import Span
from transcript.words import cut


def plausible(text: str, name: str, *, confidence: float = 0.8, **fields: str) -> bool:
    span = Span(text.index(name), text.index(name) + len(name))
    form = "latin" if name.isascii() else "full"
    mention = Mention(span=span, form=form, name=name, pieces=(span,), confidence=confidence, **fields)
    return is_plausible(cut(text), mention)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我们要扎实推进这项工作。", "扎实"),
        ("加强干部队伍建设，", "伍建设"),
        ("已经发放500万笔贷款，", "万笔"),
        ("坚持严管厚爱抓好工作", "严管厚爱"),
        ('<img src="a.png">', "src"),
    ],
)
def test_what_is_no_name(text: str, name: str) -> None:
    assert not plausible(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("请方志明发言。", "方志明"),
        ("请和平发言。", "和平"),
        ("冷静，你先说。", "冷静"),
        ("我们听Vivian讲。", "Vivian"),
    ],
)
def test_what_may_be_one(text: str, name: str) -> None:
    assert plausible(text, name)


def test_a_title_speaks_for_a_word() -> None:
    assert plausible("柳溪县县长和平负责推进这项工作。", "和平", title="县长")
    assert not plausible("严格执行规定。", "严格", title="执行")
