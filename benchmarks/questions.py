"""How many answers until everybody is attributed: a clerk who knows the truth answers what the record asks, in its order.

Usage: python benchmarks/questions.py FOLDER [--only PREFIX …] [--reparse [--bind]] [--least SHARE] [--curve] [--left-out DIR]

FOLDER holds meetings as `python corpus/build.py` builds them: `NAME.txt` with `NAME.turns.json`. A character is attributed when its speaker is who spoke it, by the
full name, or by surname and title. The clerk answers one question at a time: one of the candidates, else the name; the record is made again with all decisions and
asks again. When nothing is left to ask that is expected to attribute SHARE of the characters, the clerk reads on and corrects the longest wrong stretch, which counts as an answer, too, and is told apart. A clerk who
only reads, with the same corrections from the start, is the measure to beat. Figures count only for meetings on which nothing was fitted: DIR holds the networks of four folds
(`boundary_network.FOLD.npz`, `mention_roles.FOLD.npz`, from the scripts that fit them), and a meeting is read by those that were fitted without it.
"""

import argparse
import json
import statistics
from pathlib import Path

import attrs

from transcript import DecisionError, Decisions, MeetingRecord, parse_transcript
from transcript.model import Person, Speaker
from transcript.reviewing import Decision, Place, Rename, Split
from transcript.reviewing.asking import weight_of
from transcript.reviewing.questions import Question
from transcript.turns import boundary_network, mention_roles

MOST = 200  # answers after which the clerk gives up
GOALS = (0.95, 0.99)
FOLDS = 4


@attrs.frozen
class Truth:
    """Who speaks each character: the key of a person, None outside of speech."""

    who: list[str | None]
    people: dict[str, dict[str, str | None]]
    variants: dict[str, list[str]]

    def is_speaker(self, key: str, speaker: Speaker) -> bool:
        person = self.people.get(key, {})
        name, title = person.get("name"), person.get("title") or ""
        if not name:
            shown = speaker.title or ""
            return not speaker.name and (shown == label(person, key) or shown in title or title in shown)
        if speaker.name:
            return speaker.name in (name, label(person, key), *self.variants.get(name, ()))
        return (
            bool(speaker.surname and speaker.title)
            and name.startswith(speaker.surname)
            and (speaker.title in title or title in speaker.title)
        )


def label(person: dict[str, str | None], key: str) -> str:
    return person.get("name") or (person.get("surname") or "") + (person.get("title") or "") or key


def truth_of(path: Path, text: str) -> Truth:
    gold = json.loads(path.with_suffix(".turns.json").read_text(encoding="utf-8"))
    who: list[str | None] = [None] * len(text)
    for turn in gold["turns"]:
        who[turn["start"] : turn["end"]] = [turn["person"]] * (turn["end"] - turn["start"])
    return Truth(who, gold["people"], gold.get("name_variants", {}))


def stretches(record: MeetingRecord, truth: Truth) -> list[tuple[int, int, int, str, bool]]:
    """Characters of speech in a row in one turn by one person: number of the turn, start, visible characters, person, whether it is attributed."""
    found: list[list] = []
    for index, turn in enumerate(record.turns):
        for piece in record.source.speech_within(turn.span):
            for at in range(piece.start, piece.end):
                key = truth.who[at]
                if key is None or record.source.text[at].isspace():
                    continue
                if found and found[-1][0] == index and found[-1][3] == key:
                    found[-1][2] += 1
                else:
                    found.append([index, at, 1, key, truth.is_speaker(key, turn.speaker)])
    return [tuple(one) for one in found]


def attributed(record: MeetingRecord, truth: Truth) -> float:
    rows = stretches(record, truth)
    return sum(size for _, _, size, _, right in rows if right) / max(1, sum(size for _, _, size, _, _ in rows))


def answer_to(question: Question, record: MeetingRecord, truth: Truth) -> tuple[tuple[Decision, ...], bool]:
    """What the clerk decides, and whether it was among the candidates; () if nobody knows."""
    rows = [row for row in stretches(record, truth) if row[0] == _turn_of(question, record)]
    if not rows:
        return (), True
    key = rows[0][3] if question.kind == "turn" else max(rows, key=lambda row: row[2])[3]
    if not truth.people.get(key) or key == "X":
        return (question.answers[0] if question.kind == "speaker" else ()), True
    people = {speaker.display: speaker for speaker in record.speakers}
    for text, decisions in zip(question.candidates, question.answers, strict=True):
        known = people.get(text, Speaker(id="S0", name=text))
        if truth.is_speaker(key, known):
            return decisions, True
    if not truth.people[key].get("name"):
        where = "everywhere" if question.kind == "speaker" else "turn"
        place = Place.of(record.source.text, question.span.start)
        return (Rename(turn=place, where=where, person=Person(title=label(truth.people[key], key))),), False
    return question.decisions(label(truth.people[key], key), words="free"), False


def _turn_of(question: Question, record: MeetingRecord) -> int:
    return next(index for index, turn in enumerate(record.turns) if turn.span.start == question.span.start)


def correction(record: MeetingRecord, truth: Truth) -> tuple[Decision, ...]:
    """What a reader corrects next: the longest wrong stretch."""
    wrong = [row for row in stretches(record, truth) if not row[4]]
    if not wrong:
        return ()
    index, at, _, key, _ = max(wrong, key=lambda row: row[2])
    turn, text = record.turns[index], record.source.text
    person = truth.people.get(key, {})
    named = Person(
        name=person.get("name"), surname=person.get("surname"), title=person.get("title") or label(person, key)
    )
    if at == turn.span.start:
        return (Rename(turn=Place.of(text, at), where="turn", person=named),)
    later = [row for row in stretches(record, truth) if row[0] == index and row[1] > at]
    back = (
        (Split(at=Place.of(text, later[0][1]), same_as=Place.of(text, turn.span.start)),)
        if later and later[0][4]
        else ()
    )
    return (Split(at=Place.of(text, at), person=named), *back)


