"""The record as compact text to write 会议纪要 from: one sentence a line, each with an id by which it is found again.

For whoever summarises, a person or a language model: facts, people and agenda first, then the speeches. Nothing is summarised here. An id names the turn and the
sentence in it (`T3.2`; of a report without turns the part, `P1.4`); `cited_spans` gives the place in the source of every id, so that each sentence of a summary can be
traced back and checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from transcript.model import RecordView, View
from transcript.reviewing.questions import UNSURE, sure_of
from transcript.text import Span
from transcript.writers.minutes import (
    SENTENCE,
    SUGGESTS_STOPS,
    acts_of_turns,
    carried_out,
    clock_time,
    facts_of,
    parts_of,
    single_line,
    suggests_stops,
    title_of,
    titled,
)
from transcript.writers.timed_lines import located

_NOT_SHOWN = frozenset({"会议名称", "发言"})


def write_cited(record: RecordView, *, view: View = "clean") -> str:
    """The record as text with an id before each sentence.

    Args:
        record: Any record.
        view: "clean" or "verbatim".

    Returns:
        The text.
    """
    note = [f"注：{SUGGESTS_STOPS}"] if suggests_stops(record, view=view) else []
    return "\n".join([*_head(record), *note, "", *_body(record, view)]) + "\n"


def cited_spans(record: RecordView, *, view: View = "clean") -> dict[str, Span]:
    """Where in the source each id of `write_cited` stands.

    Args:
        record: Any record.
        view: "clean" or "verbatim".

    Returns:
        The spans by id.

    >>> from transcript import parse_transcript
    >>> record = parse_transcript("大家好。现在开会。")
    >>> cited_spans(record)["T1.2"].slice(record.source.text)
    '现在开会。'
    """
    return {key: span for key, _, span in _sentences(record, view)}


def _head(record: RecordView) -> Iterator[str]:
    yield f"会议：{single_line(title_of(record))}"
    for name, value in facts_of(record).items():
        if name not in _NOT_SHOWN:
            yield f"{name}：{single_line(value)}"
    if record.speakers:
        yield "发言人：" + "；".join(f"{single_line(one.id)} {single_line(titled(one))}" for one in record.speakers)
    if record.agenda:
        yield "议程：" + "；".join(
            single_line(f"{item.number}. {item.text}{carried_out(record, item)}") for item in record.agenda
        )


def _body(record: RecordView, view: View) -> Iterator[str]:
    headings = _headings(record)
    for key, text, _ in _sentences(record, view):
        block, number = key.split(".")
        if number == "1":
            yield f"[{block}] {headings[block]}"
        yield f"[{key}] {text}"


def _headings(record: RecordView) -> dict[str, str]:
    """Who speaks each turn, in what act and when; of a report, the heading of each part."""
    if not record.turns:
        return {f"P{number}": single_line(heading or "") for number, (heading, _) in enumerate(parts_of(record), 1)}
    acts = acts_of_turns(record)
    found = {}
    for index, turn in enumerate(record.turns):
        unsure = "发言人待核" if sure_of(turn) < UNSURE else None
        notes = "，".join(filter(None, (acts.get(index), clock_time(turn.start_ms), unsure)))
        who = f"{turn.speaker.id} {titled(turn.speaker)}"
        found[f"T{index + 1}"] = single_line(f"{who}（{notes}）" if notes else who)
    return found


def _sentences(record: RecordView, view: View) -> Iterator[tuple[str, str, Span]]:
    """The id, the text and the place of every sentence; a line of a recorder does not end one, unless it lacks punctuation throughout."""
    if record.turns:
        blocks = [(f"T{number}", turn.span) for number, turn in enumerate(record.turns, 1)]
    else:
        blocks = [(f"P{number}", span) for number, (_, span) in enumerate(parts_of(record), 1)]
    for block, span in blocks:
        text, starts, ends = located(record, span, view="readable" if view == "clean" else view)
        number = 0
        for match in SENTENCE.finditer(text):
            if match.group().strip():
                number += 1
                yield (
                    f"{block}.{number}",
                    single_line(match.group()),
                    Span(starts[match.start()], max(starts[match.start()], ends[match.end() - 1])),
                )
