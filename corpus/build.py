#!/usr/bin/env python3
"""Build the invented meetings: FOLDER/markup/NAME.txt → FOLDER/NAME.txt and NAME.{turns,terms,outline}.json.

Usage: build.py [NAME ...]          without names, all of them; the built files are not under version control

FOLDER is `meetings`, which the models are fitted on, or `fresh`, which nothing is fitted on yet.

Markup: a head, a line `---`, a body.
  #title T   #offset SECONDS (when the speech begins)   #rate CHARACTERS-PER-SECOND
  #speaker KEY|role|name|title|organization      an empty field is null; role: host, guest, questioner, unknown
  #person KEY|name|title|organization            somebody who is spoken of and never speaks
  #lex type|term[|title|organization]            an entry of the meeting's lexicon (person, org, product, term);
                                                 `#lex ~type|term` is a near-sounding distractor
  #unlisted type|term                            a term that was said and has no entry
  @KEY / @@KEY       the next turn, in the same paragraph / in a new one
  ‹KEY|words›        a mention of a person: name, title and organisation that stand together; errors may stand inside
  ‹KEY!|words›       the same, where it asks the person to speak next
  {wrong=>right|…}   a recognition error; options h m l (certainty), t=LEXICON TERM, c=CLASS, k=KIND, a=ALT/ALT
  [span] [span~near] a span that must not be corrected;  <span~why> an ambiguous one
  ^2.1e^             a numbered point: depth, ordinal, kind (e explicit, b bare, g glued, m misheard, d dropped)
  //                 a paragraph break at this place; otherwise one comes after a sentence, at a drawn length
  !proxy WHOM … !endproxy   words read on behalf of somebody
Line ends in the body mean nothing. A key that the head does not declare and a mark that is not closed are errors.
"""

from __future__ import annotations

import json
import random
import re
import sys
from itertools import pairwise
from pathlib import Path

from pypinyin import Style, lazy_pinyin

FOLDERS = tuple(Path(__file__).resolve().parent / name for name in ("meetings", "fresh"))
KINDS = {"e": "explicit", "b": "bare", "g": "glued", "m": "misheard", "d": "dropped"}
KIND_NOTES = {
    "explicit": "the ordinal is there",
    "bare": "the ordinal is there without its separator",
    "glued": "the ordinal hangs on the end of the sentence before",
    "misheard": "the ordinal was transcribed as another word",
    "dropped": "the ordinal is missing",
}
CERTAINTY = {"h": "high", "m": "medium", "l": "low"}
TYPES = ["person", "org", "product", "term"]
ROLES = {"host", "guest", "questioner", "unknown"}
PARAGRAPHS = (
    60,
    75,
    90,
    100,
    110,
    120,
    130,
    140,
    150,
    160,
    170,
    185,
    200,
)  # characters after which a paragraph may end
KEPT = 2  # occurrences of each lexicon term that are listed as already right
TOKEN = re.compile(
    r"\{(?P<wrong>[^{}=]*)=>(?P<right>[^{}|]*)(?P<options>(?:\|[^{}|]*)*)\}"
    r"|\[(?P<keep>[^\[\]~]*)(?:~(?P<near>[^\[\]]*))?\]"
    r"|<(?P<ambiguous>[^<>~]*)(?:~(?P<why>[^<>]*))?>"
    r"|\^(?P<depth>\d)\.(?P<ordinal>\d+)(?P<kind>[ebgmd])\^"
    r"|‹(?P<who>[A-Z][A-Z0-9]*)(?P<call>!?)\|(?P<said>[^‹›]+)›"
    r"|(?P<break>//)"
    r"|(?P<char>.)",
    re.DOTALL,
)
MARKS = set("{}[]<>‹›^|")


class MarkupError(ValueError):
    """A meeting's markup is wrong; the message names the meeting and shows the place."""


def sound(text: str) -> list[str]:
    return lazy_pinyin(text.lower(), style=Style.NORMAL)


def error_class(wrong: str, right: str) -> str:
    if sound(wrong) == sound(right):
        return "homophone"
    return "near-homophone" if len(wrong) == len(right) else "insertion-deletion"


