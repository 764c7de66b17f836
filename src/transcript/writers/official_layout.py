"""Word documents: one in the layout of Chinese official documents (paper, fonts, indents, page numbers), and an office's own with placeholders.

What a font tells apart also differs in weight or size: a computer without 仿宋, 黑体 and 楷体 shows all of them in one.

Imports python-docx, which an extra installs: imported only by what needs it.

Source: GB/T 9704-2012, 5.2 (A4, margins 37 mm above and 28 mm at the binding, 156 by 225 mm for 22 lines of 28 characters), 7.3 (title in 2号小标宋,
body in 3号仿宋, levels in 黑体 and 楷体, lines indented by two characters), 7.5 (page numbers in 4号宋体, outside), from reprints of the standard.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

import attrs
import regex
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.font import Font
from docx.text.paragraph import Paragraph

from transcript.errors import WriteError

_PLACEHOLDER = regex.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")
_LATIN = "Times New Roman"
_LINE = Pt(28.95)  # 225 mm for 22 lines
# Millimetres, GB/T 9704-2012 5.2.
_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


@attrs.frozen
class _Look:
    """A style: the font of Chinese text, its size in points, how many characters the first line is indented, what comes before and after."""

    font: str
    size: float
    indent: int = 2
    centred: bool = False
    bold: bool = False
    before: float = 0
    after: float = 0


_LOOKS = {
    "Normal": _Look("仿宋", 16),
    "Title": _Look("方正小标宋简体", 22, indent=0, centred=True, bold=True, after=28.95),
    "Heading 1": _Look("黑体", 16, bold=True, before=14),
    "Heading 2": _Look("楷体", 16, before=7),
    "TOC 1": _Look("仿宋", 14, indent=0),
    "TOC 2": _Look("仿宋", 14, indent=2),
    "Footer": _Look("宋体", 14, indent=0),
}


@attrs.frozen(kw_only=True)
class Line:
    """A paragraph: words before, words in bold, words after."""

    text: str
    bold: str = ""
    before: str = ""
    heading: bool = False


class OfficialDocument:
    """A document that is written from top to bottom.

    Args:
        title: What stands above it.
    """

    def __init__(self, *, title: str) -> None:
        self._document = Document()
        for name, look in _LOOKS.items():
            _dress(_style(self._document, name), look)
        for language in self._document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:eastAsia"), "zh-CN")  # which forms of the characters a font shows
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        for margin, size in _MARGINS.items():
            setattr(section, margin, Mm(size))
        self._document.settings.odd_and_even_pages_header_footer = True
        _number_pages(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
        _number_pages(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
        self._document.core_properties.title = title[:255]
        self._document.core_properties.author = ""
        self._document.core_properties.comments = ""
        self._document.add_paragraph(title, style="Title")

    def add_fact(self, name: str, value: str) -> None:
        """A line of the head: its name in 黑体 and bold, long values hanging below their beginning.

        Args:
            name: The name of the row.
            value: What stands behind the name.
        """
        line = self._document.add_paragraph()
        label = line.add_run(f"{name}：")
        _set_fonts(label.font, _LOOKS["Heading 1"].font)
        label.bold = True
        line.add_run(value)
        size, hanging = _LOOKS["Normal"].size, len(name) + 1
        line.paragraph_format.left_indent = Pt(hanging * size)
        line.paragraph_format.first_line_indent = Pt(-hanging * size)
        indent = line._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 - python-docx knows no indents in characters
        indent.set(qn("w:leftChars"), str(hanging * 100))
        indent.set(qn("w:hangingChars"), str(hanging * 100))
        indent.attrib.pop(qn("w:firstLineChars"), None)

    def add_contents(self) -> None:
        """A table of contents of the headings, which Word fills in."""
        line = self._document.add_paragraph()
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), 'TOC \\o "1-2" \\h \\z')
        field.set(qn("w:dirty"), "true")
        line._p.append(field)  # noqa: SLF001 - python-docx has no fields
        hint = OxmlElement("w:r")
        words = OxmlElement("w:t")
        words.text = "目录（在 Word 中按 F9 更新）"
        hint.append(words)
        field.append(hint)

    def add_heading(self, text: str) -> None:
        """A heading of the first level.

        Args:
            text: What it says.
        """
        self._document.add_paragraph(text, style="Heading 1")

    def add_line(self, line: Line) -> None:
        """A paragraph of the body, or a heading of the second level.

        Args:
            line: What to add.
        """
        added = self._document.add_paragraph(style="Heading 2" if line.heading else None)
        _fill(added, line)

    def add_paragraph(self, text: str) -> None:
        """A paragraph of the body.

        Args:
            text: What it says.
        """
        self._document.add_paragraph(text)

    def add_signatures(self, names: Iterable[str]) -> None:
        """A line for each name to sign on, below an empty one, all on one page.

        Args:
            names: What stands before the blanks.
        """
        for name in ("", *names):
            self._document.add_paragraph(name).paragraph_format.keep_with_next = True

    def to_bytes(self) -> bytes:
        """The .docx: the same bytes for the same words.

        Returns:
            The bytes of the file.
        """
        saved = io.BytesIO()
        self._document.save(saved)
        return _undated(saved.getvalue())


class Template:
    """An office's own document, in which placeholders in double braces stand for what a record knows.

    Args:
        data: The bytes of the .docx.
        name: What to call it in an error.

    Raises:
        WriteError: If it is no .docx.
    """

    def __init__(self, data: bytes, *, name: str) -> None:
        try:
            self._document = Document(io.BytesIO(data))
        except Exception as error:  # python-docx raises errors of zipfile, lxml, and its own
            msg = "the template is no .docx"
            raise WriteError(msg, source=name) from error

    @property
    def names(self) -> set[str]:
        """The placeholders in it."""
        return {name for line in self._paragraphs() for name in _PLACEHOLDER.findall(line.text)}

    def filled(self, words: Mapping[str, str], blocks: Mapping[str, Sequence[Line]]) -> bytes:
        """The document with *words* within lines, and with *blocks* in place of paragraphs that hold nothing but the placeholder.

        Args:
            words: What replaces a placeholder within a line, by its name.
            blocks: What replaces a paragraph, by the name of its placeholder.

        Returns:
            The bytes of the file.
        """
        for line in list(self._paragraphs()):
            alone = _PLACEHOLDER.fullmatch(line.text.strip())
            if alone and alone[1] in blocks:
                _put_block(line, blocks[alone[1]])
            elif _PLACEHOLDER.search(line.text):
                inline = {
                    name: "；".join(one.before + one.bold + one.text for one in rows) for name, rows in blocks.items()
                }
                _put_words(line, {**inline, **words})
        out = io.BytesIO()
        self._document.save(out)
        return _undated(out.getvalue())

    def _paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs: of the body, of tables, of headers and footers."""
        parts = [self._document.element.body]
        for section in self._document.sections:
            for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
                if not part.is_linked_to_previous:
                    parts += [part._element]  # noqa: SLF001 - python-docx lists no paragraphs in tables of headers
        for part in parts:
            yield from (Paragraph(one, self._document._body) for one in part.iter(qn("w:p")))  # noqa: SLF001


