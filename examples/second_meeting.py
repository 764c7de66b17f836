"""What a lexicon learns from checking the first half of a meeting, measured on the second half.

Somebody who knows what was said (here the hand-checked corrections of the seed, tests/gold/) goes through the record of the first half: accepts what is
right, refuses what is wrong, writes what was missed. The lexicon learns from that, and the second half is parsed with it.

    python examples/second_meeting.py
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from transcript import Decisions, Edit, Lexicon, MeetingRecord, Span, parse_transcript
from transcript.edits import apply_edits
from transcript.reviewing import Accept, Decision, Refuse, Replace

ROOT = Path(__file__).parents[1]
SEED = ROOT / "seeds" / "003_1fb1898204eabd65.txt"
GOLD = ROOT / "tests" / "gold" / "seed003.terms.json"
WORDS = ("name", "term")


@attrs.frozen
class Misheard:
    """Words that should read otherwise: one of `right`."""

    span: Span
    right: tuple[str, ...]

    def is_mended_by(self, text: str, edits: Sequence[Edit]) -> bool:
        """Whether edits, all of which touch these words, make them read as they should."""
        start = min([self.span.start, *(edit.span.start for edit in edits)])
        end = max([self.span.end, *(edit.span.end for edit in edits)])
        moved = [attrs.evolve(edit, span=Span(edit.span.start - start, edit.span.end - start)) for edit in edits]
        wanted = [text[start : self.span.start] + right + text[self.span.end : end] for right in self.right]
        return apply_edits(text[start:end], moved) in wanted


def main() -> None:
    """Print how many of the misheard names and terms of the second half are put right, without and with what the first half taught."""
    text, gold = SEED.read_text(encoding="utf-8"), json.loads(GOLD.read_text(encoding="utf-8"))
    middle = text.index("\n\n", len(text) // 2)
    first = misheard(gold, Span(0, middle))
    second = misheard(gold, Span(middle, len(text)))
    roster = [entry for entry in gold["lexicon"] if entry.get("type") in ("person", "org")]
    print(f"第二部分误听 {len(second)} 处")
    for name, lexicon in (("不用词表", Lexicon.from_records([])), ("只有人员和机构名单", Lexicon.from_records(roster))):
        record = parse_transcript(text[:middle], lexicon=lexicon)
        decisions = Decisions.of(record, check(record, first))
        learned = lexicon.learn(record, decisions)
        made, false = measure(parse_transcript(text[middle:], lexicon=lexicon), second)
        print(f"{name}：改对 {made} 处，改错 {false} 处")
        made, false = measure(parse_transcript(text[middle:], lexicon=learned), second)
        print(f"　　核对第一部分（{len(decisions)} 项决定）以后：改对 {made} 处，改错 {false} 处")


def misheard(gold: dict, part: Span) -> list[Misheard]:
    """The misheard words in a part of the seed, with offsets in that part."""
    spans = [
        (Span(g["start"], g["end"]), (g["right"], *g.get("alts", []))) for g in gold["gold"] if g["certainty"] != "low"
    ]
    return [
        Misheard(Span(span.start - part.start, span.end - part.start), right)
        for span, right in spans
        if part.covers(span)
    ]


def check(record: MeetingRecord, known: Sequence[Misheard]) -> Iterator[Decision]:
    """The decisions of somebody who knows what was said."""
    text, done = record.source.text, set()
    for edit in record.edits:
        if edit.kind in WORDS:
            mended = {one for one in known if one.span.overlaps(edit.span) and one.is_mended_by(text, [edit])}
            yield Accept(edit=edit) if mended else Refuse(edit=edit)
            done |= mended
    for one in known:
        if one not in done:
            start, end = one.span.start, one.span.end
            yield Replace(start=start, end=end, before=text[start:end], after=one.right[0])


def measure(record: MeetingRecord, known: Sequence[Misheard]) -> tuple[int, int]:
    """How many of the misheard words are put right, and how many edits put nothing right."""
    made = [edit for edit in record.edits if edit.applied and edit.kind in WORDS]
    right, useful = 0, set()
    for one in known:
        touching = [edit for edit in made if edit.span.overlaps(one.span)]
        if touching and one.is_mended_by(record.source.text, touching):
            right += 1
            useful |= set(touching)
    return right, len(made) - len(useful)


if __name__ == "__main__":
    main()
