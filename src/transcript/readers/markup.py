"""Pages: HTML with its front matter, and text with the marks of Markdown, read as the text that a visitor sees.

Nothing is taken out of the source. Tags, comments, scripts, front matter and marks (`**`, `#`) are found first and become segments of kind
"markup"; the editor's line, the words around a QR code and where a text was first printed are "boilerplate"; a heading of the first rank is a
"title"; the rest is speech, a segment a run of text. Character references that mean white space (`&nbsp;`) are markup; others stay as
they are, and `entity_edits` writes them out in the clean text.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator
from heapq import merge
from itertools import groupby

import attrs
import regex

from transcript.model import Edit, Problem
from transcript.text import SPEECH, Segment, SourceText, Span

_NAME = r"(?P<name>[a-zA-Z][a-zA-Z0-9:-]{0,40})"
_TAG = regex.compile(rf"<(?P<close>/?){_NAME}(?P<rest>(?:\"[^\"<]*+\"|'[^'<]*+'|[^<>\"'])*+|[^<>]*+)>")
_DECLARATION = regex.compile(r"<[!?][^<>]*+>")
_COMMENT = "<!--"
_RAW = ("script", "style", "noscript", "template", "svg", "iframe", "textarea")
_RAW_ENDS = {name: regex.compile(rf"</{name}\b[^<>]*+>", regex.IGNORECASE) for name in _RAW}
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"]
)
_BLOCKS = "p|div|br|hr|li|ul|ol|tr|td|th|table|h1|h2|h3|h4|h5|h6|section|article|blockquote|dd|dt|dl|header|footer|nav|body|html|head|title"
_BLOCK = frozenset(_BLOCKS.split("|"))
_TITLES = frozenset(["title", "h1"])
_ASIDE = frozenset(["nav", "footer", "aside", "button", "select", "form"])
# an element whose class or id has one of these words holds no text of the document
_ASIDE_NAME = regex.compile(
    r"(?:class|id)\s*=\s*[\"']?[^\"'>]*?(?<![a-z])(?:nav(?:bar)?|foot(?:er)?|\w*qr(?:code|wrap)?(?:_\w+)?|share|\w*editor|copyright|comments?"
    r"|recommend|related|(?:bread)?crumbs?|menu|sidebar|toolbar|advert|banner|pager)(?![a-z])",
    regex.IGNORECASE,
)

_FRONT_MATTER = regex.compile(r"\s*---[ \t]*\r?\n(?:[^\n]*\n){0,200}?---[ \t]*(?=[\r\n]|$)")
_HEADING = r"^[ \t]{0,3}(?P<heading>#{1,6})(?=[ \t]+\S)"
_BOLD = (
    r"(?:(?<=[\s，。！？；：、”」）)])|^)(?P<bold>\*\*|__)(?=[^\s*_])[^\n*]{1,200}?(?<=[^\s*_])(?P<bold_end>\*\*|__)"
)
_RULE = r"^[ \t]{0,3}(?P<rule>[-*_=]{3,})[ \t]*$"
_TAG_MARK = r"(?P<tag><\|[^|<>\r\n]{0,40}\|>)"
_QUOTE = r"^[ \t]{0,3}(?P<quote>>)(?=[ \t])"
_MARKS = regex.compile("|".join([_HEADING, _BOLD, _RULE, _QUOTE, _TAG_MARK]), regex.MULTILINE)
_FIELDS = (
    r"(?:Episode(?: ID)?|Date|Published|Duration|Length|Model|Language|Source|URL|Link|Author|Hosts?|Guests?|Speakers?|Title|Show|Podcast|Tags?|Created|Updated"
    r"|日期|发布日期|发布时间|时长|时间|地点|模型|语言|来源|链接|作者|主播|嘉宾|主持|节目|标签|录制时间|创建时间|文件名?|音频)"
)
_FIELD_ROW = regex.compile(
    rf"^[ \t]{{0,3}}(?:[-*+>][ \t]+)+(?:\*\*[^*\n:：]{{1,24}}(?:\*\*[ \t]*[:：]|[:：][ \t]*\*\*)|{_FIELDS}[ \t]*[:：])[^\n。！？]{{0,160}}$",
    regex.MULTILINE,
)
# Such rows stand in the first characters of a file.
_HEAD = 3_000
_SPACES = regex.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#8194|#8195|#12288|#[xX]3000);")


@attrs.frozen(kw_only=True)
class Markup:
    """A stretch of markup.

    Attributes:
        start, end: Where it stands.
        breaks: Whether the words after it start a new line.
        heading: Whether the rest of its line is a title.
        title: Whether the words after it are a title; None if as before.
        aside: Whether the words after it belong to the page and not to its text; None if as before.
    """

    start: int
    end: int
    breaks: bool = False
    heading: bool = False
    title: bool | None = None
    aside: bool | None = None


def front_matter(text: str) -> int:
    """Find the end of the front matter.

    Args:
        text: The decoded text.

    Returns:
        The offset; 0 if there is none.
    """
    match = _FRONT_MATTER.match(text)
    return match.end() if match else 0


def find_marks(text: str, start: int) -> Iterator[Markup]:
    """Find the marks of Markdown from *start* on.

    Args:
        text: The decoded text.
        start: The offset to begin at.

    Yields:
        The marks, in order.
    """
    for match in _MARKS.finditer(text, start):
        for group in ("heading", "bold", "bold_end", "rule", "quote", "tag"):
            if match[group] is not None:
                first, last = match.span(group)
                yield Markup(start=first, end=last, heading=match[group] == "#")


def field_rows(text: str, start: int) -> list[tuple[int, int]]:
    """Find the rows above a text that describe its recording (`- **Date**: 2031-05-06`).

    Args:
        text: The decoded text.
        start: The offset to begin at.

    Returns:
        Start and end of each line.
    """
    found = list(_FIELD_ROW.finditer(text, start, start + _HEAD))
    return [match.span() for match in found] if len(found) > 1 else []


def find_spaces(text: str, start: int) -> Iterator[Markup]:
    """Find the character references that mean white space.

    Args:
        text: The decoded text.
        start: The offset to begin at.

    Yields:
        The references, in order.
    """
    for match in _SPACES.finditer(text, start):
        yield Markup(start=match.start(), end=match.end())


def find_tags(text: str, start: int, *, problems: list[Problem]) -> Iterator[Markup]:
    """Find the tags, comments and scripts from *start* on.

    Args:
        text: The decoded text.
        start: The offset to begin at.
        problems: Where to add what is broken.

    Yields:
        The marks, in order.
    """
    elements = _Elements()
    unclosed: set[str] = set()
    at = text.find("<", start)
    while at >= 0:
        end, tag = _markup_at(text, at, unclosed)
        if end > at:
            if tag:
                elements.meet(tag)
            breaks = tag is not None and tag["name"].lower() in _BLOCK
            yield Markup(start=at, end=end, breaks=breaks, title=elements.titles > 0, aside=elements.asides > 0)
        at = text.find("<", max(end, at + 1))
    problems += [
        Problem(kind="markup", message=f"“{name}”没有结束标记，只把开头当作标记，后面的文字保留")
        for name in sorted(unclosed)
    ]


def _markup_at(text: str, at: int, unclosed: set[str]) -> tuple[int, regex.Match[str] | None]:
    """Return where the markup ends that starts at *at*, and its tag if it is one; *at* itself if there is none."""
    if text.startswith(_COMMENT, at):
        end = -1 if _COMMENT in unclosed else text.find("-->", at + len(_COMMENT))
        if end < 0:
            unclosed.add(_COMMENT)
        return (end + 3 if end >= 0 else at + len(_COMMENT)), None
    tag = _TAG.match(text, at)
    if not tag:
        declaration = _DECLARATION.match(text, at)
        return (declaration.end() if declaration else at), None
    name = tag["name"].lower()
    if name not in _RAW_ENDS or tag["close"] or tag["rest"].endswith("/"):
        return tag.end(), tag
    end_tag = None if name in unclosed else _RAW_ENDS[name].search(text, tag.end())
    if end_tag is None:
        unclosed.add(name)
    return (end_tag.end() if end_tag else tag.end()), None


class _Elements:
    """The elements that are open, and how many of them are titles or set aside."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []
        self._names: Counter[str] = Counter()
        self.titles = 0
        self.asides = 0

    def meet(self, tag: regex.Match[str]) -> None:
        """Open or close the element of a tag."""
        name = tag["name"].lower()
        if tag["close"]:
            while self._names[name] and self._close() != name:
                pass
        elif name not in _VOID and not tag["rest"].endswith("/"):
            if name in _BLOCK and self._open and self._open[-1][0] == "p":
                self._close()
            self._push(name, aside=name in _ASIDE or bool(_ASIDE_NAME.search(tag["rest"])))

    def _push(self, name: str, *, aside: bool) -> None:
        self._open.append((name, aside))
        self._names[name] += 1
        self.titles += name in _TITLES
        self.asides += aside

    def _close(self) -> str:
        name, aside = self._open.pop()
        self._names[name] -= 1
        self.titles -= name in _TITLES
        self.asides -= aside
        return name


