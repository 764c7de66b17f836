"""Entries of the roster while it is built, and the index that finds the few entries that a mention may mean.

A mention enters with its pieces (`Said`); an entry collects what all its mentions said. The index has a key for each surname, given name,
character of a given name, sound, title and pair of characters of an organisation; a key gives at most `MOST_OF_KEY` entries, those that were
touched last, so that the work for a mention does not grow with the number of people.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

import attrs
import regex

from transcript.people.gazetteer import SHORT_FORMS, SURNAMES, TITLE_PREFIXES, TITLES, surname_at
from transcript.people.pieces import Mention
from transcript.phonetics import syllables

MOST_OF_KEY = 10  # entries that a key gives
MOST_CANDIDATES = 24  # entries that a mention is compared with
MOST_NAMED = 12  # the same for a mention with a full name
MOST_COMPARED = 6  # spellings, titles, organisations of an entry that a mention is compared with
LONGEST_NAME = 40  # characters of a name, title or organisation that are compared
NICKNAME_PREFIXES = "老小阿大"
KIN = (
    "大个儿", "大个子", "师傅", "丫头", "大姐", "大哥", "大嫂", "大爷", "大妈", "大叔", "大娘", "阿姨", "奶奶", "爷爷", "叔叔", "伯伯", "婆婆", "兄弟", "姐", "哥", "嫂", "叔",
    "婶", "爷", "伯", "妹", "弟", "姨", "婆", "妈", "爸", "兄", "公", "老", "儿", "子",
)  # fmt: skip
GENERIC_KINDS = frozenset(("address", "academic", "role", "press"))
GENERIC = frozenset(("总", "师傅", "老板", "嘉宾", "代表", "专家", "同学", "委员", *KIN))
_KIN_CHARACTERS = frozenset("".join(KIN)) | frozenset("师板总家人爷娘婆公妹弟姑舅头")
_JOINTS = regex.compile(r"[、，,兼和及\s]+")
LONGEST_HAN = 4  # characters of a Chinese full name
_HAN = regex.compile(r"\p{Han}+")
_SPACE = regex.compile(r"\s+")
_POSSESSIVE = regex.compile(
    r"^(?:我们|咱们|你们|他们|她们|人家|我|你|他|她|您|咱|本|贵|的|这个|那个|这位|那位|来自于?)+(?:的)?"
)


@attrs.frozen(kw_only=True)
class Said:
    """A mention as it is compared.

    Attributes:
        number: Its place among the mentions.
        start, end: Where it stands.
        form: As of the mention.
        words: All of it, without spaces.
        name: The name, whole or in part, as heard; None for a surname or title.
        surname, given: Parts of it.
        title, heads: The title, and the core of each of its parts.
        organization: Without a pronoun before it.
        context: Features of the words around it.
        times: How many mentions say the same full name.
        series: The number of the list that it stands in (方志明、林海, 温如); -1 if in none.
    """

    number: int
    start: int
    end: int
    form: str
    words: str
    name: str | None = None
    surname: str | None = None
    given: str | None = None
    title: str | None = None
    heads: tuple[str, ...] = ()
    organization: str | None = None
    context: tuple[str, ...] = ()
    times: int = 1
    series: int = -1


def read_mention(
    text: str, mention: Mention, *, number: int, context: tuple[str, ...] = (), times: int = 1, series: int = -1
) -> Said:
    """Prepare a mention for comparison: without spaces, its name and title split into parts.

    Args:
        text: The text that the spans of the mention refer to.
        mention: The mention.
        number: Its position in the list of mentions; -1 for a known person who is not mentioned.
        context: Features of the surrounding words, as in `Said.context`.
        times: How many mentions have the same full name.
        series: Number of the list of names that it stands in; -1 if in none.

    Returns:
        The mention as the features read it.
    """
    words = _plain(mention.span.slice(text))
    name = _plain(mention.name or "") or None
    if mention.form in {"latin", "foreign"} and mention.name:
        name = " ".join(mention.name.casefold().split())[: 4 * LONGEST_NAME]
    if mention.known_as and mention.form == "full":
        name = _plain(mention.known_as)
    surname, given, form = mention.surname, None, mention.form
    if form == "foreign" and name and len(name) <= LONGEST_HAN and _HAN.fullmatch(name):
        form = "full"  # a Chinese name whose surname is rare or misheard
    if form == "full" and name:
        surname, given = split_name(name, surname)
    elif form == "given":
        given = name
    elif form == "nickname" and name:
        given = core_of_nickname(name, surname)
    title = _plain(mention.title or "") or None
    return Said(
        number=number,
        start=mention.span.start,
        end=mention.span.end,
        form=form,
        words=words,
        name=name,
        surname=_plain(surname or "") or None,
        given=given,
        title=title,
        heads=title_heads(title),
        organization=_POSSESSIVE.sub("", _plain(mention.organization or "")) or None,
        context=context,
        times=times,
        series=series,
    )


def split_name(name: str, surname: str | None = None) -> tuple[str, str]:
    """Split a full name into surname and given name.

    Args:
        name: A full name in Chinese characters.
        surname: The surname, if it is known; otherwise it is looked up, and is the first character if it is not listed.

    Returns:
        Surname and given name; joined they are *name*.

    >>> split_name("欧阳志明"), split_name("方志明")
    (('欧阳', '志明'), ('方', '志明'))
    """
    if surname and name.startswith(surname) and len(surname) < len(name):
        return surname, name[len(surname) :]
    found = surname_at(name, 0) or name[:1]
    found = found if len(found) < len(name) else name[:1]
    return found, name[len(found) :]


def core_of_nickname(nickname: str, surname: str | None) -> str:
    """Strip a nickname of prefixes (老, 小, 阿), kinship words and doubling.

    Args:
        nickname: The nickname as it stands.
        surname: The surname that it contains, or None.

    Returns:
        The characters that come from the name.

    >>> core_of_nickname("老周", "周"), core_of_nickname("桂香嫂", None), core_of_nickname("孙大个儿", "孙"), core_of_nickname("阿强", None)
    ('周', '桂香', '孙', '强')
    """
    core = nickname
    for kin in KIN:
        if core.endswith(kin) and len(core) > len(kin):
            core = core[: -len(kin)]
            break
    if len(core) > 1 and core[0] in NICKNAME_PREFIXES and core != surname:
        core = core[1:]
    core = core.removesuffix("总") if len(core) == 2 else core
    return core[0] if len(core) == 2 and core[0] == core[1] else core


@lru_cache(maxsize=4096)
def is_stage_name(nickname: str) -> bool:
    """Tell whether a nickname is more than a prefixed surname, so that it may be all the name a person has.

    Args:
        nickname: The nickname as it stands.

    Returns:
        Whether it may be used as a name.

    >>> is_stage_name("阿布"), is_stage_name("老周"), is_stage_name("大哥")
    (True, False, False)
    """
    if len(nickname) != 2 or nickname[0] not in NICKNAME_PREFIXES:
        return False
    core = nickname[1]
    if nickname in TITLES or core in _KIN_CHARACTERS:
        return False
    return nickname[0] == "阿" or SURNAMES.get(core) != "common"


@lru_cache(maxsize=4096)
def title_heads(title: str | None) -> tuple[str, ...]:
    """Split a title into its parts, and strip each of prefixes (副, 常务).

    Args:
        title: A title, or None.

    Returns:
        The core of each part, in order.

    >>> title_heads("党委委员、常务副行长")
    ('党委委员', '行长')
    """
    heads = []
    for part in _JOINTS.split((title or "")[:LONGEST_NAME]):
        head = part
        while head not in {"总经理", "总工程师"}:
            prefix = max((p for p in TITLE_PREFIXES if head.startswith(p) and len(head) > len(p)), key=len, default="")
            if not prefix:
                break
            head = head[len(prefix) :]
        if head:
            heads.append(head)
    return tuple(heads)


def is_generic(head: str) -> bool:
    """Tell whether a title says little about a person, since many have it besides another one (老师, 专家).

    Args:
        head: The core of a title.

    Returns:
        Whether it is a form of address or a general role.
    """
    return head in GENERIC or TITLES.get(head) in GENERIC_KINDS


def short_form(head: str) -> str | None:
    """Look up how a title is shortened after a surname (局长: 局).

    Args:
        head: The core of a title.

    Returns:
        The short form, or None if the table has none.
    """
    return SHORT_FORMS.get(head)


def _plain(text: str) -> str:
    return str(_SPACE.sub("", text))[: 4 * LONGEST_NAME].casefold()


class Entry:
    """A person while the roster is built.

    Attributes:
        number: The place among the entries.
        names: Full names (or Latin ones) heard, with how often.
        surnames, givens: Parts heard without the rest, and those of the names.
        heads, titles, organizations, words: What mentions said, with how often.
        starts: Where its mentions start, in order.
        nicknames: What it is called that may be all the name it has (阿布, 老猫), with how often.
        series: The lists that it stands in.
        members: Numbers of its mentions.
        known: Whether somebody with authority listed this person.
    """

    __slots__ = (
        "_top",
        "givens",
        "heads",
        "known",
        "members",
        "names",
        "nicknames",
        "number",
        "organizations",
        "series",
        "starts",
        "surnames",
        "titles",
        "words",
    )

    def __init__(self, number: int, *, known: bool = False) -> None:
        self.number = number
        self.known = known
        self._top: dict[str, tuple[str, ...]] = {}
        self.names: Counter[str] = Counter()
        self.surnames: Counter[str] = Counter()
        self.givens: Counter[str] = Counter()
        self.heads: Counter[str] = Counter()
        self.titles: Counter[str] = Counter()
        self.organizations: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.nicknames: Counter[str] = Counter()
        self.series: Counter[int] = Counter()
        self.starts: list[int] = []
        self.members: set[int] = set()

    def add(self, said: Said, *, sign: int = 1) -> None:
        """Count what a mention says.

        Args:
            said: The mention.
            sign: 1 to add it, -1 to remove it again.
        """
        self._top.clear()
        for counter, value in _counted(self, said):
            counter[value] += sign
            if counter[value] <= 0:
                del counter[value]
        if said.series >= 0:
            self.series[said.series] += sign
        if sign > 0:
            insort(self.starts, said.start)
            self.members.add(said.number)
        else:
            self.starts.pop(bisect_left(self.starts, said.start))
            self.members.discard(said.number)

    def top(self, what: str) -> tuple[str, ...]:
        """List the most frequent values of one kind.

        Args:
            what: "names", "surnames", "givens", "heads", "organizations" or "words".

        Returns:
            At most `MOST_COMPARED` values, the most frequent first.
        """
        found = self._top.get(what)
        if found is None:
            found = self._top[what] = tuple(word for word, _ in getattr(self, what).most_common(MOST_COMPARED))
        return found

    @property
    def name(self) -> str | None:
        """The full name heard most often, else a nickname that is all the name there is."""
        names = self.names or self.nicknames
        return names.most_common(1)[0][0] if names else None

    def last_before(self, start: int) -> int | None:
        """Find its last mention before an offset.

        Args:
            start: Offset in the text of the mentions.

        Returns:
            Offset of the beginning of that mention, or None.
        """
        at = bisect_left(self.starts, start)
        return self.starts[at - 1] if at else None


def _counted(entry: Entry, said: Said) -> Iterator[tuple[Counter[str], str]]:
    if said.form in {"full", "latin", "foreign"} and said.name:
        yield entry.names, said.name
    if said.surname:
        yield entry.surnames, said.surname
    if said.given and said.form in {"full", "given"}:
        yield entry.givens, said.given
    if said.form == "nickname" and said.name and is_stage_name(said.name):
        yield entry.nicknames, said.name
    for head in said.heads:
        yield entry.heads, head
    if said.title:
        yield entry.titles, said.title
    if said.organization:
        yield entry.organizations, said.organization
    yield entry.words, said.words


class Index:
    """Entries by what may lead to them."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, str], dict[int, None]] = {}

    def touch(self, entry: Entry, said: Said) -> None:
        """Make *entry* the most recent one under the keys of a mention.

        Args:
            entry: The entry that the mention now belongs to.
            said: The mention.
        """
        for key in keys_of(said):
            entries = self._by_key.setdefault(key, {})
            entries.pop(entry.number, None)
            entries[entry.number] = None

    def candidates(self, said: Said) -> list[int]:
        """Find the entries that a mention may mean.

        Args:
            said: The mention.

        Returns:
            Numbers of entries, those that share most keys first: at most `MOST_CANDIDATES`, for a full name
            `MOST_NAMED`.
        """
        most = MOST_NAMED if said.form == "full" else MOST_CANDIDATES
        shared: Counter[int] = Counter()
        for key in keys_of(said):
            for number in islice(reversed(self._by_key.get(key, {})), MOST_OF_KEY):
                shared[number] += 1
        return [number for number, _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:most]]


