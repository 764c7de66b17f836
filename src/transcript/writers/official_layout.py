"""A Word document in the layout of Chinese official documents: paper, fonts, indents, page numbers.

Imports python-docx, which an extra installs: imported only by what needs it.

Source: GB/T 9704-2012, 5.2 (A4, margins 37 mm above and 28 mm at the binding, 156 by 225 mm for 22 lines of 28 characters), 7.3 (title in 2号小标宋,
body in 3号仿宋, levels in 黑体 and 楷体, lines indented by two characters), 7.5 (page numbers in 4号宋体, outside), from reprints of the standard.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

import attrs
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.font import Font
from docx.text.paragraph import Paragraph

_LATIN = "Times New Roman"
_LINE = Pt(28.95)  # 225 mm for 22 lines
_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


@attrs.frozen
class _Look:
    """A style: the font of Chinese text, its size in points, how many characters the first line is indented, what comes after."""

    font: str
    size: float
    indent: int = 2
    centred: bool = False
    after: float = 0


_LOOKS = {
    "Normal": _Look("仿宋", 16),
    "Title": _Look("方正小标宋简体", 22, indent=0, centred=True, after=28.95),
    "Heading 1": _Look("黑体", 16),
    "Heading 2": _Look("楷体", 16),
    "Footer": _Look("宋体", 14, indent=0),
}


class OfficialDocument:
    """A document that is written from top to bottom.

    Args:
        title: What stands above it.
    """

    def __init__(self, *, title: str) -> None:
        self._document = Document()
        for name, look in _LOOKS.items():
            _dress(self._document.styles[name], look)
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
        """A line of the head: its name in 黑体."""
        line = self._document.add_paragraph()
        _set_fonts(line.add_run(f"{name}：").font, _LOOKS["Heading 1"].font)
        line.add_run(value)

    def add_heading(self, text: str) -> None:
        """A heading of the first level."""
        self._document.add_paragraph(text, style="Heading 1")

    def add_subheading(self, text: str) -> None:
        """A heading of the second level."""
        self._document.add_paragraph(text, style="Heading 2")

    def add_paragraph(self, text: str) -> None:
        """A paragraph of the body."""
        self._document.add_paragraph(text)

    def add_signatures(self, names: Iterable[str]) -> None:
        """A line for each name to sign on, below an empty one, all on one page."""
        for name in ("", *names):
            self._document.add_paragraph(name).paragraph_format.keep_with_next = True

    def to_bytes(self) -> bytes:
        """The .docx: the same bytes for the same words."""
        saved, out = io.BytesIO(), io.BytesIO()
        self._document.save(saved)
        with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as undated:
            for part in parts.infolist():
                member = zipfile.ZipInfo(part.filename)
                undated.writestr(member, parts.read(part), compress_type=zipfile.ZIP_DEFLATED)
        return out.getvalue()


def _dress(style: ParagraphStyle, look: _Look) -> None:
    _set_fonts(style.font, look.font)
    style.font.size = Pt(look.size)
    style.font.bold = style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    layout = style.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, _LINE
    layout.widow_control = False  # a page has 22 lines, whatever paragraph they are of
    layout.space_before, layout.space_after = Pt(0), Pt(look.after)
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
