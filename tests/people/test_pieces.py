import pytest

from transcript.people import Mention
from transcript.people.pieces import Piece, is_plausible, settle_borders
from transcript.text import Span
from transcript.words import cut


def pieces(marked: str) -> tuple[str, list[Piece]]:
    """The text and the pieces of "o:柳溪 t:市委书记"; "-" marks words between."""
    text, found = "", []
    for part in marked.split():
        kind, _, words = part.partition(":")
        if kind != "-":
            found.append(Piece(Span(len(text), len(text) + len(words)), kind, 0.5))
        text += words
    return text, found


@pytest.mark.parametrize(
    ("marked", "settled"),
    [
        ("o:柳溪县县委 t:副书记、县长", "o:柳溪县 t:县委副书记、县长"),
        ("o:柳溪市分行 -:支付结算 t:处 n:方志明", "o:柳溪市分行支付结算处 n:方志明"),
        ("o:柳溪县 t:县委副书记、县长", "o:柳溪县 t:县委副书记、县长"),
        ("o:柳溪 t:县委书记", "o:柳溪县委 t:书记"),
        ("o:柳溪市 t:委常委、副市长", "o:柳溪市委 t:常委、副市长"),
        ("t:县委书记", "t:县委书记"),
        ("o:柳溪信息 t:中心主任", "o:柳溪信息中心 t:主任"),
        ("o:青石镇 t:党委书记", "o:青石镇 t:党委书记"),
        ("o:柳溪总 t:工会主席", "o:柳溪总 t:工会主席"),
        ("t:市委常委、 o:县政府 t:副县长", "t:市委常委、县政府副县长"),
        ("t:党委委员 -:、 t:副行长", "t:党委委员、副行长"),
        ("t:计工", "s:计 t:工"),
        ("t:常委员", "s:常 t:委员"),
        ("t:常委", "t:常委"),
        ("s:方 -:委员 g:志明", "s:方 t:委员 g:志明"),
        ("n:柳溪 -:银行", "o:柳溪银行"),
        ("-:小 s:康 -:社会", ""),
        ("-:小 s:邵", "s:邵"),
        ("s:付 t:市长 n:方志明", "t:付市长 n:方志明"),
        ("s:局 t:党组书记 n:方志明", "t:党组书记 n:方志明"),
        ("s:方 t:局长 n:乔志远", "s:方 t:局长 n:乔志远"),
        ("-:JS n:ON", ""),
        ("n:欧阳 t:局长", "s:欧阳 t:局长"),
        ("n:司徒总", "s:司徒 t:总"),
        ("n:司徒敏", "n:司徒敏"),
    ],
)
def test_borders(marked: str, settled: str) -> None:
    text, found = pieces(marked)
    assert " ".join(f"{p.kind}:{p.span.slice(text)}" for p in settle_borders(text, found)) == settled


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