_PAGE_SIGNS = regex.compile(
    r"</?(?:p|div|span|br|html|body|table|li|ul|h[1-6]|section|article|img)\b[^<>]*+>|<!doctype", regex.IGNORECASE
)
_STAMP_LINE = regex.compile(r"^[ \t]*[0-9]{1,3}:[0-9][0-9](?::[0-9][0-9])?[ \t]*$", regex.MULTILINE)
_WORDS = regex.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_ENTITY = regex.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")

# lines that are of the page and not of its text: who edited and printed it, how to share it
_BOILERPLATE = (
    regex.compile(
        r"[（(【\[]?(?:责任编辑|责编|编辑|责任校对|校对|校审|审核|审校|初审|复审|终审|监制|值班编辑|来源|文章来源|信息来源|稿源|转自"
        r"|原标题|原题|作者|记者|通讯员|供稿|供图|摄影|图片来源|发布时间|发布日期|浏览次数|阅读次数|阅读量|点击数?|点击率|字号|字体"
        r"|打印|关键词|标签|分享到?|索引号|发布机构|发文机关|文号|主题词)[ 　]*[：:][^。！？]{0,60}"
    ),
    regex.compile(
        r"[^。！？]{0,40}(?:扫一扫|扫描|长按|二维码|关注(?:我们|公众号|微信)|公众号|客户端|[Aa][Pp][Pp]|返回顶部|上一篇|下一篇"
        r"|相关(?:阅读|新闻|链接)|打印本页|关闭(?:窗口|本页)|阅读原文|版权所有|版权声明|免责声明|转载请|侵权|网站地图|备案号?|ICP)"
        r"[^。！？]{0,60}[。！]?"
    ),
)
_LONGEST_BOILERPLATE = 100  # characters of a line
# a page of which more than this share lies in elements to be set aside has broken elements: they are not believed
_MOST_ASIDE = 0.6


