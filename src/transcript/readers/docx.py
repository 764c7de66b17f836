"""The text of a .docx: its paragraphs, one a line.

A .docx is to the words in it what an encoding is: its text is read by whichever reader it has the shape of. Of the container only the body is
read; headers, notes, deleted words and pictures are not of the transcript. What unpacks to too much is refused before it has, and
so is any document type: entities are never declared, so that none expands.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO
from xml.parsers import expat

from transcript.errors import FormatError

SIGNATURE = b"PK\x03\x04"
_BODY = "word/document.xml"
_MOST_BYTES = 64 << 20
_DEEPEST = 500
_CHUNK = 1 << 16
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_WORDS = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# elements that say how a paragraph looks: a tab in them is a stop, not a character
_PROPERTIES = frozenset({"pPr", "rPr", "sectPr"})


def read_docx(data: bytes, *, name: str | None = None) -> str:
    """The text of a .docx.

    Raises:
        FormatError: If *data* is no .docx, is broken, locked or unpacks to more than a transcript has.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container, container.open(_BODY) as body:
            return _Body().read(body)
    except KeyError:
        msg = f"expected the text of a transcript or a .docx, found a ZIP container without {_BODY} (XLSX, EPUB, …)"
    except _RefusedError as error:
        msg = f"a .docx that no transcript comes in: {error}"
    except expat.ExpatError as error:
        msg = f"broken .docx: {_BODY} is no well-formed XML: {error}"
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        msg = f"broken or locked .docx: {error}"
    raise FormatError(msg, source=name)


class _RefusedError(ValueError):
    """A container that no transcript needs."""


class _Body:
    """The paragraphs of a body, as its XML is read."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._in_text = False
        self._depth = self._fallback = self._in_properties = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def read(self, body: IO[bytes]) -> str:
        """The text of the body."""
        size = 0
        # Each piece is as long as all before it: expat goes through an unfinished token again with each (CVE-2023-52425).
        while chunk := body.read(max(size, _CHUNK)):
            size += len(chunk)
            if size > _MOST_BYTES:
                msg = f"{_BODY} unpacks to more than {_MOST_BYTES >> 20} MB"
                raise _RefusedError(msg)
            self._parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no keyword
        self._parser.Parse(b"", True)  # noqa: FBT003
        return "".join(self._out).removesuffix("\n")

    def _refuse(self, *_: object) -> None:
        msg = f"{_BODY} declares a document type"
        raise _RefusedError(msg)

    def _start(self, tag: str, _: object) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            msg = f"{_BODY} is nested more than {_DEEPEST} deep"
            raise _RefusedError(msg)
        space, _, element = tag.rpartition(" ")
        if space == _COMPATIBILITY and element == "Fallback":
            self._fallback += 1  # says once more what stands in the choice before it
        elif space in {_WORDS, _STRICT_WORDS} and not self._fallback:
            self._in_text = element == "t"
            if element in _SIGNS and not self._in_properties:
                self._out.append(_SIGNS[element])
            self._in_properties += element in _PROPERTIES

    def _end(self, tag: str) -> None:
        self._depth -= 1
        space, _, element = tag.rpartition(" ")
        if space == _COMPATIBILITY and element == "Fallback":
            self._fallback -= 1
        elif space in {_WORDS, _STRICT_WORDS} and not self._fallback:
            self._in_properties -= element in _PROPERTIES
            if element == "p":
                self._out.append("\n")
        self._in_text = False

    def _characters(self, words: str) -> None:
        if self._in_text and not self._fallback:
            self._out.append(words)
