"""Made-up people in made-up sentences, and marked sentences with other people put in: variety for `fit_tagger.py`.

Pools of names, titles and organisations come from the sentences that are fitted on, from the lists in people_pools/ and from the rules here.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from pathlib import Path

from marked_people import SHORT, Sentence

from transcript.people.gazetteer import SURNAMES, given_weights

FOLDER = Path(__file__).parent / "people_pools"


def read_pool(name: str) -> list[str]:
    return [
        line for line in (FOLDER / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]


PARTS = {key: words.split() for key, words in (line.split("\t") for line in read_pool("parts.txt"))}


class People:
    """Draws names, titles and organisations."""

    def __init__(self, sentences: Iterable[Sentence], rng: random.Random) -> None:
        self.rng = rng
        self.surnames = list(SURNAMES)
        self.surname_weights = [
            6.0 if rarity == "common" else 2.0 if len(name) == 1 else 1.2 for name, rarity in SURNAMES.items()
        ]
        self.letters = [
            letter for letter, weight in given_weights().items() if weight > 0 and "\u4e00" <= letter <= "\u9fff"
        ]
        self.letter_weights = [min(8.0, 2 ** given_weights()[letter]) for letter in self.letters]
        self.given = read_pool("given_names.txt")
        self.latin, self.latin_last = read_pool("latin_names.txt"), read_pool("latin_surnames.txt")
        self.name_words = read_pool("name_words.txt")
        self.places, self.companies = read_pool("places.txt"), read_pool("companies.txt")
        self.given_seen: list[str] = []
        self.names_seen: list[str] = []
        self.titles: dict[str, list[str]] = {}
        self.bodies: dict[str, list[str]] = {}
        for sentence in sentences:
            for at, (kind, a, b) in enumerate(sentence.pieces):
                words = sentence.text[a:b]
                if kind == "t":
                    self.titles.setdefault(self.title_class(sentence, at), []).append(words)
                elif kind == "o":
                    self.bodies.setdefault(self.body_class(sentence, at), []).append(words)
                elif kind == "n":
                    self.names_seen.append(words)
                    if 3 <= len(words) <= 4 and words[0] in SURNAMES and not words[0].isascii():
                        self.given_seen.append(words[2:] if words[:2] in SURNAMES else words[1:])
                elif kind == "g":
                    self.given_seen.append(words)
        for kind in ("plain", "bare", "after"):
            self.titles.setdefault(kind, ["主任"])
        self.titles["plain"] = sorted(set(self.titles["plain"]))
        self.heads = re.findall(
            r"\S+",
            (Path(__file__).parent.parent / "src/transcript/people/body_words.txt")
            .read_text(encoding="utf-8")
            .split("\n", 1)[1],
        )
        offices = (
            (Path(__file__).parent.parent / "src/transcript/people/office_words.txt")
            .read_text(encoding="utf-8")
            .splitlines()
        )
        self.offices = [word for line in offices if not line.startswith("#") for word in line.split()]

    @staticmethod
    def title_class(sentence: Sentence, at: int) -> str:
        """Short after a surname, after a name, behind an organisation ("plain"), or with none ("bare")."""
        _, a, b = sentence.pieces[at]
        before = sentence.pieces[at - 1] if at else None
        if before and before[0] in "sg" and before[2] == a:
            return "short" if b - a == 1 else "address"
        if before and before[0] == "n" and before[2] == a:
            return "after"
        if before and before[0] == "o" and 0 <= a - before[2] <= 1:
            return "plain"
        return "bare"

    @staticmethod
    def body_class(sentence: Sentence, at: int) -> str:
        _, _, b = sentence.pieces[at]
        after = sentence.pieces[at + 1] if at + 1 < len(sentence.pieces) else None
        if after and after[1] == b:
            return "title" if after[0] == "t" else "name"
        return "of" if sentence.text[b : b + 1] == "的" else "alone"

    def surname(self) -> str:
        return self.rng.choices(self.surnames, self.surname_weights)[0]

    def given_name(self) -> str:
        draw = self.rng.random()
        if draw < 0.45 and self.given_seen:
            return self.rng.choice(self.given_seen)
        if draw < 0.6:
            return self.rng.choice(self.given)
        size = 1 if self.rng.random() < 0.15 else 2
        return "".join(self.rng.choices(self.letters, self.letter_weights, k=size))

    def name(self) -> str:
        draw = self.rng.random()
        if draw < 0.05 and self.names_seen:
            return self.rng.choice(self.names_seen)
        if draw < 0.10:
            return self.minority()
        if draw < 0.14:
            return self.foreign()
        if draw < 0.18:
            return self.latin_name()
        if draw < 0.20:
            return self.rng.choice(PARTS["bynames"])
        if draw < 0.27:
            word = self.rng.choice(self.name_words)
            return word if self.rng.random() < 0.7 else self.surname() + word
        return self.surname() + self.given_name()

    def minority(self) -> str:
        draw = self.rng.random()
        if draw < 0.5:
            first = "".join(self.rng.sample(PARTS["uyghur"], self.rng.choice((2, 3))))
            last = "".join(self.rng.sample(PARTS["uyghur"], self.rng.choice((1, 2))))
            return first + self.rng.choice(("·", "·", "·", "")) + last
        if draw < 0.7:
            return "".join(self.rng.sample(PARTS["tibetan"], self.rng.choice((1, 2, 2))))
        if draw < 0.87:
            return "".join(self.rng.sample(PARTS["mongolian"], self.rng.choice((1, 1, 2))))
        return "".join(self.rng.sample(PARTS["yi"], 2))

    def foreign(self) -> str:
        parts = [
            "".join(self.rng.sample(PARTS["western"], self.rng.choice((1, 2)))) for _ in range(self.rng.choice((1, 2)))
        ]
        return "·".join(parts)

    def latin_name(self) -> str:
        first = self.rng.choice(self.latin)
        draw = self.rng.random()
        name = first if draw < 0.7 else f"{first} {self.rng.choice(self.latin_last)}"
        return name.lower() if self.rng.random() < 0.15 else name

    def title(self, kind: str) -> str:
        pool = self.titles.get(kind)
        draw = self.rng.random()
        if kind == "short":
            return self.rng.choice(pool) if pool and draw < 0.4 else self.rng.choice(list(SHORT))
        if kind == "address" and pool and draw < 0.6:
            return self.rng.choice(pool)
        if draw < 0.5 and pool:
            return self.rng.choice(pool)
        word = self.rng.choice(self.offices)
        if draw < 0.8 or kind == "address":
            return word
        first = self.rng.choice(self.offices)
        if draw < 0.9:
            return f"{first}、{word}"
        if draw < 0.95:
            return f"{self.rng.choice(('副', '原', '首席', '常务副', '代理', '高级', '资深', '执行', '名誉', '前', '老', '总'))}{word}"
        return f"{self.rng.choice(('党组书记', '党委书记', '党委委员', '党组成员', '常委', '市委常委', '县委常委', '党支部书记', '省委常委'))}、{word}"

    def body(self, kind: str) -> str:
        pool = self.bodies.get(kind)
        draw = self.rng.random()
        if draw < 0.5 and pool:
            return self.rng.choice(pool)
        if draw < 0.6:
            company = self.rng.choice(self.companies)
            return company + self.rng.choice(
                ("", "", "公司", "集团", "科技", "股份", "市场部", "研发中心", "分公司", "研究院", "资本", "医院")
            )
        place = (
            self.rng.choice(self.places)
            if self.rng.random() < 0.6
            else "".join(self.rng.choices(self.letters, k=2)) + self.rng.choice("市县区镇乡村省州旗")
        )
        if draw < 0.68:
            return place
        head = self.rng.choice(self.heads)
        if draw < 0.9:
            level = self.rng.choice((place, place, place, "省", "市", "县", "区", "市", "县"))
            return level + head if len(head) > 1 else level + "".join(self.rng.choices(self.letters, k=2)) + head
        return head + self.rng.choice(self.heads) if len(head) > 1 else place + head

    def swapped(self, sentence: Sentence, share: float = 0.8) -> Sentence:
        """The sentence with other people's names, titles and organisations in it."""
        drawn: dict[tuple[str, str], str] = {}
        pieces, out, at = [], "", 0
        moved: list[tuple[int, int]] = [(0, 0)]  # from where on, by how much
        for number, (kind, a, b) in enumerate(sentence.pieces):
            out += sentence.text[at:a]
            words = sentence.text[a:b]
            new = words
            if self.rng.random() < share:
                new = drawn.get((kind, words)) or self._other(sentence, number)
                drawn[kind, words] = new
            pieces.append((kind, len(out), len(out) + len(new)))
            out += new
            at = b
            moved.append((b, len(out) - b))
        out += sentence.text[at:]

        def place(offset: int) -> int:
            return offset + next(shift for start, shift in reversed(moved) if start <= offset)

        return Sentence(out, tuple(pieces), tuple((place(x), place(y)) for x, y in sentence.unknown), sentence.group)

    def _other(self, sentence: Sentence, number: int) -> str:
        kind, a, b = sentence.pieces[number]
        words = sentence.text[a:b]
        if kind == "n":
            if words[0].isascii():
                return self.latin_name()
            if sentence.text[max(0, a - 1) : a] in ("老", "小", "阿"):
                return words
            return self.name()
        if kind == "s":
            return self.surname()
        if kind == "g":
            return self.given_name() if len(words) > 1 else self.rng.choices(self.letters, self.letter_weights)[0]
        if kind == "t":
            if any(words.startswith(level) for level in PARTS["levels"]) and self.rng.random() < 0.7:
                return words
            return self.title(self.title_class(sentence, number))
        return self.body(self.body_class(sentence, number))

    # Made-up sentences

    def person(self) -> list[tuple[str, str]]:
        """One way to mention somebody, as (kind, words); "-" is no piece."""
        recipe = self.rng.choices(list(RECIPES), list(RECIPES.values()))[0]
        return [self.part(step) for step in recipe.split()]

    def part(self, step: str) -> tuple[str, str]:
        """One part of a recipe: a kind of piece with its class, or one of several words."""
        kind, _, of = step.partition(":")
        if kind == "-":
            return "-", self.rng.choice(PARTS["kin"] if of == "kin" else of.split("|"))
        if kind == "o":
            return "o", self.body(of or "alone")
        if kind == "t":
            return "t", self.rng.choice(of.split("|")) if "|" in of else self.title(of or "bare")
        return kind, {"n": self.latin_name if of == "latin" else self.name, "s": self.surname, "g": self.given_name}[
            kind
        ]()

    def sentence(self, template: str) -> Sentence:
        """A sentence from a template: {P} somebody, {N} {S} {G} {T} {O} a piece, {L} a list of people, {a|b} one of several."""
        parts: list[tuple[str, str]] = []
        for bit in re.split(r"(\{[^{}]*\})", template):
            kind = bit[1:-1] if bit.startswith("{") else ""
            if not kind:
                parts.append(("-", bit))
            elif kind == "P":
                parts += self.person()
            elif kind == "L":
                parts += self.row()
            elif kind not in {"N", "S", "G", "T", "O"}:
                parts.append(("-", self.rng.choice(kind.split("|"))))
            else:
                parts.append(self.part(kind.lower()))
        text, pieces = "", []
        for kind, words in parts:
            if kind != "-":
                pieces.append((kind, len(text), len(text) + len(words)))
            text += words
        return Sentence(text, tuple(pieces), (), "made up")

    def row(self) -> list[tuple[str, str]]:
        """Several people in a row."""
        style = self.rng.choice((None, None, "o:title t:plain n", "n"))
        mark = self.rng.choice("、、，、 ")
        parts: list[tuple[str, str]] = []
        for number in range(self.rng.randint(2, 6)):
            parts += [("-", mark)] * (number > 0)
            parts += [self.part(step) for step in style.split()] if style else self.person()
        return parts


