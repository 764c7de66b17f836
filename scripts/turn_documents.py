"""Minutes with known speakers, as a recogniser would have written them: what `fit_turns.py` fits on.

The minutes are edited and punctuated, a recogniser's output is not. So commas become full stops or vanish, question marks and brackets
go, letters become others of like sound, short answers are left out, and long turns get the fillers and tags (对不对？) of spoken language.
Who hosts a meeting is nowhere written down; it is read from who calls and thanks the others, or in a talk of two from who asks.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pypinyin import lazy_pinyin

from transcript.text import fold
from transcript.turns.cues import cues

EVERY, LEFT_OUT = 31, 15  # of the minutes in their order, so many make a row, and this one of each row is left out
GUEST, HOST, UNKNOWN = 0, 1, -1
CALLS = [c for c in cues() if c.place == "before" and c.weights[0] >= 1.5 and not c.name.startswith("question")]
THANKS = [c for c in cues() if c.place == "after" and c.weights[1] >= 1.5]
ASKS = re.compile(r"[？?][」』）)]*$|[吗呢]。?$")
SENTENCE = re.compile(r"(?<=[。！？])")
TAGS = "对不对？ 对吧？ 是不是？ 有没有？ 为什么呢？ 为什么？ 怎么办呢？ 是吧？ 对不对。 对吧。 什么意思呢？ 大家想一想？ 可以吗？ 是什么呢？ 好不好？ 怎么做呢？ 对。 OK。 好。 没错。 是的。 你知道吗？"
FILLERS = "那个 这个 就是 然后 呃 嗯 其实 就是说 的话 对 那么 我觉得"
LONG = 120  # letters of a turn that gets tags and fillers
BACK_CHANNEL = (6, 12, 25)  # letters below which a turn may have been left out


class Utterance(NamedTuple):
    """What somebody says until another speaks."""

    speaker: str
    text: str
    role: int = UNKNOWN


@dataclass(frozen=True)
class Meeting:
    """A meeting by its name: who said what, in order; neighbours differ in speaker."""

    name: str
    turns: tuple[Utterance, ...]

    @property
    def text(self) -> str:
        return "".join(turn.text for turn in self.turns)

    @property
    def starts(self) -> list[int]:
        ends = [0]
        for turn in self.turns:
            ends.append(ends[-1] + len(turn.text))
        return ends[:-1]


def read_minutes(path: Path) -> list[Meeting]:
    """All meetings of a file with one a line: {"id", "turns": [[speaker, text], …]}, in simplified script."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [Meeting(row["id"], joined(Utterance(s, spoken(text)) for s, text in row["turns"])) for row in rows]


def left_out(meetings: Sequence[Meeting]) -> list[Meeting]:
    """The meetings that nothing is fitted on."""
    return list(meetings[LEFT_OUT::EVERY])


def fitted_on(meetings: Sequence[Meeting]) -> list[Meeting]:
    """The others, if a few turns are known of them."""
    return [m for n, m in enumerate(meetings) if n % EVERY != LEFT_OUT and len(m.turns) >= 4]


def spoken(text: str) -> str:
    return fold(re.sub(r"\s*\n\s*", "", text).strip())


def joined(turns: Iterable[Utterance]) -> tuple[Utterance, ...]:
    """The turns without empty ones, neighbours of one speaker as one."""
    found: list[Utterance] = []
    for turn in turns:
        if found and found[-1].speaker == turn.speaker:
            found[-1] = found[-1]._replace(text=found[-1].text + turn.text)
        elif turn.text:
            found.append(turn)
    return tuple(found)


def with_roles(meeting: Meeting) -> Meeting:
    """The meeting with host and guests told apart, if anything tells them."""
    host = chair(meeting.turns) or interviewer(meeting.turns)
    if host is None:
        return meeting
    return replace(meeting, turns=tuple(t._replace(role=HOST if t.speaker == host else GUEST) for t in meeting.turns))


def chair(turns: Sequence[Utterance]) -> str | None:
    """Who among at least four does most of the calling and thanking."""
    count = Counter(turn.speaker for turn in turns)
    acts: Counter[str] = Counter()
    for speaker, text, _ in turns:
        acts[speaker] += any(c.pattern.search(text, max(0, len(text) - 70)) is not None for c in CALLS)
        acts[speaker] += any(c.pattern.match(text, 0, 50) is not None for c in THANKS)
    if len(count) < 4:
        return None
    host, times = acts.most_common(1)[0]
    enough = times >= 5 and times >= 0.5 * acts.total() and count[host] >= 0.15 * len(turns)
    return host if enough else None