def is_page(text: str) -> bool:
    """Tell whether *text* is HTML, with or without front matter: several tags of a page stand in it.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    return sum(1 for _ in zip(range(3), _PAGE_SIGNS.finditer(text), strict=False)) == 3


def is_marked(text: str) -> bool:
    """Tell whether *text* has front matter, or headings or bold runs of Markdown, and no stamps.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    signs = front_matter(text) or any(find_marks(text, 0))
    return bool(signs) and not _STAMP_LINE.search(text)


def read_page(text: str, *, name: str | None = None) -> tuple[SourceText, tuple[Problem, ...]]:
    """Read HTML.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.
    """
    problems: list[Problem] = []
    body = front_matter(text)
    tags = list(find_tags(text, body, problems=problems))
    found = merge(tags, find_marks(text, body), find_spaces(text, body), key=lambda markup: markup.start)
    return _source(text, body, found, name=name, format_name="html", problems=problems)


def read_marked(text: str, *, name: str | None = None) -> tuple[SourceText, tuple[Problem, ...]]:
    """Read text with the marks of Markdown.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.
    """
    body = front_matter(text)
    return _source(text, body, find_marks(text, body), name=name, format_name="markdown", problems=[])


def entity_edits(source: SourceText) -> tuple[Edit, ...]:
    """Write out the character references of a page (`&amp;` as &).

    Args:
        source: The source text.

    Returns:
        The edits; none for a source that is no page.
    """
    if source.format != "html":
        return ()
    found = (
        (Span(*match.span()), match.group(), html.unescape(match.group()))
        for segment in source.speech
        for match in _ENTITY.finditer(source.text, segment.span.start, segment.span.end)
    )
    return tuple(
        Edit(span=span, before=before, after=after, kind="punctuation", reason="网页的字符代码，写成它代表的字符")
        for span, before, after in found
        if before != after
    )


