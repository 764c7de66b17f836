"""Questions at a press conference: the journalist says for which medium, asks, and is answered or handed on.

柳溪日报记者。请问今年的收成怎么样？谢谢。|感谢您的提问，请方司长回答。
"""

from __future__ import annotations

import attrs
import regex

from transcript.people import Mention
from transcript.people.press import JOURNALISTS

_REACH = 160
_BEGINS = regex.compile(
    r"(?:^|[。！？!?：:\n])(?:(?:谢谢|感谢)(?:主持人|主席|发言人)?|(?:主持人|发言人|各位|大家|你|您)好|我是|我来自|来自|嗯|[，,。！ ])*$"
)
_ASKS = regex.compile(r"(?:的?提问)?[。：:，,].{0,120}?(?:[？?]|请问|想问|问题|关注|注意到|提问|追问)")
# to the first question mark, and what else is asked behind it
_QUESTION = regex.compile(
    r"[^？?]{0,400}[？?](?:(?:另外|还有|第二|同时|以及|此外|其次|想|请问|那么)[^。！？!?]{0,120}[。！？!?]|[^。！？!?]{2,80}[？?]){0,8}"
    r"(?:(?:谢谢|感谢)(?:主持人|发言人|大家|各位|您|你)?[。！!，,])?\s*"
)
# 感谢您的提问，请方司长回答: no answer, but handed on
_HANDS_ON = regex.compile(
    r"(?:(?!记者|[？?]).){0,80}?请(?!问)[^。！？!?，,]{1,24}(?:回答|答复|解答|介绍|说明|回应|谈谈)"
)
# 还有没有问题
_NO_ANSWER = regex.compile(r"(?:好的?|嗯|那么?|[，,。])*(?:继续|下一|还有|最后|请(?:下|后|前|这|那|继续)|再来)")
# 谢谢方老师的提问。目前…: who thanks answers, unless the next one is called
_THANKED = regex.compile(r"(?:刚才)?的?(?:提问|问题|关注|关心)[。！，,]\s*")
_CALLS_ON = regex.compile(
    r"(?:好|嗯|那么?|[，,。])*(?:下面|接下来|下一|请|有请|还有|哪位|各位|大家|时间|由于|最后|我们(?:再|请|有请)|[^。！？!?]{0,24}(?:回答|回应|解答)一?下|[^。！？!?]{0,12}您?来(?:回答|回应))"
)


@attrs.frozen(kw_only=True)
class Question:
    """What a journalist asks.

    Attributes:
        end: Where it ends.
        answered: Whether what follows is the answer, by whoever holds the conference.
    """

    end: int
    answered: bool


def answers_thanks(text: str, end: int) -> bool:
    """Whether who thanks for a question, in words that name the asker up to *end*, goes on to answer.

    >>> [answers_thanks(text, 5) for text in ("谢谢方老师的提问。误差很小。", "谢谢方老师的提问。请方志明回答。")]
    [True, False]
    """
    thanked = _THANKED.match(text, end)
    return thanked is not None and not _CALLS_ON.match(text, thanked.end())


def read_question(text: str, mention: Mention) -> Question | None:
    """What is asked by a journalist who so says for which medium; None where nobody asks.

    >>> from transcript.text import Span
    >>> mention = Mention(span=Span(4, 10), form="title", title="记者", organization="柳溪日报")
    >>> read_question("请提问。柳溪日报记者。请问收成怎么样？谢谢您的提问。", mention)
    Question(end=19, answered=True)
    """
    start, end = mention.span.start, mention.span.end
    if mention.title not in JOURNALISTS or not mention.organization:
        return None
    if not _BEGINS.search(text, max(0, start - 20), start) or not _ASKS.match(text, end, end + _REACH):
        return None
    asked = _QUESTION.match(text, end)
    if not asked:
        return None
    other = _HANDS_ON.match(text, asked.end()) or _NO_ANSWER.match(text, asked.end())
    return Question(end=asked.end(), answered=other is None)