def interviewer(turns: Sequence[Utterance]) -> str | None:
    """Who of the two that speak most asks much oftener, and says less, than the other."""
    said = defaultdict(list)
    for speaker, text, _ in turns:
        said[speaker].append(text)
    two = sorted(said, key=lambda speaker: -len(said[speaker]))[:2]
    if len(turns) < 20 or len(two) < 2 or len(said[two[1]]) < 0.25 * len(turns):
        return None
    asking = {s: sum(ASKS.search(text) is not None for text in said[s]) / len(said[s]) for s in two}
    length = {s: sum(map(len, said[s])) / len(said[s]) for s in two}
    host, guest = sorted(two, key=lambda speaker: -asking[speaker])
    sure = asking[host] >= 0.3 and asking[host] >= 2.5 * asking[guest] and length[host] < length[guest]
    return host if sure else None


def as_heard(meeting: Meeting, dice: random.Random) -> Meeting:
    """The meeting as a recogniser might have written it."""
    turns = without_back_channels(meeting.turns, dice) if dice.random() < 0.5 else meeting.turns
    turns = as_spoken(turns, dice)
    commas = (dice.choice((0, 0.15, 0.3)), dice.choice((0, 0.1, 0.3)), dice.choice((0, 0.3, 0.6)))
    garbled = dice.choice((0, 0, 0.02, 0.06))
    heard = (t._replace(text=misheard(repunctuated(t.text, *commas, dice=dice), garbled, dice)) for t in turns)
    return replace(meeting, turns=joined(heard))


def without_back_channels(turns: Sequence[Utterance], dice: random.Random) -> tuple[Utterance, ...]:
    least = dice.choice(BACK_CHANNEL)
    return joined(turn for turn in turns if len(turn.text) >= least or dice.random() >= 0.8)


def as_spoken(turns: Sequence[Utterance], dice: random.Random) -> list[Utterance]:
    """Long turns with fillers, and with the tags of those speakers who are given to them."""
    fillers, tagged = dice.choice((0, 0, 0.05, 0.15)), dice.random() < 0.4
    habit: dict[str, float] = {}
    found = []
    for turn in turns:
        tags = habit.setdefault(turn.speaker, dice.choice((0, 0.05, 0.12, 0.25)) if tagged else 0)
        found.append(turn._replace(text=padded(turn.text, tags, fillers, dice)) if len(turn.text) > LONG else turn)
    return found


def padded(text: str, tags: float, fillers: float, dice: random.Random) -> str:
    if fillers:
        text = re.sub("，", lambda _: "，" + dice.choice(FILLERS.split()) * (dice.random() < fillers), text)
    sentences = SENTENCE.split(text)
    for row in range(1, len(sentences) - 2):
        if len(sentences[row]) > 2 and dice.random() < tags:
            sentences[row] = sentences[row][:-1] + dice.choice(("，", "", "。")) + dice.choice(TAGS.split())
    return "".join(sentences)


def repunctuated(text: str, stopped: float, lost: float, flat: float, *, dice: random.Random) -> str:
    """The text with some commas turned into stops or lost, some questions into statements, and hardly any brackets.

    Args:
        text: Punctuated text.
        stopped: The share of commas that become full stops.
        lost: The share of commas that are lost; of full stops, a seventh of it becomes commas.
        flat: The share of question marks that become full stops.
        dice: Where the chances come from.
    """

    def heard(mark: re.Match[str]) -> str:
        chance, letter = dice.random(), mark.group()
        if letter in "，、,":
            return "。" if chance < stopped else "" if chance < stopped + lost else letter
        if letter in "？?":
            return "。" if chance < flat else letter
        if letter == "。":
            return "，" if chance < lost / 7 else letter
        return letter if chance < 0.2 else ""

    return re.sub("[，、,？?。「」『』“”（）()《》〈〉]", heard, text)


def misheard(text: str, share: float, dice: random.Random) -> str:
    """The text with a share of its letters replaced by others of the same sound."""
    if not share:
        return text
    same = homophones()
    return "".join(dice.choice(same[c]) if c in same and dice.random() < share else c for c in text)


@lru_cache(maxsize=1)
def homophones() -> Mapping[str, Sequence[str]]:
    """Each of the letters in common use, and those that sound like it, tones aside."""
    common = [bytes((high, low)).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFA)]
    by_sound = defaultdict(list)
    for letter in common:
        by_sound[lazy_pinyin(letter)[0]].append(letter)
    return {letter: letters for letters in by_sound.values() if len(letters) > 1 for letter in letters}
