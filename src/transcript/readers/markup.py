"""The stretches of a text that are markup: tags, comments, scripts with what they hold, front matter, marks of Markdown.

Enters a text, leaves the stretches in order, each with what it means for the words after it. Broken markup ends where it is broken: an
unclosed comment or script is its opening alone, a `<` that opens nothing is a word. Each search for a missing end is made once, so that
the cost is linear in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import attrs
import regex

from transcript.model import Problem

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
    """Where the front matter of *text* ends; 0 if it has none."""
    match = _FRONT_MATTER.match(text)
    return match.end() if match else 0


def find_marks(text: str, start: int) -> Iterator[Markup]:
    """The marks of Markdown from *start* on, in order."""
    for match in _MARKS.finditer(text, start):
        for group in ("heading", "bold", "bold_end", "rule", "quote", "tag"):
            if match[group] is not None:
                first, last = match.span(group)
                yield Markup(start=first, end=last, heading=match[group] == "#")


def field_rows(text: str, start: int) -> list[tuple[int, int]]:
    """Where the rows stand that tell of a recording above its text (`- **Date**: 2031-05-06`), each line from its start to its end."""
    found = list(_FIELD_ROW.finditer(text, start, start + _HEAD))
    return [match.span() for match in found] if len(found) > 1 else []


def find_spaces(text: str, start: int) -> Iterator[Markup]:
    """The character references that mean white space, in order."""
    for match in _SPACES.finditer(text, start):
        yield Markup(start=match.start(), end=match.end())


def find_tags(text: str, start: int, *, problems: list[Problem]) -> Iterator[Markup]:
    """The tags, comments and scripts from *start* on, in order; what is broken goes to *problems*."""
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
    """Where the markup ends that starts at *at*, and its tag if it is one; *at* itself if there is none."""
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
