"""Where a turn may start.

A change of speaker is looked for after the end of a sentence, at the start of a paragraph, where the input's own labels change,
and inside a sentence where a closing formula meets an acknowledgement or an announcement: “…再上新台阶。谢谢刚才乔处长从…” turns
between 谢谢 and 刚才, with no mark there. What follows 刚才 decides: of 谢谢刚才乔处长的发言 nobody thanks but the next speaker.
"""

from __future__ import annotations

import regex

from transcript.turns.flow import Flow

_SENTENCE_END = regex.compile(r"[。！？!?…；;]+[”’」』）)\]\s]*")
_TITLED = r"[^，。！？!?]{1,8}(?:长|任|员|师|授|总|记|士|生|志)"
_OPENER = (
    r"(?:好(?:的)?[，,。！]?)?(?:(?:那么?|我们)*(?:接下来|下面|下边|首先)(?:我们|就|再|也|先)*(?:请|有请|邀请|进行|进入)|"
    r"(?:非常|再次|特别)?(?:感谢|谢谢)[^，。！？!?]{0,12}的(?:发言|分享|讲话|汇报|报告|介绍|精彩)|"
    rf"刚才{_TITLED}(?!的)|尊敬的|(?:各位|大家)[^，。！？!?]{0, 12}好)"
)
_CLOSING = r"谢大家|谢各位|(?:谢谢|感谢|多谢)(?:大家|各位|你们|聆听|主持人|主席)?|完毕|结束|(?:这里|这儿|这些|这么多)|发言|讲话|报告|欢迎|有请"
_SEAM = regex.compile(f"(?<={_CLOSING})[，,、\\s]*(?={_OPENER})")
_CLAUSE = rf"刚才{_TITLED}(?![给为])[^。！？!?]{{0,120}}?(?:作|做|进行|讲|谈|说|提|介绍|汇报|分享|回答)(?:了|得|到)"
_OWN_THANKS = regex.compile(rf"(?:谢谢|感谢)(?:大家|各位)?(?={_CLAUSE})")  # the last speaker's, since a clause follows


def find_candidates(flow: Flow) -> list[int]:
    """Positions in the stream where a turn may start, in order, the first character among them.

    >>> find_candidates(Flow(text="再上新台阶。谢谢刚才乔处长说了三点", starts=(0,), offsets=(0,)))
    [0, 8]
    >>> find_candidates(Flow(text="再上新台阶。谢谢刚才乔处长的发言", starts=(0,), offsets=(0,)))
    [0, 6]
    """
    found = {0, *flow.starts}
    found.update(
        match.end() for match in _SENTENCE_END.finditer(flow.text) if not _OWN_THANKS.match(flow.text, match.end())
    )
    found.update(match.end() for match in _SEAM.finditer(flow.text))
    return sorted(at for at in found if at < len(flow.text)) if flow.text else []