def keys_of(said: Said) -> set[tuple[str, str]]:
    """Compute the index keys of a mention. Entries that share no key with it are never compared.

    Args:
        said: The mention.

    Returns:
        Pairs of a kind ("surname", "given sound", …) and a value.
    """
    keys = {("words", said.words[:LONGEST_NAME])}
    if said.name:
        keys.add(("name", said.name[:LONGEST_NAME]))
        keys.update(("token", part) for part in _tokens(said.name))
    if said.surname:
        keys.add(("surname", said.surname))
        keys.update(("surname sound", sound) for sound in sounds_of(said.surname[:2]))
    if said.given:
        given = said.given[:4]
        keys.add(("given", given))
        keys.update(("character", c) for c in given)
        keys.update(("given sound", sound) for c in given for sound in sounds_of(c))
    keys.update(("head", head) for head in said.heads[:6])
    keys.update(("short", short) for head in said.heads[:6] if (short := short_form(head)))
    keys.update(("short", head) for head in said.heads[:6])
    keys.update(("short", half) for head in said.heads[:6] if len(head) > 2 for half in (head[:2], head[-2:]))
    if said.organization:
        organization = said.organization[-20:]
        keys.update(("organization", organization[i : i + 2]) for i in range(len(organization) - 1))
        ends = said.organization[:4], said.organization[-1]  # 发改局: 县发展和改革局
        keys.update(("ends", c + ends[1]) for c in ends[0][: len(said.organization) - 1])
    return keys


def _tokens(name: str) -> Iterable[str]:
    return (
        [part for part in regex.split(r"[·\s.]+", name)[:4] if part.isascii()]
        if not name.isalpha() or name.isascii()
        else []
    )


@lru_cache(maxsize=1 << 14)
def sounds_of(text: str) -> tuple[str, ...]:
    """Reduce a text to toneless syllables in which initials and finals that are easily confused are merged.

    Args:
        text: Chinese characters.

    Returns:
        One string for each syllable; characters without a reading are left out.
    """
    return tuple(_loose(s.initial) + _loose_final(s.final) for s in syllables(text) if s)


def _loose(initial: str) -> str:
    return {"zh": "z", "ch": "c", "sh": "s", "n": "l", "r": "l", "h": "f"}.get(initial, initial)


def _loose_final(final: str) -> str:
    return final.replace("ng", "n")