def clerk(
    path: Path, *, asks: bool, reparse: bool, bind: bool = False, least: float = 0.0
) -> tuple[list[float], list[str]]:
    """The share attributed before any answer and after each, and what each answer was: "candidate", "name" or "reading"."""
    base = parse_transcript(path)
    truth = truth_of(path, base.source.text)
    record, decided, asked = base, [], set()
    enough = least * sum(len(turn.raw) for turn in base.turns)
    curve, kinds = [attributed(record, truth)], []
    while curve[-1] < GOALS[-1] and len(kinds) < MOST:
        questions = (
            [
                one
                for one in record.questions()
                if one.is_about_people and _key(one) not in asked and weight_of(one) >= enough
            ]
            if asks
            else []
        )
        if questions:
            asked.add(_key(questions[0]))
            new, among = answer_to(questions[0], record, truth)
            kind = "candidate" if among else "name"
        else:
            new, kind = correction(record, truth), "reading"
            if not new:
                break
        try:
            applied = record.apply(Decisions.of(record, new))
        except (DecisionError, ValueError):
            applied, new = record, ()
            if kind == "reading":
                break
        decided += new
        record = applied
        if reparse and (bind or kind != "reading"):
            record = parse_transcript(path, decisions=Decisions.of(base, decided))
        kinds.append(kind)
        curve.append(attributed(record, truth))
    return curve, kinds


def read_without(folder: Path, name: str) -> None:
    """Read with the networks of the fold that a meeting is left out of, which the number in its name says."""
    fold = (int(name.rpartition("_")[2]) - 1) % FOLDS
    for module, network in ((boundary_network, "boundary_network"), (mention_roles, "mention_roles")):
        module.SHIPPED = folder / f"{network}.{fold}.npz"
        for cached in vars(module).values():
            if hasattr(cached, "cache_clear"):
                cached.cache_clear()


def _key(question: Question) -> tuple[str, int]:
    return question.kind, question.span.start


def until(curve: list[float], goal: float) -> int | None:
    return next((answers for answers, share in enumerate(curve) if share >= goal), None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", default=[""])
    parser.add_argument(
        "--reparse",
        action="store_true",
        help="parse again with the decisions after each answer, instead of applying them",
    )
    parser.add_argument(
        "--bind", action="store_true", help="with --reparse: also after a correction that was found by reading"
    )
    parser.add_argument(
        "--least", type=float, default=0.0, help="ask only what is expected to attribute this share of the characters"
    )
    parser.add_argument(
        "--curve", action="store_true", help="print the share attributed after 0, 1, 2, … answers, mean of the meetings"
    )
    parser.add_argument(
        "--left-out", type=Path, help="folder of networks by fold; those that ship have seen the corpus"
    )
    arguments = parser.parse_args()
    curves, counts = [], {goal: [] for goal in GOALS}
    read = {goal: [] for goal in GOALS}
    kinds_of: dict[str, int] = {}
    print(f"{'meeting':10}{'turns':>6}{'before':>8}{'95 %':>6}{'99 %':>6}{'reading: 95 %':>15}{'99 %':>6}")
    for gold in sorted(arguments.folder.glob("*.turns.json")):
        name = gold.name.removesuffix(".turns.json")
        if not name.startswith(tuple(arguments.only)):
            continue
        path = gold.with_name(f"{name}.txt")
        if arguments.left_out:
            read_without(arguments.left_out, name)
        curve, kinds = clerk(path, asks=True, reparse=arguments.reparse, bind=arguments.bind, least=arguments.least)
        reading, _ = clerk(path, asks=False, reparse=False)
        turns = len(json.loads(gold.read_text(encoding="utf-8"))["turns"])
        row = [until(curve, goal) for goal in GOALS], [until(reading, goal) for goal in GOALS]
        for goal, mine, theirs in zip(GOALS, *row, strict=True):
            counts[goal].append(MOST if mine is None else mine)
            read[goal].append(MOST if theirs is None else theirs)
        for kind in kinds:
            kinds_of[kind] = kinds_of.get(kind, 0) + 1
        curves.append(curve)
        shown = [("-" if one is None else one) for group in row for one in group]
        print(f"{name:10}{turns:>6}{curve[0]:>8.3f}{shown[0]:>6}{shown[1]:>6}{shown[2]:>15}{shown[3]:>6}", flush=True)
    for goal in GOALS:
        print(
            f"until {goal:.0%}: mean {statistics.mean(counts[goal]):.1f}, median {statistics.median(counts[goal])} answers; "
            f"by reading alone mean {statistics.mean(read[goal]):.1f}, median {statistics.median(read[goal])}"
        )
    print("answers:", ", ".join(f"{kind} {count}" for kind, count in sorted(kinds_of.items())))
    if arguments.curve:
        for answers in (0, 1, 2, 3, 5, 8, 12, 16, 24, 32, 48):
            share = statistics.mean(curve[min(answers, len(curve) - 1)] for curve in curves)
            print(f"{answers:>4} {share:.3f} {'█' * round(share * 60)}")


if __name__ == "__main__":
    main()
