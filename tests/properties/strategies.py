"""What the properties are tried on: transcripts put together from pieces that stages react to, sources, edits."""

from hypothesis import strategies as st

from transcript.text import Segment, SourceText, Span
from transcript.values import EDIT_KINDS, Edit

PIECES = (
    "各位领导下午好",
    "欢迎李明处长发言",
    "谢谢大家",
    "这个这个我们",
    "按按照要求",
    "环境、环境建设",
    "嗯",
    "呃，",
    "就是说",
    "然后呢",
    "高高兴兴",
    "二零二五年",
    "百分之九点五",
    "三千七百七十七七七",
    "三点意见",
    "一是",
    "第二，",
    "歡迎陳處長發言",
    "裡面的後台",
    "ABC 12",
    " ",
    "，",
    ",",
    "。",
    "？",
    "\n",
    "\n\n05:12\n\n",
    "\n\n110:07\n\n",
    "\ud800",
    "\x00",
    "\u200b",
    "①",
)


def transcripts(max_pieces: int = 40) -> st.SearchStrategy[str]:
    """Texts like a machine transcript, and any other text."""
    pieced = st.lists(st.sampled_from(PIECES), max_size=max_pieces).map("".join)
    return st.one_of(pieced, st.text(max_size=80))


@st.composite
def sources(draw: st.DrawFn) -> SourceText:
    """A source of some segments, with gaps between them."""
    parts = draw(st.lists(st.text(alphabet="甲乙丙丁，。三", min_size=1, max_size=12), min_size=1, max_size=6))
    segments, at = [], 0
    for part in parts:
        segments.append(Segment(span=Span(at, at + len(part))))
        at += len(part) + 1
    return SourceText(text="\n".join(parts), segments=tuple(segments))


@st.composite
def edits_of(draw: st.DrawFn, source: SourceText) -> list[Edit]:
    """Edits anywhere in a source, of any kind, applied or not."""
    size = len(source.text)
    edits = []
    for _ in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, size))
        span = Span(start, draw(st.integers(start, min(size, start + 5))))
        edits.append(
            Edit(
                span=span,
                before=span.slice(source.text),
                after=draw(st.sampled_from(["", "乙", "子丑"])),
                kind=draw(st.sampled_from(EDIT_KINDS)),
                applied=draw(st.booleans()),
                reason="试",
            )
        )
    return edits
