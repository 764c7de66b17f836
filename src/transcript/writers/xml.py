"""Elements of XML made in one expression, and the document of a tree.

What a text holds never becomes markup; characters that XML cannot hold are U+FFFD. White space is laid out between elements, never beside
text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias
from xml.etree import ElementTree as ET

from transcript.writers.characters import single_line

Child: TypeAlias = "ET.Element | str | None"


def element(tag: str, *children: Child, attributes: Mapping[str, str | None] | None = None) -> ET.Element:
    """An element; children and attributes that are None are left out.

    >>> ET.tostring(element("p", "甲<乙", attributes={"n": "1", "who": None}), encoding="unicode")
    '<p n="1">甲&lt;乙</p>'
    """
    given = {name: single_line(value) for name, value in (attributes or {}).items() if value is not None}
    made = ET.Element(tag, given)
    for child in children:
        if isinstance(child, str):
            _add_text(made, single_line(child))
        elif child is not None:
            made.append(child)
    return made


def _add_text(parent: ET.Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def elements(tag: str, texts: Iterable[str | None]) -> list[ET.Element]:
    """An element for each text that there is."""
    return [element(tag, text) for text in texts if text]


def document(root: ET.Element) -> str:
    """The XML document of a tree, indented."""
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'
