"""Features of “this mention means that entry”, and of “this mention is somebody new”.

A feature is a word; its weight depends on the form of the mention (`roster_weights.tsv`). Names are compared by characters and by sound, titles by
their cores, organisations by their characters; what counts most is how many others the same words could mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import attrs

from transcript.people.roster_entries import (
    LONGEST_NAME,
    MOST_COMPARED,
    Entry,
    Said,
    is_generic,
    short_form,
    split_name,
)
from transcript.phonetics import character_cost, distance

NEAR = ((0.0, "sound"), (0.06, "near 1"), (0.13, "near 2"), (0.22, "near 3"), (0.33, "near 4"), (0.45, "near 5"))
MOST_SPELLINGS = 4  # of an entry's names that a mention is compared with
FAR = 0.6  # distance of two characters from which on they sound like nothing in common; by hand
ALIKE = 0.2  # distance of two characters up to which they may be one misheard; by hand
GAPS = ((8, "0"), (30, "1"), (100, "2"), (300, "3"), (1000, "4"), (3000, "5"))
RANKS = {
    name: rank
    for rank, name in enumerate(
        [
            "none", "character", "near 4 but one", "near 3 but one", "near 2 but one", "near 5", "near 4", "near 3", "surname near", "surname sound", "surname", "near 2", "near 1", "sound", "part", "given near",
            "given sound", "other surname", "given", "token", "same",
        ]
    )
}  # fmt: skip


@attrs.frozen
class Compared:
    """How a mention and an entry go together.

    Attributes:
        entry: The number of the entry.
        name, title, organization: How these do, in words.
        gap: Characters since its last mention.
        beside: How the mention right before or behind stands to it, if it is of this entry.
        features: All words but those about the other candidates.
    """

    entry: int
    name: str
    title: str
    organization: str
    gap: int
    beside: str | None
    features: tuple[str, ...]


@lru_cache(maxsize=1 << 15)
def _apart(a: str, b: str) -> str | None:
    """In words how near two short texts sound; None for nothing in common."""
    if len(a) == len(b):
        d = sum(character_cost(x, y) for x, y in zip(a[:LONGEST_NAME], b[:LONGEST_NAME], strict=True)) / min(
            len(a), LONGEST_NAME
        )
    elif abs(len(a) - len(b)) > 1 or (a[0] != b[0] and a[-1] != b[-1]):
        return None
    else:
        d = distance(a[:LONGEST_NAME], b[:LONGEST_NAME], most=0.5)
    return next((word for most, word in NEAR if d <= most), None)


@lru_cache(maxsize=1 << 16)
def _full(a: str, surname: str, given: str, b: str) -> str:
    if a == b:
        return "same"
    other_surname, other_given = split_name(b, surname)
    if given == other_given and len(given) > 1:
        near = _apart(surname, other_surname)
        return near if near in {"sound", "near 1", "near 2"} else "other surname"
    if a.startswith(b) or b.startswith(a):
        return "part"
    near = _apart(a, b)
    if near:
        return f"{near} but one" if near in {"near 2", "near 3", "near 4"} and _other_character(a, b) else near
    if len(given) > 1 and len(other_given) > 1 and _apart(given, other_given) in {"sound", "near 1"}:
        return "given sound"
    return "surname" if surname == other_surname else "none"


def _other_character(a: str, b: str) -> bool:
    """Whether one character of two names of the same length sounds like nothing in the other: 志明, 志坚."""
    return len(a) == len(b) and max(character_cost(x, y) for x, y in zip(a, b, strict=True)) > FAR


def _surname(a: str, b: str) -> str:
    if a == b:
        return "surname"
    near = _apart(a, b)
    return {"sound": "surname sound", "near 1": "surname sound", "near 2": "surname sound"}.get(
        near or "", "surname near" if near else "none"
    )


def _given(a: str, b: str) -> str:
    if a == b:
        return "given"
    near = _apart(a, b) if len(a) > 1 else None
    if near:
        return "given sound" if near in {"sound", "near 1"} else "given near" if near in {"near 2", "near 3"} else near
    if len(b) > 1 and (a in b or b in a):
        return "part"
    return "character" if set(a) & set(b) else "none"


@lru_cache(maxsize=1 << 14)
def _latin(a: str, b: str) -> str:
    if a == b:
        return "same"
    if not a.isascii() or not b.isascii():
        return "none"
    if a.startswith(b) or b.startswith(a) or set(a.split()) & set(b.split()):
        return "token"
    pairs = {a[i : i + 2] for i in range(len(a) - 1)}, {b[i : i + 2] for i in range(len(b) - 1)}
    shared = len(pairs[0] & pairs[1]) / max(1, min(map(len, pairs)))
    return "near 2" if shared >= 0.6 else "near 4" if shared >= 0.4 or a[:2] == b[:2] else "none"


def compare_names(said: Said, entry: Entry) -> str:
    """Compare the name of a mention with the names of an entry.

    Args:
        said: The mention.
        entry: The entry.

    Returns:
        The best relation found, a key of `RANKS`; "none" if nothing agrees.
    """
    return max(_names(said, entry), key=RANKS.__getitem__, default="none")


def _names(said: Said, entry: Entry) -> Iterator[str]:
    if said.name is not None and said.name in entry.names:
        yield "same"
        return
    names = entry.top("names")[:MOST_SPELLINGS]
    if said.form in {"latin", "foreign"} and said.name:
        yield from (_latin(said.name, name) for name in names)
        return
    surnames, givens = entry.top("surnames"), entry.top("givens")
    if said.form == "full" and said.name and said.surname and said.given:
        yield from (_full(said.name, said.surname, said.given, name) for name in names)
        if not names:
            yield from (_surname(said.surname, s) for s in surnames)
            yield from (_given(said.given, g) for g in givens)
    elif said.form == "surname" and said.surname:
        yield from (_surname(said.surname, s) for s in surnames)
        if len(said.surname) == 1:
            yield from ("character" for given in givens if said.surname in given)
    elif said.form == "given" and said.given:
        yield from (_given(said.given, g) for g in givens)
    elif said.form == "nickname" and said.given:
        core = said.given
        yield from (_given(core, g) for g in givens)
        yield from (_surname(core, s) for s in surnames if len(core) <= 2)
        if said.surname:
            yield from (_surname(said.surname, s) for s in surnames)
        yield from ("given" for name in names if name == core)


def compare_titles(said: Said, entry: Entry) -> str:
    """Compare titles by their cores.

    Args:
        said: The mention.
        entry: The entry.

    Returns:
        "unsaid" if the mention has no title, "unknown" if the entry has none; otherwise "same", "head", "short",
        "suffix", "loose", "generic" or "conflict".
    """
    if not said.heads:
        return "unsaid"
    if not entry.heads:
        return "unknown"
    if said.title in entry.titles:
        return "same"
    if any(head in entry.heads for head in said.heads):
        return "head"
    others = entry.top("heads")
    found = "conflict"
    for head in said.heads[:MOST_COMPARED]:
        for other in others:
            if short_form(other) == head or short_form(head) == other:
                return "short"
            if len(min(head, other, key=len)) > 1 and (head.endswith(other) or other.endswith(head)):
                return "suffix"
            if len(head) < 3 and (other.startswith(head) or other.endswith(head)):
                found = "loose"
            elif found == "conflict" and (is_generic(head) or is_generic(other)):
                found = "generic"
    return found


def compare_organizations(said: Said, entry: Entry) -> str:
    """Compare organisations by characters and by sound.

    Args:
        said: The mention.
        entry: The entry.

    Returns:
        "unsaid" if the mention has no organisation, "unknown" if the entry has none; otherwise the best of "same",
        "part", "sound", "shared", "character" and "conflict".
    """
    if not said.organization:
        return "unsaid"
    if not entry.organizations:
        return "unknown"
    order = ("conflict", "character", "shared", "sound", "part", "same")
    rank = 0
    for other in entry.top("organizations"):
        rank = max(rank, order.index(_organizations(said.organization[:LONGEST_NAME], other[:LONGEST_NAME])))
    return order[rank]


@lru_cache(maxsize=1 << 15)
def _organizations(a: str, b: str) -> str:
    if a == b:
        return "same"
    short, long = sorted((a, b), key=len)
    if short in long or _subsequence(short, long):
        return "part"
    pairs = {a[i : i + 2] for i in range(len(a) - 1)}, {b[i : i + 2] for i in range(len(b) - 1)}
    if len(pairs[0] & pairs[1]) >= 0.5 * min(map(len, pairs)):
        return "shared"
    if (abs(len(a) - len(b)) <= 1 and distance(a, b, most=0.3) <= 0.2) or _sounding(short, long):
        return "sound"
    return "character" if pairs[0] & pairs[1] else "conflict"


def _subsequence(short: str, long: str) -> bool:
    at = -1
    for c in short:
        at = long.find(c, at + 1)
        if at < 0:
            return False
    return len(short) > 1


def _sounding(short: str, long: str) -> bool:
    """Whether all but one of the characters of *short* are heard in *long*, in order."""
    if len(short) < 3:
        return False
    at, missed = 0, 0
    for c in short:
        hit = next((i for i in range(at, len(long)) if character_cost(c, long[i]) <= ALIKE), None)
        if hit is None:
            missed += 1
            if missed > len(short) // 4:
                return False
        else:
            at = hit + 1
    return True


def compare(said: Said, entry: Entry, *, beside: str | None, steps: int) -> Compared:
    """Compare a mention with an entry.

    Args:
        said: The mention.
        entry: The entry.
        beside: Relation of the adjacent mention to this one if it belongs to the entry: "and", "apposition", "alias",
            "introduced".
        steps: How many distinct entries back the entry was last mentioned; 0 if it is not among the recent ones.

    Returns:
        The relations, and the features of “this mention means that entry”, except those about the other candidates.
    """
    name, title, organization = (
        compare_names(said, entry),
        compare_titles(said, entry),
        compare_organizations(said, entry),
    )
    last = entry.last_before(said.start)
    gap = 1 << 30 if last is None else said.start - last
    respelt = said.form == "full" and bool(entry.names) and name != "same"
    features = _features(
        name,
        title,
        organization,
        gap="never" if last is None else next((word for most, word in GAPS if gap <= most), "6"),
        count=min(3, len(entry.members).bit_length()),
        steps=min(steps, 5),
        words=min(3, entry.words.get(said.words, 0)),
        spellings=min(3, len(entry.names)) if respelt else 0,
        times=min(3, said.times) if respelt else 0,
        spelt=min(3, max(entry.names.values())) if respelt else 0,
        known=("mentioned" if entry.members else "not mentioned") if entry.known else None,
        beside=beside,
        nameless=not entry.names,
        title_within=said.title is not None and any(said.title in words for words in entry.top("words")),
        context=said.context,
    )
    return Compared(entry.number, name, title, organization, gap, beside, features)


@lru_cache(maxsize=1 << 15)
def _features(
    name: str,
    title: str,
    organization: str,
    *,
    gap: str,
    count: int,
    steps: int,
    words: int,
    spellings: int,
    times: int,
    spelt: int,
    known: str | None,
    beside: str | None,
    nameless: bool,
    title_within: bool,
    context: tuple[str, ...],
) -> tuple[str, ...]:
    """The features in words; zero, None and False stand for what does not hold. A long list of people asks for the same ones again and again."""
    features = [
        "entry",
        f"name {name}",
        f"title {title}",
        f"organization {organization}",
        f"name {name}, title {title}",
        f"gap {gap}",
        f"count {count}",
        f"steps {steps}" if steps else "steps none",
    ]
    if words:
        features.append(f"words {words}")
    if spellings:
        features += [f"spellings {spellings}", f"name {name}, times {times}, count {spelt}"]
    if known:
        features += ["known", f"known, name {name}", f"known, {known}"]
    if beside:
        features.append(f"beside {beside}")
    if nameless:
        features += ["nameless", f"nameless, name {name}"]
    if title_within:
        features.append("title within")
    if name == "none":
        features += [f"no name, title {title}, organization {organization}", f"no name, gap {gap}"]
    elif organization not in {"unsaid", "unknown"}:
        features.append(f"name {name}, organization {organization}")
    return (*features, *(f"entry, {word}" for word in context))


def among_others(compared: Sequence[Compared]) -> list[tuple[str, ...]]:
    """Add features of competition: how many candidates agree as well or better, and which of those was mentioned last.

    Args:
        compared: All candidates of one mention.

    Returns:
        The additional features of each candidate, in the same order.
    """
    found = []
    fits = [(RANKS[c.name], _fit(c)) for c in compared]
    for c, (rank, fit) in zip(compared, fits, strict=True):
        better = sum(r > rank and f >= 0 for r, f in fits)
        rivals = [o for o, (r, f) in zip(compared, fits, strict=True) if r == rank and f >= fit and o is not c]
        nearest = all(c.gap <= o.gap for o in rivals)
        words = [
            f"rivals {min(3, len(rivals))}",
            f"better {min(2, better)}",
            f"name {c.name}, rivals {min(2, len(rivals))}",
        ]
        words.append(f"name {c.name}, better {min(2, better)}")
        if rivals:
            words.append("nearest" if nearest else "further")
        if fit > 0:
            words.append(f"fitting, rivals {min(2, len(rivals))}")
        found.append(tuple(words))
    return found


# How far titles and organisations agree, in steps; by hand.
_FIT = {"same": 2, "head": 2, "short": 2, "suffix": 2, "part": 1, "shared": 1, "sound": 1, "loose": 1, "conflict": -2}


def _fit(c: Compared) -> int:
    return _FIT.get(c.title, 0) + _FIT.get(c.organization, 0)


def new_features(said: Said, compared: Sequence[Compared]) -> tuple[str, ...]:
    """Features of “this mention is somebody new”.

    Args:
        said: The mention.
        compared: All its candidates; there may be none.

    Returns:
        The features.
    """
    best = max((c.name for c in compared), key=RANKS.__getitem__, default="none")
    fit = max((_fit(c) for c in compared if c.name == best), default=0)
    title = any(c.title in {"same", "head"} for c in compared)
    return (
        "new",
        f"new, best {best}",
        f"new, best {best}, fit {max(-1, min(2, fit))}",
        f"new, title {bool(said.title)}, organization {bool(said.organization)}",
        f"new, title known {title}",
        f"new, length {min(6, len(said.words))}",
        *(f"new, {word}" for word in said.context),
    )
