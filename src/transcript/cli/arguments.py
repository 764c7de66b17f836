"""What may be typed after `transcript`: its commands and their options, and what of them makes no sense."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import attrs

from transcript import __version__
from transcript.readers import READERS
from transcript.writers.formats import WRITERS

FORMATS = ("auto", *(reader.name for reader in READERS))
OUTPUTS = tuple(writer.name for writer in WRITERS)


def parser() -> argparse.ArgumentParser:
    """Build the parser of the command line.

    Returns:
        A parser whose result has `run`, the name of a command, and `view`, how records are shown.
    """
    top = argparse.ArgumentParser(
        prog="transcript",
        description="Turn machine transcripts of Chinese meetings into clean, structured records.",
        epilog="Exit codes: 0 all inputs read, 1 some not, 2 wrong arguments.",
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    _add_parse(commands.add_parser("parse", help="who spoke when: a table, Markdown or JSON"))
    _add_convert(commands.add_parser("convert", help="write records as subtitles, documents, tables, archive formats"))
    _add_apply(commands.add_parser("apply", help="write a record as decided on its page"))
    _add_review(commands.add_parser("review", help="answer in the terminal what a record is not sure of"))
    _add_lexicon(
        commands.add_parser("lexicon", help="draft a lexicon, let it learn from decisions, compile a large one")
    )
    return top


def _add_inputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="transcripts, or folders of them; - is the standard input"
    )
    parser.add_argument(
        "--jobs", type=_count, default=1, metavar="N", help="processes that read the transcripts of a folder"
    )
    parser.add_argument(
        "--lexicon", metavar="FILE", help="names and terms that are known to be right: TOML, CSV, JSON, hot words"
    )
    parser.add_argument(
        "--participants",
        metavar="FILE",
        help="who was there: a person a line with title and organization, or a table: text, CSV, TSV, XLSX, JSON",
    )
    parser.add_argument(
        "--format", default="auto", choices=FORMATS, help="format of the inputs instead of what they show"
    )
    parser.add_argument(
        "--diarization", metavar="FILE", help="who spoke when, for one input with times and without labels: RTTM, JSON"
    )
    parser.add_argument("--decisions", metavar="FILE", help="what was decided about the one input before")
    _add_template(parser)


def _add_template(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--template",
        metavar="DOCX",
        help="for .docx: a document of the office's own with {{主持人}}, {{发言记录}}, … in it",
    )
    parser.add_argument("--contents", action="store_true", help="for .docx: a table of contents below the head")


def _add_parse(parser: argparse.ArgumentParser) -> None:
    _add_inputs(parser)
    parser.add_argument(
        "-o",
        "--output",
        type=Output.of,
        metavar="OUT",
        help="file to write; a folder for several inputs, or with / at the end",
    )
    views = parser.add_mutually_exclusive_group()
    views.add_argument(
        "--json", action="store_const", const="json", dest="view", help="the whole record; several as JSON Lines"
    )
    views.add_argument(
        "--markdown", action="store_const", const="markdown", dest="view", help="a meeting record to read"
    )
    views.add_argument(
        "--html", action="store_const", const="html", dest="view", help="a page to check the record in a browser"
    )
    parser.set_defaults(run="parse", view="table")


@attrs.frozen
class Output:
    """The place to write to. A path that ends with a slash is a folder, made when something is written."""

    path: Path
    is_folder: bool

    @classmethod
    def of(cls, words: str) -> Output:
        """Read the place to write to from the command line.

        Args:
            words: What was typed.

        Returns:
            The place.
        """
        return cls(Path(words), words.endswith(("/", os.sep)) or os.path.isdir(words))  # noqa: PTH112 - never raises


def _add_convert(parser: argparse.ArgumentParser) -> None:
    _add_inputs(parser)
    parser.add_argument(
        "-o",
        "--output",
        type=Output.of,
        metavar="OUT",
        required=True,
        help="file to write; its suffix says the format; with --to a folder",
    )
    parser.add_argument(
        "--to", choices=OUTPUTS, metavar="NAME", help=f"format to write, for OUT a folder: {', '.join(OUTPUTS)}"
    )
    parser.add_argument(
        "--verbatim", action="store_const", const="verbatim", dest="view", help="the words as they stand in the input"
    )
    parser.set_defaults(run="convert", view="clean")


def _add_apply(parser: argparse.ArgumentParser) -> None:
    _add_decided(parser)
    parser.add_argument(
        "-o", "--output", type=Path, metavar="OUT", required=True, help="file to write; its suffix says the format"
    )
    parser.add_argument("--lexicon", metavar="FILE", help="the lexicon with which the transcript was parsed")
    _add_template(parser)
    parser.add_argument(
        "--misfits",
        default="raise",
        choices=("raise", "report"),
        help="decisions that do not fit: raise (the default) applies none, report applies the others",
    )
    parser.set_defaults(run="apply", view="clean")


def _add_review(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="RECORD", help="the transcript, or its record saved as JSON")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DECISIONS",
        help="file of decisions; one that exists is gone on with (default: beside RECORD, ending in .decisions.json)",
    )
    parser.add_argument("--lexicon", metavar="FILE", help="the lexicon with which the transcript was parsed")
    parser.set_defaults(run="review", view="clean")


def _add_decided(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="RECORD", help="the transcript, or its record saved as JSON")
    parser.add_argument("decisions", metavar="DECISIONS", help="what was decided about it, as its page saves it")


def _add_lexicon(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    mine = commands.add_parser("mine", help="draft a lexicon from documents, to be read before it is used")
    mine.add_argument("paths", nargs="+", type=Path, metavar="DOCUMENT", help="minutes, programmes, reports")
    mine.set_defaults(run="mine", view="lexicon")
    compiling = commands.add_parser("compile", help="save a lexicon with its index, which is ready at once")
    compiling.add_argument("path", type=Path, metavar="LEXICON", help="TOML, CSV, JSON, hot words")
    compiling.set_defaults(run="compile", view="lexicon")
    learning = commands.add_parser("learn", help="add what the decisions about a record teach")
    learning.add_argument("lexicon", metavar="LEXICON", help="TOML, CSV, JSON, hot words")
    _add_decided(learning)
    learning.set_defaults(run="learn", view="lexicon")
    for command in (mine, compiling, learning):
        command.add_argument(
            "-o",
            "--output",
            type=Path,
            metavar="OUT",
            required=True,
            help="lexicon to write: .toml, .csv or .json to edit, any other suffix compiled",
        )


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        msg = f"expected a number from 1, found {text!r}"
        raise argparse.ArgumentTypeError(msg)
    return int(text)