# How somebody is mentioned, and how often.
RECIPES = {
    "o:title t:plain n": 16,
    "o:of -:的 n": 3, "o:of -:的 s t:address": 3, "o:of -:的 t:bare n": 3,
    "t:bare n": 8,
    "o:name n": 3, "o:name n t:after": 3,
    "n t:after": 8,
    "n -:同志|先生|女士|小姐|同学|": 8,
    "s t:address": 10, "s t:short": 8,
    "-:老|小 s": 7, "s -:kin": 4,
    "g": 2, "g -:kin": 2, "g t:address": 1,
    "n:latin": 1, "n:latin -:哥|姐": 1, "n:latin t:总|老师": 1,
    "s t:委员|议员|代表|处长 g": 3,
    "o:title t:plain": 3, "t:bare": 3,
}  # fmt: skip


# Which characters may be left out or put in when a sentence is damaged.
_MARKS = "，。、！？；："


def damaged(sentence: Sentence, rng: random.Random) -> Sentence:
    """The sentence without marks, with a false stop, or with a character misheard, sometimes."""
    draw = rng.random()
    text, pieces = sentence.text, list(sentence.pieces)
    edits: list[tuple[int, int, str]] = []
    if draw < 0.12:
        edits = [
            (at, at + 1, "")
            for at, letter in enumerate(text)
            if letter in _MARKS and (letter != "、" or not any(a < at < b for _, a, b in pieces))
        ]
    elif draw < 0.2:
        edits = [
            (at, at + 1, rng.choice("，。 "))
            for at, letter in enumerate(text)
            if letter in "，。" and rng.random() < 0.4
        ]
    elif draw < 0.26 and pieces:
        _, a, b = rng.choice(pieces)
        at = rng.choice((a, b))
        if 0 < at < len(text) and text[at - 1] not in _MARKS and text[at] not in _MARKS:
            edits = [(at, at, rng.choice("，。、呃"))]
    unknown = list(sentence.unknown)
    for a, b, new in reversed(edits):
        text = text[:a] + new + text[b:]
        shift = len(new) - (b - a)
        pieces = [(kind, x + shift * (x >= b), y + shift * (y > a)) for kind, x, y in pieces]
        unknown = [(x + shift * (x >= b), y + shift * (y > a)) for x, y in unknown]
    return sentence._replace(text=text, pieces=tuple(pieces), unknown=tuple(unknown))
