"""From what the caller gave (text, bytes, a path) to decoded text.

A byte-order mark is no text; line ends stay as they are. Bytes without a mark
are UTF-8 if they can be, UTF-16 if every second byte is one that han characters begin with, else in the encoding whose text has most
of the characters that every Chinese page is full of. A few faulty bytes become `�`, one for one, and are reported with their values;
many make the input no text.

A .docx is unpacked to the text of its paragraphs, one a line, which any reader may read. Of the container only the body is
read; headers, notes, deleted words and pictures are not of the transcript. What unpacks to too much is refused before it has, and
so is any document type: entities are never declared, so that none expands.
"""

from __future__ import annotations

import codecs
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO
from xml.parsers import expat

import attrs
import regex

from transcript.errors import FormatError, SourceError
from transcript.model import Problem
from transcript.text import Span

_ZIP = b"PK\x03\x04"
_BODY = "word/document.xml"
_MOST_BYTES = 64 << 20  # of a document when unpacked, against zip bombs
_DEEPEST = 500  # nested elements
_CHUNK = 1 << 16  # bytes
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_WORDS = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# elements that say how a paragraph looks: a tab in them is a stop, not a character
_PROPERTIES = frozenset({"pPr", "rPr", "sectPr"})


def read_docx(data: bytes, *, name: str | None = None) -> str:
    """Extract the text of a .docx.

    Args:
        data: The bytes.
        name: The name of the file, if there is one.

    Returns:
        The text.

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


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Without a mark, in order of preference.
_OTHERS = ("gb18030", "big5hkscs")
_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "a document of old office software (DOC, XLS, …)"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"RIFF", "a recording"),
    (b"ID3", "a recording"),
    (b"fLaC", "a recording"),
    (b"OggS", "a recording"),
)
# The high bytes of UTF-16 in Chinese: Latin, general punctuation, Chinese punctuation, han, full-width forms.
_HIGH_BYTES = frozenset({0x00, 0x20, 0x30, 0xFF, *range(0x4E, 0xA0)})
_NEARLY_ALL = 0.95  # share of high bytes that are those of Chinese in UTF-16; by hand
# One in four characters of ordinary text is among these, one in a hundred of text in a wrong encoding.
_FAMILIAR = frozenset("，。、的一是在不了有和人大中上我要工作行：這这們们為为來来個个")
_SAMPLE = 20_000  # characters that are judged
_MOST_FAULTS = 0.01  # share of bytes that an encoding may fail to read; by hand
_MOST_CONTROLS = 0.05  # share of control characters beyond which a file is no text; by hand
_LONGEST_PATH = 260  # characters; MAX_PATH of Windows

_NO_TEXT = regex.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]")
# `surrogateescape` writes a byte that cannot be decoded as one of these.
_FAULTY = regex.compile(r"[\udc80-\udcff]+")
_PAIR = regex.compile(r"[\ud800-\udbff][\udc00-\udfff]")
_ODDITIES = (
    ("encoding", "无法识别的字符（�）", regex.compile("\ufffd")),
    ("character", "控制字符", _NO_TEXT),
    ("character", "孤立的代理码位", regex.compile(r"[\ud800-\udfff]")),
)


@attrs.frozen(kw_only=True)
class Decoded:
    """A decoded input: its text, the file's name if it has one, and what was odd."""

    text: str
    name: str | None = None
    problems: tuple[Problem, ...] = ()


def load(source: str | bytes | Path) -> Decoded:
    """Decode what the caller gave.

    Args:
        source: What to read.

    Returns:
        The text, with its encoding and its problems.

    Raises:
        SourceError: If a path cannot be opened.
        FormatError: If bytes are in no known encoding.
        TypeError: If *source* is none of the three.
    """
    if isinstance(source, Path):
        return decode(_read_file(source), name=source.name)
    if isinstance(source, bytes):
        return decode(source)
    if isinstance(source, str):
        text = _joined(source.removeprefix("\ufeff"))
        return Decoded(text=text, problems=(*_path_in_disguise(source), *_oddities(text)))
    # A caller without a type checker may pass anything: None, an open file, a list of lines.
    msg = f"a transcript is a str (the text), bytes or a Path, not {type(source).__name__}"
    raise TypeError(msg)


def decode(data: bytes, *, name: str | None = None) -> Decoded:
    """Decode by byte-order mark, else as UTF-8, else by the characters that come out.

    Args:
        data: Text in UTF-8, GB18030, UTF-16 or Big5, or a .docx that holds text.
        name: The file's name, for messages.

    Returns:
        The text, with its encoding and its problems.

    Raises:
        FormatError: If *data* is no text in any of these.

    >>> decode("会议".encode("gb18030")).text
    '会议'
    """
    if data.startswith(_ZIP):
        return _unpacked(data, name=name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding=encoding, name=name)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            msg = f"expected the text of a transcript, found {what}"
            raise FormatError(msg, source=name)
    return _checked(_guessed(data), name=name, size=len(data))


