"""Whom an account's name names: 方志明, 方志明-柳溪银行 and 方志明的iPhone are a person's; 发言人1, 会议室3 and iPhone are nobody's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import attrs
import regex

from transcript.people import find_mentions
from transcript.people.gazetteer import SHORT_FORMS, SURNAMES, names_from
from transcript.people.roster_entries import title_heads
from transcript.phonetics import distance
from transcript.text import Span, fold
from transcript.turns.cast import Member
from transcript.words import cut, expand, in_dictionary

LONGEST = 40  # longer labels are no names of accounts
SURE = 0.8  # by hand: the least confidence of a name read in the sentence “我是…。”
LEAST = 0.0  # the least score of a name that is all that an account is called
LEAST_QUALIFIED = -3.0  # and of one with something in brackets behind it, as only people have: 吴可（财务部）

_ANONYMOUS = regex.compile(
    expand(
        r"(?:{VOICE}|参会人|参会者|与会者|用户|嘉宾|speaker|spk|unknown|guest|user|主持人|会议室|人员)?[\s_:：#-]*(?:[0-9]+|[0-9A-Za-z一二三四五六七八九十]{0,2})"
    ),
    regex.IGNORECASE,
)
_SHARED = regex.compile(r"等.{0,3}人|[一二两三四五六七八九十0-9]人组")
_NO_NAME = frozenset("镇村乡室厅馆站店组场哥姐叔姨")  # 石桥镇, 方哥
_PART = regex.compile(r"[\p{L}\p{M}\p{N}']+")
_DEVICE = regex.compile(
    r"(?:的|'s)?(?:iphone|ipad|mac(?:book)?|huawei|honor|xiaomi|redmi|oppo|vivo|android|安卓|手机|电脑|平板|笔记本|华为|小米|荣耀).*$",
    regex.IGNORECASE,
)
_NUMBERED = regex.compile(r"[0-9]*(?P<bare>[^0-9].*?)[0-9]*")
_FITS = 0.7  # least value of `titles_fit` at which a title is that of an account; by hand


@attrs.frozen(kw_only=True)
class Account:
    """The person whose account a label is.

    Attributes:
        name: The full name in simplified script, or None.
        surname, title: What else it says; of 方行长 only these.
        written: The name as the label has it.
    """

    name: str | None = None
    surname: str | None = None
    title: str | None = None
    written: str | None = None


@lru_cache(maxsize=1 << 14)
def read_account(label: str | None) -> Account | None:
    """Read the person that a label names.

    Args:
        label: A speaker label, or None.

    Returns:
        The person; None if the label names nobody, or several people.

    >>> read_account("方志明的iPhone").name, read_account("方行长-柳溪银行").title
    ('方志明', '行长')
    >>> read_account("发言人1"), read_account("3号会议室"), read_account("方志明、乔志远")
    (None, None, None)
    """
    if not label or len(label) > LONGEST or _ANONYMOUS.fullmatch(fold(label.strip())) or _SHARED.search(fold(label)):
        return None
    people = [person for part in _parts(label) if (person := _person(label, part))]
    names = {person.name for person in people if person.name}
    if len(names) > 1:
        return None
    return next((person for person in people if person.name), next(iter(people), None))


def _parts(label: str) -> Iterator[Span]:
    """What stands between marks, without a device or a number."""
    for match in _PART.finditer(label):
        part = _DEVICE.sub("", match.group())
        bare = _NUMBERED.fullmatch(part)
        if bare:
            yield Span(match.start() + bare.start("bare"), match.start() + bare.end("bare"))


def _person(label: str, part: Span) -> Account | None:
    text = fold(part.slice(label))
    if text[-1] in _NO_NAME:
        return None
    least = LEAST_QUALIFIED if label[part.end : part.end + 1] in tuple("（(【[") else LEAST
    if surname := _surname_of(text, least=least):
        return Account(name=text, surname=surname, written=part.slice(label))
    for mention in (*find_mentions(f"我是{text}。"), *find_mentions(f"请问{text}。")):
        if mention.confidence < SURE:
            continue
        at = part.start - len("我是") + (mention.pieces[0].start if mention.pieces else 0)
        if mention.form == "full" and mention.name and len(mention.pieces) == 1:
            written = label[at : at + len(mention.name)]
            return Account(name=mention.name, surname=mention.surname, title=mention.title, written=written)
        if mention.form == "surname":
            return Account(surname=mention.surname, title=mention.title)
    return None


def _surname_of(text: str, *, least: float) -> str | None:
    """The surname of what is a name from the first to the last character, with a common surname, and no word."""
    if in_dictionary(text):
        return None
    readings = (r for r in names_from(cut(text), 0) if r.end == len(text) and r.score >= least)
    return next((r.surname for r in readings if SURNAMES[r.surname] != "known"), None)


def member_of(account: Account | None, *, cast: Iterable[Member]) -> int | None:
    """Find the member of the cast whose account it is, by the sound of the name, else by surname and title.

    Surname and title count only if they fit one member.

    Args:
        account: The person that a label names, or None.
        cast: The members.

    Returns:
        Number of the member, or None.
    """
    if account is None:
        return None
    if account.name:
        return next((m.number for m in cast if m.name and distance(account.name, m.name) == 0), None)
    fitting = [m.number for m in cast if m.surname == account.surname and titles_fit(m.title, account.title) >= _FITS]
    return fitting[0] if len(fitting) == 1 else None


# Titles that say little of a person: many have them beside another one.
GENERIC = frozenset(
    ["老师", "先生", "女士", "博士", "教授", "同志", "总", "专家", "嘉宾", "学长", "同学", "主持人", "讲者"]
)


@lru_cache(maxsize=4096)
def titles_fit(a: str | None, b: str | None) -> float:
    """Rate how well two titles can be those of one person.

    Args:
        a: A title, or None.
        b: Another one, or None.

    Returns:
        1 for the same core, 0.7 for the same form of address (老师), 0.5 if one is missing or says little, 0 otherwise.

    >>> titles_fit("副行长", "行长"), titles_fit("校长", "老师"), titles_fit("校长", "局长")
    (1.0, 0.5, 0.0)
    """
    heads, others = title_heads(a), title_heads(b)
    if not heads or not others:
        return 0.5
    head, other = heads[-1], others[-1]
    short, long = sorted((head, other), key=len)
    if long.endswith(short) or SHORT_FORMS.get(long) == short:
        return 0.7 if short == long and short in GENERIC else 1.0
    return 0.5 if head in GENERIC or other in GENERIC else 0.0