def _put_block(line: Paragraph, rows: Sequence[Line]) -> None:
    """Lines in the place of a paragraph and in its style."""
    for row in rows:
        added = line.insert_paragraph_before()
        if line._p.pPr is not None:  # noqa: SLF001 - an office formats paragraphs, not only styles
            added._p.insert(0, deepcopy(line._p.pPr))  # noqa: SLF001
        looks = line.runs[0]._r.rPr if line.runs else None  # noqa: SLF001
        _fill(added, row, looks=looks)
    line._p.getparent().remove(line._p)  # noqa: SLF001


def _put_words(line: Paragraph, words: Mapping[str, str]) -> None:
    """Words in place of the placeholders of a line, in the look of the run in which the placeholder begins; Word may cut one into several runs."""
    runs = line.runs
    for match in reversed(list(_PLACEHOLDER.finditer("".join(run.text for run in runs)))):
        at = 0
        first = True
        for run in runs:
            start, end = max(match.start() - at, 0), match.end() - at
            at += len(run.text)
            if start < len(run.text) and end > 0 and start < end:
                text = run.text
                run.text = text[:start] + (words[match[1]] if first else "") + text[end:]
                first = False


def _fill(line: Paragraph, row: Line, *, looks: Any = None) -> None:
    for words, bold in ((row.before, False), (row.bold, True), (row.text, False)):
        if words:
            run = line.add_run(words)
            if looks is not None:
                run._r.insert(0, deepcopy(looks))  # noqa: SLF001 - python-docx copies no looks
            if bold:
                run.bold = True


def _style(document: Any, name: str) -> ParagraphStyle:
    """The style of a name; python-docx's own document lacks those of contents."""
    if name in document.styles:
        found: ParagraphStyle = document.styles[name]
        return found
    added: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    return added


def _undated(data: bytes) -> bytes:
    """A .docx without the times at which its parts were written: the same bytes for the same words."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as undated:
        for part in parts.infolist():
            member = zipfile.ZipInfo(part.filename)
            undated.writestr(member, parts.read(part), compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _dress(style: ParagraphStyle, look: _Look) -> None:
    _set_fonts(style.font, look.font)
    style.font.size = Pt(look.size)
    style.font.bold, style.font.italic = look.bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    layout = style.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, _LINE
    layout.widow_control = False  # a page has 22 lines, whatever paragraph they are of
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.keep_with_next = style.name.startswith("Heading")
    layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if look.centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    layout.first_line_indent = Pt(look.indent * look.size)
    # In characters, too, so that the indent follows the size of the font.
    style.element.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), str(look.indent * 100))
    borders = style.element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)


def _set_fonts(font: Font, chinese: str) -> None:
    """Chinese text takes the font of `w:eastAsia`, which python-docx does not set; a theme's would come before both."""
    font.name = _LATIN
    fonts = font.element.rPr.rFonts
    for name in _THEMED:
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), chinese)


def _number_pages(line: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, one character from the edge."""
    line.alignment = side
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(14)
    line.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    line._p.append(field)  # noqa: SLF001 - python-docx has no fields
    line.add_run(" —")