def _unpacked(data: bytes, *, name: str | None) -> Decoded:
    try:
        text = read_docx(data, name=name)
    except FormatError as error:
        msg = f"format 'docx': {error.message}; formats tried: docx"
        raise FormatError(msg, source=name) from None
    return Decoded(text=text, name=name, problems=tuple(_oddities(text)))


def _marked(data: bytes, *, encoding: str, name: str | None) -> Decoded:
    if encoding == "utf-8":
        return _checked(data.decode(encoding, errors="surrogateescape"), name=name, size=len(data))
    even = len(data) // 2 * 2
    text = data[:even].decode(encoding, errors="surrogatepass")
    cut = (Problem(kind="encoding", message=f"文件末尾多出半个字符（字节 0x{data[-1]:02x}）"),) if data[even:] else ()
    return Decoded(text=text, name=name, problems=(*cut, *_oddities(text)))


def _guessed(data: bytes) -> str:
    """The text in the encoding that fits best, faulty bytes escaped."""
    text = data.decode("utf-8", errors="surrogateescape")
    if "\0" not in text and not _FAULTY.search(text):
        return text
    for high, encoding in enumerate(("utf-16-be", "utf-16-le")):
        if len(data) % 2 == 0 and _share(data[high : 2 * _SAMPLE : 2], _HIGH_BYTES) >= _NEARLY_ALL:
            wide = data.decode(encoding, errors="surrogatepass")
            if len(_NO_TEXT.findall(wide)) <= len(wide) * _MOST_CONTROLS:
                return wide
    return max([text, *(data.decode(other, errors="surrogateescape") for other in _OTHERS)], key=_familiarity)


def _familiarity(text: str) -> float:
    sample = text[:_SAMPLE]
    faulty = sum(map(len, _FAULTY.findall(sample)))
    return _share(sample, _FAMILIAR) - 2 * faulty / len(sample)


def _share(sequence: Sequence[str] | bytes, wanted: frozenset[str] | frozenset[int]) -> float:
    return sum(item in wanted for item in sequence) / max(1, len(sequence))


def _checked(escaped: str, *, name: str | None, size: int) -> Decoded:
    """The text with a `�` for each byte that is escaped in it; refused if there are too many."""
    faults = list(_FAULTY.finditer(escaped))
    if sum(len(fault.group()) for fault in faults) > max(2, size * _MOST_FAULTS):
        found, at = ord(faults[0].group()[0]) - 0xDC00, faults[0].start()
        msg = f"expected text in UTF-8, GB18030, UTF-16 or Big5; byte 0x{found:02x} after {at} characters fits none"
        raise FormatError(msg, source=name)
    sample = escaped[:_SAMPLE]
    if len(_NO_TEXT.findall(sample)) > max(8, len(sample) * _MOST_CONTROLS):
        msg = "expected text in UTF-8, GB18030, UTF-16 or Big5; found more control codes than words have"
        raise FormatError(msg, source=name)
    if not faults:
        return Decoded(text=escaped, name=name, problems=tuple(_oddities(escaped)))
    problems = (*_faults(faults), *_oddities(_FAULTY.sub(lambda fault: " " * len(fault.group()), escaped)))
    text = _FAULTY.sub(lambda fault: "\ufffd" * len(fault.group()), escaped)
    return Decoded(text=text, name=name, problems=problems)


def _faults(faults: list[regex.Match[str]]) -> Iterator[Problem]:
    for fault in faults:
        values = " ".join(f"0x{ord(escape) - 0xDC00:02x}" for escape in fault.group())
        yield Problem(kind="encoding", message=f"无法解码的字节 {values}，以�代替", span=Span(*fault.span()))


def _oddities(text: str) -> Iterator[Problem]:
    """One problem for each sort of odd character: which, how many, where the first stands."""
    for kind, what, pattern in _ODDITIES:
        found = pattern.findall(text)
        if found:
            first = text.index(found[0])
            message = f"{what} {len(found)} 处，第一处是 U+{ord(found[0]):04X}，照原样保留"
            yield Problem(kind=kind, message=message, span=Span(first, first + 1))


def _joined(text: str) -> str:
    """The text with pairs of surrogates as the one character that they stand for; lone ones stay."""
    joined: str = _PAIR.sub(lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), text)
    return joined


def _path_in_disguise(source: str) -> Iterator[Problem]:
    if 0 < len(source) <= _LONGEST_PATH and "\n" not in source and _is_file(source):
        message = f"输入的文字“{source}”正是一个文件的名字；要读这个文件，请传 pathlib.Path"
        yield Problem(kind="path", message=message, span=Span(0, len(source.removeprefix("\ufeff"))))


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # a name that no file system can hold
        return False


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"cannot read the file: {error.strerror}"
        raise SourceError(msg, source=str(path)) from error
    except ValueError as error:  # a NUL in the path
        msg = f"cannot read the file: {error}"
        raise SourceError(msg, source=repr(str(path))) from error
