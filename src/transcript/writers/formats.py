"""The formats in which a record can be written: one table, chosen by the suffix of the output.

To add one, write a file beside this one with a function `write_…(record, *, view="clean")` and a row here.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO, Any, Protocol

import attrs

from transcript.errors import TranscriptError, WriteError
from transcript.files import identity, save
from transcript.model import RecordView, View
from transcript.readers import read
from transcript.writers.archive_xml import write_akn, write_tei
from transcript.writers.cited_text import write_cited
from transcript.writers.markdown import write_markdown
from transcript.writers.record_tables import write_csv
from transcript.writers.review_page import write_html
from transcript.writers.subtitle_cues import write_srt, write_vtt
from transcript.writers.timed_lines import write_rttm, write_seglst, write_stm
from transcript.writers.word_document import write_docx


class _Write(Protocol):
    def __call__(self, record: RecordView, *, view: View = "clean") -> str | bytes: ...


@attrs.frozen(kw_only=True)
class Writer:
    """A format that can be written.

    Attributes:
        name: What `format=` calls it.
        suffixes: The endings of file names that mean it, the usual one first.
        write: Makes the text or the bytes of it.
        encoding: Of a text.
    """

    name: str
    suffixes: tuple[str, ...]
    write: _Write
    encoding: str = "utf-8"


def _write_json(record: RecordView, *, view: View = "clean") -> str:  # noqa: ARG001 - the JSON holds both views
    return record.to_json(indent=2) + "\n"


WRITERS = (
    Writer(name="md", suffixes=(".md", ".markdown"), write=write_markdown),
    Writer(name="docx", suffixes=(".docx",), write=write_docx),
    Writer(name="srt", suffixes=(".srt",), write=write_srt),
    Writer(name="vtt", suffixes=(".vtt",), write=write_vtt),
    # Excel takes a CSV without a byte order mark for text in the system's own encoding.
    Writer(name="csv", suffixes=(".csv",), write=write_csv, encoding="utf-8-sig"),
    Writer(name="rttm", suffixes=(".rttm",), write=write_rttm),
    Writer(name="stm", suffixes=(".stm",), write=write_stm),
    Writer(name="seglst", suffixes=(".seglst.json",), write=write_seglst),
    Writer(name="tei", suffixes=(".tei.xml", ".tei"), write=write_tei),
    Writer(name="akn", suffixes=(".akn.xml", ".akn"), write=write_akn),
    Writer(name="html", suffixes=(".html", ".htm"), write=write_html),
    Writer(name="cited", suffixes=(".cited.txt",), write=write_cited),
    Writer(name="json", suffixes=(".json",), write=_write_json),
)


def write_record(
    record: RecordView,
    path: str | Path | IO[str] | IO[bytes],
    *,
    format: str = "auto",  # noqa: A002
    view: View = "clean",
    template: str | Path | None = None,
    contents: bool = False,
) -> None:
    """Write a record to a file or an open file object.

    Args:
        record: Any record; formats with times need one with a clock, formats of turns one with turns.
        path: The file; folders on the way are made. It is there whole or not at all. Or what has been opened to write text or bytes: it stays open.
        format: Name of a writer; "auto" tells by the suffix of the file's name.
        view: The words of the speech: "clean" with the applied edits, "verbatim" as they stand in the source.
        template: For "docx", a document of the office's own with placeholders (`{{主持人}}`, `{{发言记录}}`).
        contents: For "docx", whether a table of contents stands below the head.

    Raises:
        WriteError: If there is no such format, it cannot hold the record, takes no template or no contents, or the file is the source of the record.
        SourceError: If the file cannot be written.
    """
    name = path if isinstance(path, str | Path) else getattr(path, "name", "")  # that of a pipe is a number
    writer = find_writer(name if isinstance(name, str | Path) else "", format=format)
    written = _written(writer, record, view=view, template=template, contents=contents)
    if not isinstance(path, str | Path):
        _write_to(path, written, writer=writer)
        return
    path = Path(path)
    data = written if isinstance(written, bytes) else written.encode(writer.encoding)
    if _is_source(path, record=record, data=data):
        msg = "the output is the source of the record: nothing was written; name another file"
        raise WriteError(msg, source=str(path))
    save(path, data)


def _written(
    writer: Writer, record: RecordView, *, view: View, template: str | Path | None, contents: bool
) -> str | bytes:
    if template is None and not contents:
        return writer.write(record, view=view)
    if writer.name != "docx":
        msg = f"format {writer.name!r} takes no {'template' if template else 'contents'}; docx does"
        raise WriteError(msg)
    if template is not None and contents:
        msg = "a template has its own contents: leave one of them out"
        raise WriteError(msg)
    return write_docx(record, view=view, template=template, contents=contents)


def _write_to(file: IO[str] | IO[bytes], written: str | bytes, *, writer: Writer) -> None:
    """Write to an open file: text as text if it takes text, else as bytes."""
    out: Any = file
    if not isinstance(file, io.TextIOBase):
        out.write(written if isinstance(written, bytes) else written.encode(writer.encoding))
    elif isinstance(written, str):
        out.write(written)
    else:
        msg = f"format {writer.name!r} is bytes: open the file in binary mode"
        raise WriteError(msg)


def _is_source(path: Path, *, record: RecordView, data: bytes) -> bool:
    """Whether writing *data* to *path* would overwrite what the record was made from.

    A record that was saved and loaded does not know its file: then the name and the text tell. A file that holds *data* already loses nothing.
    """
    here = identity(path)
    if here is None or not path.is_file():
        return False
    if record.source.path:
        return here == identity(record.source.path)
    if path.name != record.source.name or path.read_bytes() == data:
        return False
    try:
        return read(path, format=record.source.format)[0].text == record.source.text
    except TranscriptError:
        return False


def find_writer(path: str | Path, *, format: str = "auto") -> Writer:  # noqa: A002
    """The writer of a name, or of a file by the longest suffix that fits.

    Args:
        path: The file to be written.
        format: The name of a format; "auto" tells by the suffix.

    Returns:
        The writer.

    Raises:
        WriteError: If there is none; it lists the choices.

    >>> find_writer("出/会议.SRT").name
    'srt'
    """
    if format != "auto":
        found = next((writer for writer in WRITERS if writer.name == format), None)
        if found is None:
            msg = f"no format {format!r} to write; expected one of: {', '.join(writer.name for writer in WRITERS)}"
            raise WriteError(msg)
        return found
    name = Path(path).name.lower()
    fitting = [(len(suffix), writer) for writer in WRITERS for suffix in writer.suffixes if name.endswith(suffix)]
    if not fitting:
        suffixes = ", ".join(writer.suffixes[0] for writer in WRITERS)
        msg = f"no format for a file of this name; expected one that ends in: {suffixes}"
        raise WriteError(msg, source=str(path))
    return max(fitting, key=lambda pair: pair[0])[1]