@attrs.frozen(kw_only=True)
class _Run:
    """Words of one line between two stretches of markup."""

    span: Span
    line: int
    title: bool
    aside: bool
    field: bool = False


def _source(
    text: str, body: int, found: Iterator[Markup], *, name: str | None, format_name: str, problems: list[Problem]
) -> tuple[SourceText, tuple[Problem, ...]]:
    markup = [Markup(start=0, end=body, breaks=True)] if body else []
    markup += _apart(found)
    runs = list(_runs(text, markup))
    fields = field_rows(text, body) if format_name == "markdown" else []
    runs = [attrs.evolve(run, field=_inside(run.span, fields)) for run in runs] if fields else runs
    segments = sorted([*_set_aside(text, markup), *_classified(text, runs)], key=lambda segment: segment.span)
    source = SourceText(text=text, segments=tuple(segments), format=format_name, name=name)
    if text.strip() and not source.speech:
        problems.append(Problem(kind="empty", message="页面里没有正文", span=Span(0, len(text))))
    return source, tuple(problems)


def _inside(span: Span, stretches: list[tuple[int, int]]) -> bool:
    return any(start <= span.start < end for start, end in stretches)


def _apart(found: Iterator[Markup]) -> Iterator[Markup]:
    """The stretches that do not lie inside an earlier one."""
    at = 0
    for markup in found:
        if markup.start >= at:
            yield markup
            at = markup.end


def _set_aside(text: str, markup: list[Markup]) -> Iterator[Segment]:
    for stretch in markup:
        span = _stripped(text, stretch.start, stretch.end)
        if span:
            yield Segment(span=span, kind="markup")


def _runs(text: str, markup: list[Markup]) -> Iterator[_Run]:
    """The words between the stretches of markup, with the number of the line they stand in."""
    line = at = 0
    title = aside = heading = False
    broken = True
    for stretch in [*markup, Markup(start=len(text), end=len(text))]:
        for match in _WORDS.finditer(text, at, stretch.start):
            if match.start() > at:
                broken, heading = True, False
            at = match.end()
            if span := _stripped(text, *match.span()):
                line += broken
                broken = False
                yield _Run(span=span, line=line, title=title or heading, aside=aside)
        if at < stretch.start:
            broken, heading = True, False
        broken = broken or stretch.breaks
        heading = heading or stretch.heading
        title = title if stretch.title is None else stretch.title
        aside = aside if stretch.aside is None else stretch.aside
        at = stretch.end


def _stripped(text: str, start: int, end: int) -> Span | None:
    """The stretch without the white space around it, None if there is nothing else."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else None


def _classified(text: str, runs: list[_Run]) -> Iterator[Segment]:
    """Each run as a segment: a line is judged as a whole, whatever tags stand in it."""
    aside = sum(len(run.span) for run in runs if run.aside)
    trust = aside <= _MOST_ASIDE * sum(len(run.span) for run in runs)
    for _, line in groupby(runs, key=lambda run: run.line):
        parts = list(line)
        kind = _kind(parts, "".join(run.span.slice(text) for run in parts), trust_elements=trust)
        yield from (Segment(span=run.span, kind=kind) for run in parts)


def _kind(parts: list[_Run], words: str, *, trust_elements: bool) -> str:
    if any(run.field for run in parts) or (trust_elements and any(run.aside for run in parts)):
        return "boilerplate"
    if len(words) <= _LONGEST_BOILERPLATE and any(pattern.fullmatch(words) for pattern in _BOILERPLATE):
        return "boilerplate"
    return "title" if all(run.title for run in parts) else SPEECH
