"""What each guard and each source of evidence is worth when names and terms are put right with a lexicon.

Usage: ablation.py [--data DIR] [--first N] [--only NAME ...]

One after the other is taken away, nothing is fitted again, and the same texts are corrected:
  documents    DIR/gold/*.terms.json: {"file", "lexicon", "gold": [{"start", "end", "right", "alts"?, "certainty", "in_lexicon"}], "ambiguous"}
  utterances   DIR/aishell: hyp and ref (id, space, text) and entities.txt, the lexicon, where there is such a folder
Without --data the seed meeting of this repository is corrected. For documents: applied edits that make gold spans right, out of all such
spans, and false ones. For utterances (the first N): those that come nearer to what was said, those that move away, and the edits
applied to what was said itself.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from rapidfuzz.distance import Levenshtein

from transcript import Lexicon, correct_terms
from transcript.corrections import decision, features, terms
from transcript.model import Edit
from transcript.readers import read
from transcript.text import SourceText

REPOSITORY = Path(__file__).resolve().parent.parent
WEIGHTS = dict(features.weights())
EVIDENCE = {
    "how ordinary the stretch is": ("surprise",),
    "how its characters differ": ("alike", "tone", "close", "near", "part", "far"),
    "characters that stay": ("kept",),
    "how many forms sound so by chance": ("chance",),
    "the text has the form": ("attested",),
    "the same change elsewhere": ("same",),
    "the same part misheard otherwise": ("misheard",),
    "neighbours of the right form": ("left", "right"),
    "it begins a breath": ("begins",),
    "cost at the edges": ("edges",),
    "words are torn": ("torn",),
    "particles": ("particle",),
    "names without title": ("untitled",),
    "a syllable lost or put in": ("lost", "put_in"),
    "what is lost or put in is a particle": ("light",),
    "a character said twice": ("doubled",),
}


@dataclass(frozen=True)
class Document:
    """A text with its lexicon and its gold."""

    source: SourceText
    lexicon: Lexicon
    gold: list[dict]
    doubtful: list[tuple[int, int]]


@dataclass(frozen=True)
class Utterances:
    """What was recognised and what was said, and the lexicon."""

    pairs: list[tuple[str, str]]
    lexicon: Lexicon


@contextmanager
def without(names: tuple[str, ...]) -> Iterator[None]:
    """Correct with some weights at 0."""
    weights = {name: 0.0 if name in names else weight for name, weight in WEIGHTS.items()}
    with patch.object(features, "weights", lambda: weights):
        yield


@contextmanager
def nothing_owned() -> Iterator[None]:
    """Let what is right already be changed."""
    choose = decision.choose

    def careless(phonetic, index, weighed, *, owned, **others):
        return choose(phonetic, index, weighed, owned=np.zeros_like(owned), **others)

    with patch.object(terms, "choose", careless):
        yield


def variants() -> Mapping[str, Callable[[], object]]:
    """What is measured: each name with a context in which it is so."""
    evidence_away = {name: lambda names=names: without(names) for name, names in EVIDENCE.items()}
    return {
        "everything": lambda: without(()),
        **evidence_away,
        "guard: what is right owns its place": nothing_owned,
        "guard: numbers and titles": lambda: patch.object(decision, "sensible", lambda *_: True),
        "guard: other names, words, letters": lambda: patch.object(decision, "doubt", lambda *_, **__: ""),
        "guard: margin to the runner-up": lambda: patch.object(decision, "MARGIN", -1.0),
    }


def document(path: Path) -> Document:
    bench = json.loads(path.read_text(encoding="utf-8"))
    beside = (path.parent / bench["file"], REPOSITORY / "seeds" / Path(bench["file"]).name)
    source, _ = read(next(place for place in beside if place.exists()).read_bytes().decode("utf-8-sig"))
    low = [(g["start"], g["end"]) for g in bench["gold"] if g["certainty"] == "low"]
    return Document(
        source=source,
        lexicon=Lexicon.from_records(bench["lexicon"]),
        gold=[g for g in bench["gold"] if g["certainty"] != "low" and g["in_lexicon"]],
        doubtful=low + [(a["start"], a["end"]) for a in bench["ambiguous"]],
    )


def utterances(folder: Path, *, first: int) -> Utterances:
    def rows(name: str) -> dict[str, str]:
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        return {key: text.replace(" ", "") for key, _, text in (line.partition(" ") for line in lines)}

    phonetic, said = rows("hyp"), rows("ref")
    entities = (folder / "entities.txt").read_text(encoding="utf-8").split()
    lexicon = Lexicon.from_records([{"term": entity} for entity in entities if len(entity) > 1])
    return Utterances(pairs=[(phonetic[key], said[key]) for key in list(said)[:first]], lexicon=lexicon)


def changed(text: str, start: int, end: int, changes: list[tuple[int, int, str]]) -> str:
    """A stretch of a text after changes in order of place."""
    out, at = "", start
    for begin, stop, after in changes:
        out, at = out + text[at:begin] + after, stop
    return out + text[at:end]


def made_right(gold: dict, all_gold: list[dict], edits: list[Edit], text: str) -> bool:
    """Whether the edits that meet a gold span turn it into what it should be, and what else they change, too."""
    meeting = [e for e in edits if e.span.start < gold["end"] and gold["start"] < e.span.end]
    start = min([gold["start"], *(e.span.start for e in meeting)])
    end = max([gold["end"], *(e.span.end for e in meeting)])
    became = changed(text, start, end, [(e.span.start, e.span.end, e.after) for e in meeting])
    within = [g for g in all_gold if start <= g["start"] and g["end"] <= end and g is not gold]
    return any(
        became == changed(text, start, end, sorted([(gold["start"], gold["end"], right), *others]))
        for right in [gold["right"], *gold.get("alts", [])]
        for others in ([], [(g["start"], g["end"], g["right"]) for g in within])
    )


def score_document(doc: Document) -> str:
    text = doc.source.text
    edits = [e for e in terms.find_terms(doc.source, lexicon=doc.lexicon).edits if e.applied]
    right = [(g["start"], g["end"]) for g in doc.gold if made_right(g, doc.gold, edits, text)]
    settled = right + doc.doubtful
    false = sum(not any(e.span.start < end and start < e.span.end for start, end in settled) for e in edits)
    return f"{len(right):4} of {len(doc.gold):3}  false {false:3}"


def score_utterances(some: Utterances) -> str:
    better = worse = clean = 0
    for phonetic, said in some.pairs:
        corrected = correct_terms(phonetic, lexicon=some.lexicon).text
        before, after = Levenshtein.distance(phonetic, said), Levenshtein.distance(corrected, said)
        better, worse = better + (after < before), worse + (after > before)
        clean += sum(edit.applied for edit in correct_terms(said, lexicon=some.lexicon).edits)
    return f"better {better:4}  worse {worse:3}  clean {clean:3}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--first", type=int, default=2000)
    parser.add_argument("--only", nargs="+", metavar="NAME")
    options = parser.parse_args()
    folder = options.data / "gold" if options.data else REPOSITORY / "tests" / "gold"
    documents = [document(path) for path in sorted(folder.glob("*.terms.json"))]
    spoken = options.data and (options.data / "aishell").exists()
    corpus = utterances(options.data / "aishell", first=options.first) if spoken else None
    for name, context in variants().items():
        if options.only and name not in options.only:
            continue
        with context():
            columns = [score_document(doc) for doc in documents] + ([score_utterances(corpus)] if corpus else [])
        print(f"{name:36} {'   '.join(columns)}", flush=True)


if __name__ == "__main__":
    main()
