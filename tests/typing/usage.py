"""What a program with a type checker writes: `mypy --strict` and `pyright` must have nothing to say about it. Run by `nox -s package`."""

from pathlib import Path

from transcript import (
    Edit,
    FormatError,
    Lexicon,
    MeetingRecord,
    Speaker,
    Turn,
    correct_terms,
    normalize_numbers,
    parse_transcript,
    write_record,
)


def read(path: Path, lexicon: Lexicon | None = None) -> MeetingRecord | None:
    try:
        return parse_transcript(path, lexicon=lexicon, clean=("joins", "numbers"))
    except FormatError as error:
        print(error.line, error.column, error.message)
        return None


def speakers(record: MeetingRecord) -> dict[str, list[Turn]]:
    found: dict[str, list[Turn]] = {}
    for turn in record.turns:
        speaker: Speaker = turn.speaker
        found.setdefault(speaker.name or speaker.display, []).append(turn)
    return found


def review(record: MeetingRecord) -> MeetingRecord:
    doubtful: list[Edit] = [edit for edit in record.edits if edit.applied and edit.confidence < 0.9]
    for edit in doubtful:
        record = record.with_edit(edit, applied=False)
    return record


def main() -> None:
    lexicon = Lexicon.from_records([{"term": "柳溪村", "type": "place", "heard_as": ["留西村"]}])
    print(correct_terms("留西村到了。", lexicon=lexicon).text, normalize_numbers("三千二百万元"))
    record = read(Path("meeting.txt"), lexicon)
    if record is not None:
        seconds: int | None = record.time_at(0)
        print(seconds, speakers(record), review(record).to_json(indent=2))
        write_record(record, "meeting.docx", view="verbatim")
