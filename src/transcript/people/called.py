"""Names without a title, where one may be expected: after a call or a self-introduction (请方志明发言, 我是方志明)."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import regex

from transcript.people.edges import EDGES, LONGEST_SELF, MARK, edge
from transcript.people.names import NAME, Reading, given_score, names_from, names_to
from transcript.people.phrases import LONGEST_ORGANIZATION, organization_before
from transcript.people.tables import ORDINARY_SURNAMES, SURNAMES
from transcript.people.values import Mention
from transcript.text import Span
from transcript.words import Words, in_dictionary, is_word

SURE = 5.0  # the least score of a name whose end does not show
OWN = -1.0  # the same where somebody says so of themselves, before a mark
GIVEN = 3.5  # a surname that speaks so much for a given name is more often part of one
CALLED = 1.0  # the least score of a name after a call or a self-introduction
_CUE = regex.compile(
    r"(?P<self>我是|我叫做?|我的名字(?:是|叫)|(?:敝|我)姓(?P<again>\p{Han})[，,](?=(?P=again)))"
    r"|(?P<call>有请|邀请|先请|再请|恭请|欢迎|谢谢|感谢|多谢|请问|问一下|问问|请教|听听|请|问|推荐的是|提名的是|首先是|再来是|接着是|接下来是|接下来|还有|那么|最后是|最后|来)"
)
# 我叫田野。 大家好，我是高兴，来自柳溪: what stands so is a name though it be a word
_MY_NAME = regex.compile(
    r"(?<!\p{Han})(?:(?:(?:大家|各位\p{Han}{0,6}?|你们|您|你)(?:好|上午好|下午好|晚上好|早上好))[，,。！!]?(?:我是|我叫做?)(?P<name>\p{Han}{2,4})[，,。](?=我?(?:来自|在|是|就职|毕业|负责|今年|目前|现在|的(?:导师|题目|论文|课题|项目|汇报|报告|专业|主题)))"
    r"|(?:我叫做?|我的名字(?:是|叫))(?P<name>\p{Han}{2,4})[，,。！!](?!我?[不没]))"
)
_CLAUSE_END = regex.compile(r"[，。！？；、,.!?;\n]|$")


def called_names(words: Words) -> Iterator[Mention]:
    """Names without a title where one may be expected."""
    text = words.text
    for match in _CUE.finditer(text):
        at = match.end()
        if text.startswith("我们的", at):
            at += 3
        yield from _name_here(words, at, least=OWN if match["self"] else CALLED)
        yield from _placed_name(words, at)
        if match["self"]:
            yield from _self_name(words, at)
    for match in _MY_NAME.finditer(text):
        for name in names_from(words, match.start("name")):
            if name.end == match.end("name") and not _of_a_place(words, name) and not _rare(name):
                yield _bare(words, name)
    for match in regex.finditer(
        r"[，。！？,!?\n ](?=[\u4e00-\u9fff]{2,4}(?:[，。,](?:请|您|你|我)|[你您](?:先|来|再|讲|说|谈|表|看|介绍|汇报|补充|回答|觉得|这边|那边)))",
        text,
    ):
        yield from _name_here(words, match.end())


def _name_here(words: Words, at: int, *, least: float = CALLED) -> Iterator[Mention]:
    """The best name that begins at *at*; one below `CALLED` must stand before a mark and be no word."""
    best: Reading | None = None
    for reading in names_from(words, at):
        fit = edge(words, reading.end)
        sure = CALLED
        if fit >= MARK and not in_dictionary(words.text[at : reading.end]):
            sure = least
        shown = fit > 0 or (fit == 0 and reading.score >= SURE)
        if shown and reading.score >= sure and (best is None or reading.score + fit > best.score):
            best = attrs.evolve(reading, score=reading.score + fit)
    called = least == CALLED
    if best and not (
        _word(words, best) or _as_likely_given(best, called=called) or (not called and _of_a_place(words, best))
    ):
        yield _bare(words, best)


def _word(words: Words, name: Reading) -> bool:
    """高雄 is a place."""
    return is_word(words.text[name.start : name.end])


def _as_likely_given(name: Reading, *, called: bool = False) -> bool:
    """我是柏捷: two characters, the first a rare surname; where somebody is *called* so, one that is more often part of a given name."""
    likely = _rare(name) or (name.end - name.start == 2 and name.surname in ORDINARY_SURNAMES)
    return likely and (not called or given_score(name.surname) >= GIVEN)


def _rare(name: Reading) -> bool:
    """Two characters of which the first is seldom a surname."""
    return name.end - name.start == 2 and SURNAMES[name.surname] != "common"


def _of_a_place(words: Words, name: Reading) -> bool:
    """我是安徽人."""
    return name.end - name.start > 2 and words.text[name.end - 1] == "人"


def _bare(words: Words, name: Reading, organization: int | None = None) -> Mention:
    text = words.text
    start = name.start if organization is None else organization
    held = text[start : name.start].removesuffix("的") or None
    return Mention(
        span=Span(start, name.end),
        form="full",
        name=text[name.start : name.end],
        pieces=(Span(name.start, name.end),),
        surname=name.surname,
        organization=held,
    )


def _placed_name(words: Words, at: int) -> Iterator[Mention]:
    """请柳溪市教育局的方志明首先交流: a name behind an organisation, after a call."""
    link = words.text.find("的", at, at + LONGEST_ORGANIZATION)
    start = organization_before(words, link) if link > 0 else None
    if start is not None and start >= at:
        for mention in _name_here(words, link + 1):
            organization = words.text[start:link]
            yield attrs.evolve(mention, span=Span(start, mention.span.end), organization=organization)


def _self_name(words: Words, at: int) -> Iterator[Mention]:
    """我是某某公司的方志明，: the name that ends the clause of a self-introduction, or follows it, or a sure one behind 的."""
    text = words.text
    match = _CLAUSE_END.search(text, at, min(len(text), at + LONGEST_SELF))
    end = match.start() if match else min(len(text), at + LONGEST_SELF)
    readings = [r for r in names_to(words, end) if match and r.start > at and r.score >= _least_own(words, r)]
    for link in regex.finditer("的|叫", text[at:end]):
        found = names_from(words, at + link.end())
        readings += [r for r in found if r.score >= NAME + 1 and edge(words, r.end) >= 0]
    best = max(readings, key=lambda r: r.score, default=None)
    if best:
        stop = best.start - (text[best.start - 1 : best.start] == "的")
        yield _bare(words, best, organization_before(words, stop))
    elif text[end : end + 1] == "，":
        for mention in _name_here(words, end + 1, least=OWN):
            if text[mention.span.end : mention.span.end + 1] in EDGES:
                yield mention


def _least_own(words: Words, name: Reading) -> float:
    """A name behind an organisation, or 的, that ends a self-introduction needs no more than to be no word."""
    if _word(words, name) or _as_likely_given(name) or _of_a_place(words, name):
        return SURE
    stop = name.start - (words.text[name.start - 1] == "的")
    return OWN if stop < name.start or organization_before(words, stop) is not None else CALLED