class Meeting:
    """One meeting: `read` fills it from the markup, `check` tests the gold against the text, `save` writes the files."""

    def __init__(self, name: str, folder: Path):
        self.folder = folder
        self.name, self.text, self.paragraph, self.break_due = name, "", 0, False
        self.random = random.Random(f"authored:{name}")
        self.spoken, self.pauses, self.limit = 0, 0, self.draw()
        self.title, self.offset, self.rate = "", 0, 4.0
        self.speakers: dict[str, dict] = {}
        self.people: dict[str, dict] = {}
        self.lexicon: list[dict] = []
        self.distractors: list[str] = []
        self.unlisted: dict[str, str] = {}
        self.turns: list[dict] = []
        self.mentions: list[dict] = []
        self.proxied: list[dict] = []
        self.gold: list[dict] = []
        self.keep: list[dict] = []
        self.ambiguous: list[dict] = []
        self.points: list[dict] = []

    def fail(self, message: str) -> None:
        said = f"{self.name}: {message}"
        raise MarkupError(said)

    def require(self, condition: object, *what: object) -> None:
        if not condition:
            self.fail(" ".join(str(w) for w in what))

    # Reading

    def read(self, markup: str) -> None:
        head, line, body = markup.partition("\n---\n")
        self.require(line, "no line --- between head and body")
        for row in head.splitlines():
            if row.startswith("#"):
                self.head(row)
        self.text = f"{self.title}\n\n\n\n"
        self.body(body)
        self.list_right_terms()

    def head(self, line: str) -> None:
        key, _, rest = line[1:].partition(" ")
        fields = [*rest.split("|"), "", "", "", ""]
        if key == "title":
            self.title = rest
        elif key == "offset":
            self.offset = int(rest)
        elif key == "rate":
            self.rate = float(rest)
        elif key == "speaker":
            k, role, name, title, organization = fields[:5]
            self.require(role in ROLES, "unknown role", line)
            self.declare(self.speakers, k, role, name, title, organization)
        elif key == "person":
            k, name, title, organization = fields[:4]
            self.declare(self.people, k, "absent", name, title, organization)
        elif key == "unlisted":
            kind, term = rest.split("|")
            self.unlisted[term] = kind
        elif key == "lex":
            self.entry(*fields[:4])
        else:
            self.fail(f"unknown head {line}")

    def declare(self, table: dict[str, dict], key: str, role: str, name: str, title: str, organization: str) -> None:
        self.require(re.fullmatch(r"[A-Z][A-Z0-9]*", key), "not a key:", key)
        self.require(key not in self.speakers and key not in self.people, "declared twice:", key)
        table[key] = {"name": name or None, "role": role, "organization": organization or None, "title": title or None}

    def entry(self, kind: str, term: str, title: str, organization: str) -> None:
        if kind.startswith("~"):
            kind = kind[1:]
            self.distractors.append(term)
        self.require(kind in TYPES, "unknown type of term", kind, term)
        entry = {"term": term, "type": kind}
        if title:
            entry["title"] = title
        if organization:
            entry["organization"] = organization
        self.lexicon.append(entry)

    def body(self, text: str) -> None:
        for row in text.splitlines():
            line = row.strip()
            if line.startswith("@"):
                self.end_turn()
                self.start_turn(line.lstrip("@"), new_paragraph=line.startswith("@@"))
            elif line.startswith("!proxy "):
                self.proxied.append({"turn": len(self.turns) - 1, "on_behalf_of": line[7:], "start": None})
            elif line == "!endproxy":
                self.proxied[-1]["end"] = len(self.text)
            else:
                for token in TOKEN.finditer(line):
                    self.token(token)
        self.end_turn()

    def start_turn(self, key: str, *, new_paragraph: bool) -> None:
        self.require(key in self.speakers, "unknown speaker", key)
        self.pauses += self.random.randint(1, 7)
        self.break_due = False
        if new_paragraph:
            self.break_paragraph()
        turn = {"key": key, "speaker": self.speakers[key], "start": len(self.text), "fresh": self.paragraph == 0}
        self.turns.append(turn)

    def end_turn(self) -> None:
        if self.turns:
            self.turns[-1]["end"] = len(self.text)

    # Writing the text

    def draw(self) -> int:
        return self.random.choice(PARAGRAPHS)

    def break_paragraph(self) -> None:
        self.break_due = False
        if self.paragraph == 0:
            return
        at = int(self.offset + self.spoken / self.rate + self.pauses)
        self.text += f"\n\n{at // 60:02}:{at % 60:02}\n\n"
        self.paragraph, self.limit = 0, self.draw()

    def position(self) -> int:
        if self.break_due:
            self.break_paragraph()
        return len(self.text)

    def write(self, text: str) -> None:
        for c in text:
            if self.break_due and c not in "”’》）":
                self.break_paragraph()
            self.text += c
            self.paragraph, self.spoken = self.paragraph + 1, self.spoken + 1
            if c in "。？！" and self.paragraph >= self.limit:
                self.break_due = True

    # Marks

    def token(self, m: re.Match[str]) -> None:
        if m["break"]:
            self.break_paragraph()
            return
        start = self.position()
        if self.proxied and self.proxied[-1]["start"] is None:
            self.proxied[-1]["start"] = start
        if m["depth"]:
            self.point(m, start)
        elif m["who"]:
            self.mention(m, start)
        else:
            self.words(m, start)

    def point(self, m: re.Match[str], start: int) -> None:
        point = {"turn": len(self.turns), "depth": int(m["depth"]), "ordinal": int(m["ordinal"])}
        self.points.append({**point, "kind": KINDS[m["kind"]], "offset": start})

    def mention(self, m: re.Match[str], start: int) -> None:
        self.require(m["who"] in self.speakers or m["who"] in self.people, "unknown key in", m[0])
        for inner in TOKEN.finditer(m["said"]):
            self.token(inner)
        mention = {"start": start, "end": len(self.text), "text": self.text[start:], "person": m["who"]}
        self.mentions.append({**mention, "asks_to_speak": bool(m["call"])})

    def words(self, m: re.Match[str], start: int) -> None:
        written = next(x for x in (m["wrong"], m["keep"], m["ambiguous"], m["char"]) if x is not None)
        self.require(m["char"] is None or written not in MARKS, "a mark is not closed after", self.text[-20:] + written)
        self.write(written)
        span = {"span": written, "start": start, "end": len(self.text)}
        if m["wrong"] is not None:
            self.error(m, start)
        elif m["keep"] is not None:
            self.keep.append({**span, "near": m["near"] or "", "why": ""})
        elif m["ambiguous"] is not None:
            self.ambiguous.append({**span, "why": m["why"] or ""})

    def error(self, m: re.Match[str], start: int) -> None:
        wrong, right = m["wrong"], m["right"]
        options = [o for o in m["options"].split("|") if o]
        named = {o[:1]: o[2:] for o in options if o[1:2] == "="}
        certainty = next((CERTAINTY[o] for o in options if o in CERTAINTY), "high")
        types = {e["term"]: e["type"] for e in self.lexicon}
        term = named.get("t") or (right if right in types else None)
        self.require(term is None or term in types, "no lexicon entry", term)
        if certainty == "low":
            term = None
        self.gold.append(
            {
                "wrong": wrong,
                "start": start,
                "end": len(self.text),
                "right": right,
                "alts": [a for a in named.get("a", "").split("/") if a],
                "certainty": certainty,
                "class": named.get("c") or error_class(wrong, right),
                "kind": named.get("k") or types.get(term) or self.unlisted.get(right, "word"),
                "note": "",
                "in_lexicon": term is not None,
                "lexicon_term": term,
            }
        )

    def list_right_terms(self) -> None:
        """Add to `keep` what stands in the text as the lexicon has it, at most `KEPT` times for each term."""
        taken = [(x["start"], x["end"]) for x in (*self.gold, *self.keep, *self.ambiguous)]
        for entry in sorted(self.lexicon, key=lambda e: -len(e["term"])):
            term, found = entry["term"], 0
            for m in re.finditer(re.escape(term), self.text):
                free = not any(m.start() < end and m.end() > start for start, end in taken)
                if m.start() > self.turns[0]["start"] and free and found < KEPT:
                    taken.append(m.span())
                    self.keep.append(
                        {"span": term, "start": m.start(), "end": m.end(), "near": term, "why": "already right"}
                    )
                    found += 1
        self.keep.sort(key=lambda k: k["start"])

    # Checking

    def check(self) -> None:
        self.check_terms()
        self.check_turns()
        self.check_points()
        for x in self.mentions:
            self.require(self.text[x["start"] : x["end"]] == x["text"], x)
        for key, s in self.speakers.items():
            said = {s["name"], *(x["wrong"] for x in self.gold if x["right"] == s["name"])} - {None}
            if s["name"] and not any(n in self.text for n in said):
                print(f"  {self.name}: {s['name']} is never said")
            if not any(t["key"] == key for t in self.turns):
                self.fail(f"{key} never speaks: #person")

    def check_terms(self) -> None:
        text = self.text
        for x in self.gold:
            self.require(text[x["start"] : x["end"]] == x["wrong"] != x["right"] and "\n" not in x["wrong"], x)
        for x in (*self.keep, *self.ambiguous):
            self.require(text[x["start"] : x["end"]] == x["span"], x)
        spans = sorted((x["start"], x["end"]) for x in (*self.gold, *self.keep, *self.ambiguous))
        self.require(all(a[1] <= b[0] for a, b in pairwise(spans)), "marks overlap")
        terms = [e["term"] for e in self.lexicon]
        self.require(len(terms) == len(set(terms)), "entered twice:", {t for t in terms if terms.count(t) > 1})
        for x in self.gold:
            self.require(x["wrong"] not in terms, "a wrong form is an entry:", x["wrong"])
            self.require(x["lexicon_term"] not in self.distractors, "a distractor is right:", x)

    def check_turns(self) -> None:
        text = self.text
        for a, b in pairwise(self.turns):
            between = text[a["end"] : b["start"]].replace("\n", "").replace(":", "").strip("0123456789")
            self.require(a["end"] <= b["start"] and not between, "text between turns:", between)
            self.require(a["speaker"] != b["speaker"], "the same speaker twice:", text[b["start"] :][:20])
        for t in self.turns:
            said = text[t["start"] : t["end"]]
            self.require(said.strip() and said[0] not in "\n，。" and said[-1] != "\n", "bad turn", t)

    def check_points(self) -> None:
        last = 0
        for p in self.points:
            t = self.turns[p["turn"] - 1]
            inside = last <= p["offset"] and t["start"] <= p["offset"] < t["end"]
            self.require(inside and self.text[p["offset"]] not in "\n。，、", p)
            last = p["offset"] + 1
        for x in self.proxied:
            t = self.turns[x["turn"]]
            self.require(t["start"] <= x["start"] < x["end"] <= t["end"], x)

    # Writing the files

    def save(self) -> None:
        file = f"{self.name}.txt"
        with (self.folder / file).open("w", encoding="utf-8", newline="") as f:
            f.write(self.text)
        turns = {
            "file": file,
            "offsets": "characters of the UTF-8 file, end exclusive",
            "title": self.title,
            "name_variants": self.name_variants(),
            "proxied": self.proxied,
            "people": {**self.speakers, **self.people},
            "turns": [self.turn_row(t) for t in self.turns],
            "mentions": self.mentions,
        }
        lexicon = sorted(self.lexicon, key=lambda e: (TYPES.index(e["type"]), sound(e["term"])))
        gold = sorted(self.gold, key=lambda x: x["start"])
        self.dump("turns", turns)
        terms = {"lexicon": lexicon, "gold": gold, "must_not_touch": self.keep, "ambiguous": self.ambiguous}
        self.dump("terms", {"file": file, **terms})
        points = [
            {**p, "text": self.text[p["offset"] : p["offset"] + 12].split("\n")[0]}
            for p in ({k: p[k] for k in ("turn", "depth", "ordinal", "kind", "offset")} for p in self.points)
        ]
        self.dump("outline", {"file": file, "kinds": KIND_NOTES, "points": points})

    def dump(self, suffix: str, value: dict) -> None:
        path = self.folder / f"{self.name}.{suffix}.json"
        path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def name_variants(self) -> dict[str, list[str]]:
        variants: dict[str, list[str]] = {}
        for s in self.speakers.values():
            wrong = sorted({x["wrong"] for x in self.gold if s["name"] and x["right"] == s["name"]})
            if wrong:
                variants[s["name"]] = wrong
        return variants

    def turn_row(self, turn: dict) -> dict:
        stamps = re.findall(r"^(\d+:\d\d)$", self.text[: turn["start"]], re.MULTILINE)
        words = self.text[turn["start"] : turn["end"]].replace("\n", "⏎")
        return {
            "person": turn["key"],
            "speaker": turn["speaker"],
            "start": turn["start"],
            "end": turn["end"],
            "stamp": stamps[-1] if stamps else None,
            "stamp_exact": bool(stamps) and turn["fresh"],
            "first": words[:20],
            "last": words[-20:],
        }


def build(path: Path) -> None:
    meeting = Meeting(path.stem, path.parent.parent)
    meeting.read(path.read_text(encoding="utf-8"))
    meeting.check()
    meeting.save()
    heard = len({t["key"] for t in meeting.turns})
    calls = sum(x["asks_to_speak"] for x in meeting.mentions)
    print(
        f"{meeting.name:6} {len(meeting.text):5} characters, {heard:2} speakers, {len(meeting.turns):3} turns, "
        f"{len(meeting.mentions):3} mentions, {calls:2} calls, {len(meeting.gold):2} errors, {len(meeting.points):2} points  {meeting.title}"
    )


if __name__ == "__main__":
    for source in sorted(path for folder in FOLDERS for path in (folder / "markup").glob("*.txt")):
        if not sys.argv[1:] or source.stem in sys.argv[1:]:
            build(source)
