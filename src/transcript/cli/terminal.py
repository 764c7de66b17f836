"""Questions about a record asked in a terminal, one after the other, and decided by what is typed.

After each answer the decisions are applied and saved and the record asks anew, so that whatever follows from an answer is asked no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

from transcript.errors import DecisionError
from transcript.record import MeetingRecord
from transcript.reviewing import Decision, Decisions
from transcript.reviewing.questions import UNSURE, Question
from transcript.writers.minutes import clock_time

_KINDS = {
    "speaker": "这位是谁",
    "turn": "这一段是谁说的",
    "name": "人名",
    "term": "术语",
    "number": "数字",
    "repeat": "重复",
    "join": "断句",
    "filler": "口头语",
    "punctuation": "标点",
    "ordinal": "序号",
    "script": "繁简",
}
HELP = "输入序号选一项；直接输入文字为另写（另写数字时前面加 =）；回车跳过；u 撤销上一项；q 保存并结束。"


@attrs.define
class _Session:
    """The decisions so far, answer by answer."""

    record: MeetingRecord
    before: tuple[Decision, ...]
    answers: list[tuple[Question, tuple[Decision, ...]]] = attrs.field(factory=list)
    skipped: set[tuple[str, int]] = attrs.field(factory=set)

    @property
    def decisions(self) -> Decisions:
        return Decisions.of(self.record, [*self.before, *(one for _, answer in self.answers for one in answer)])

    @property
    def decided(self) -> MeetingRecord:
        return self.record.apply(self.decisions, misfits="report")


def review_in_terminal(
    record: MeetingRecord,
    *,
    before: Decisions,
    read: Callable[[str], str] = input,
    show: Callable[[str], None] = print,
    keep: Callable[[Decisions], None],
    unsure: float = UNSURE,
) -> Decisions:
    """Ask until nothing is left to ask, or the person ends it.

    Args:
        record: The record as it was parsed.
        before: What was decided before, to go on from.
        read: Shows a prompt and returns a line; an `EOFError` ends the session.
        show: Shows a text.
        keep: Called with all decisions after each answer.
        unsure: The confidence below which something that stands is asked about.

    Returns:
        All decisions, those from before included.
    """
    session = _Session(record, tuple(before))
    show(HELP)
    while True:
        now = session.decided
        questions = [one for one in now.questions(unsure=unsure) if _key(one) not in session.skipped]
        if not questions:
            show("没有要问的了。")
            return session.decisions
        show("\n".join(_lines(questions[0], left=len(questions))))
        try:
            typed = read("> ").strip()
        except EOFError:
            return session.decisions
        if typed == "q":
            return session.decisions
        if _answer(session, questions[0], typed, show):
            keep(session.decisions)


def _answer(session: _Session, question: Question, typed: str, show: Callable[[str], None]) -> bool:
    """Take up what was typed; whether the decisions are others now."""
    if not typed:
        session.skipped.add(_key(question))
        return False
    if typed == "u":
        show("已撤销上一项。" if session.answers else "没有可撤销的。")
        if not session.answers:
            return False
        session.skipped.discard(_key(session.answers.pop()[0]))
        return True
    chosen = typed.isdecimal() and 1 <= int(typed) <= len(question.candidates)
    words = question.candidates[int(typed) - 1] if chosen else typed.removeprefix("=")
    try:
        decisions = question.decisions(words, words="free")
        session.record.apply(Decisions.of(session.record, [*session.decisions, *decisions]), misfits="raise")
    except (DecisionError, ValueError) as error:
        show(f"用不上：{error}")
        return False
    session.answers.append((question, decisions))
    session.skipped.add(_key(question))
    return True


def _key(question: Question) -> tuple[str, int]:
    return question.kind, question.span.start


def _lines(question: Question, *, left: int) -> Iterator[str]:
    """The question as it is shown."""
    yield ""
    place = " · ".join(filter(None, (clock_time(question.start_ms), question.speaker)))
    yield f"【{_KINDS[question.kind]}】{_printable(place)}　还有 {left} 项"
    if question.is_about_people:
        yield f"  …{_printable(question.left[-24:])}|{_printable(question.text)}…"
        yield f"  {question.reason}；关系到 {len(question.turns)} 段、{question.characters} 字"
    else:
        yield f"  …{_printable(question.left[-16:])}【{_printable(question.text)}】{_printable(question.right[:16])}…"
        yield f"  {_printable(question.reason)}"
    for number, (candidate, probability) in enumerate(zip(question.candidates, question.probabilities, strict=True), 1):
        sure = f"（{probability:.0%}）" if probability is not None else ""
        now = "　← 现在" if number == 1 else ""
        yield f"  {number}. {_printable(candidate) or '（删去）'}{sure}{now}"


def _printable(text: str) -> str:
    """Return what may go to a terminal, on one line: controls, which could move its cursor, become spaces."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
