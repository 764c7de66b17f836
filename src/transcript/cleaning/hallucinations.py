"""Set aside what a recogniser wrote although nobody said it: credits of subtitles in a silence, one sentence over and over.

Takes a source; returns the same source with such segments marked as "hallucination", and problems that report them. Nothing is deleted: the text stays in the
source. A refrain, a vote or a word said often is no hallucination: a loop must be long, have one speaker, and be as regular as only a machine is; credits
must fill a segment with words that subtitles have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import attrs
import regex

from transcript.model import Problem
from transcript.text import Segment, SourceText, Span, fold
from transcript.words import expand

HALLUCINATION = "hallucination"

# Credits that no meeting says, a row a pattern for a whole segment without marks, in simplified script and lower case.
# Source: lists of hallucinated captions in issues of Whisper and of the tools around it.
CREDITS = (
    r"请?不吝点赞.{0,6}订阅.{0,6}转发.{0,30}",
    r"(?:中文|本)?字幕(?:由|by|志愿者|製作|制作|提供|校对|听译|翻译|组|后期)?.{0,12}(?:amara ?org|社群提供|社区提供|字幕组|志愿者).{0,16}",
    r"(?:由)?amara ?org.{0,6}(?:社群|社区|community).{0,16}",
    r"字幕(?:志愿者|制作者?|提供|校对|后期) ?.{2,8}",
    r"中文字幕志愿者 ?.{2,6}",
    r"本字幕由.{2,20}(?:生成|提供)",
    r"优优独播剧场.{0,40}",
    r"(?:打赏)?支持明镜(?:与点点)?栏目",
    r"{THANK}(?:您|大家)?收(?:睇|看)时局新闻.{0,8}",
    r"(?:独播剧场|yoyo television series exclusive).{0,20}",
    r"(?:subtitles?|captions?|transcription|translation) (?:by|provided by) .{2,40}",
    r"ming pao (?:canada|toronto).{0,40}",
)
# What videos close with and speakers say as well: only where it fills a silence, or comes again and again.
CLOSINGS = (
    r"{THANK}(?:您的|{EVERYBODY}的?)?(?:观看|收看|收听|聆听)",
    r"(?:请|欢迎|记得)?(?:大家)?(?:点赞|按赞|订阅).{0,4}(?:订阅|关注|分享|转发|我的频道|频道|打赏).{0,12}",
    r"(?:我们)?下(?:期|集|个视频)(?:再见|见)",
    r"(?:thanks?|thank you)(?: so much| very much)? for (?:watching|listening).{0,10}",
    r"(?:please )?(?:like and )?subscribe.{0,30}",
)
_CREDIT = regex.compile("|".join(f"(?:{expand(row)})" for row in CREDITS))
_CLOSING = regex.compile("|".join(f"(?:{expand(row)})" for row in CLOSINGS))
# What a room says one after the other.
_VOTE = regex.compile(r"同意|赞成|反对|弃权|没有?意见|无异议|通过|没问题|支持|投")
_MARKS = regex.compile(r"[^\p{L}\p{N}]+")
_LONGEST_CREDIT = 60  # characters; by hand, above the longest of `CREDITS`
# By hand: a loop repeats a unit of one to four segments; a refrain comes back four times, the loops that people report dozens of times.
_PERIODS = (1, 2, 3, 4)
_LEAST_LETTERS = 4  # letters of a unit; shorter ones (对, 好的) are said over and over
# Rounds of a loop: to report it, to set it aside, to set it aside if its durations differ.
_LEAST_TOLD, _LEAST_TIMES, _LEAST_IRREGULAR = 5, 8, 20
# So much of the durations must be alike, within so much, for a loop to be a machine's.
_REGULAR_SHARE, _REGULAR_WITHIN = 0.8, 0.05
# Within a segment: units of so many characters, twelve times in a row, as for segments without times.
_INNER = regex.compile(r"(?P<unit>[^\n]{4,40}?)(?P=unit){11,}")
# Characters: of a segment, of a window in it, of the pieces that are counted in the window.
_LEAST_INNER, _WINDOW, _GRAM = 60, 400, 6
_LEAST_DISTINCT = 3  # different letters of a unit
# Words that are stretched over so much time fill a silence.
_SLOW_MS = 1500
_OFTEN = 3  # times that a closing formula of videos must stand in the document


def set_aside_hallucinations(source: SourceText) -> tuple[SourceText, tuple[Problem, ...]]:
    r"""Mark hallucinated segments as set aside, and report them.

    Args:
        source: The source text.

    Returns:
        The source with other segments, and a problem for each stretch.

    >>> lines = ["各位好。", *["然后我们就是这样的，"] * 12, "好的。"]
    >>> starts = [0]
    >>> for line in lines: starts.append(starts[-1] + len(line) + 1)
    >>> spans = [Span(start, start + len(line)) for start, line in zip(starts, lines)]
    >>> found = [Segment(span=span, start_ms=at * 1000, end_ms=at * 1000 + 1000) for at, span in enumerate(spans)]
    >>> source, problems = set_aside_hallucinations(SourceText(text="\n".join(lines), segments=tuple(found)))
    >>> len(source.speech), problems[0].kind
    (3, 'hallucination')
    """
    speech = source.speech
    plain = [_plain(segment.span.slice(source.text)) for segment in speech]
    problems: list[Problem] = []
    aside = {*_credits(source, plain, problems), *_loops(source, plain, problems)}
    if not aside and not any(len(segment.span) >= _LEAST_INNER for segment in speech):
        return source, tuple(problems)
    gone = {speech[index].span for index in aside}
    segments: list[Segment] = []
    for segment in source.segments:
        if segment.span in gone:
            segments.append(attrs.evolve(segment, kind=HALLUCINATION))
        elif segment.kind == "speech" and len(segment.span) >= _LEAST_INNER:
            segments += _cut(segment, source.text, problems)
        else:
            segments.append(segment)
    return attrs.evolve(source, segments=tuple(segments)), tuple(problems)


def _plain(text: str) -> str:
    return str(_MARKS.sub(" ", fold(text[: 4 * _LONGEST_CREDIT]).lower())).strip()


def _credits(source: SourceText, plain: Sequence[str], problems: list[Problem]) -> Iterator[int]:
    """The segments that are credits, or closing words that nobody can have said there."""
    times = Counter(plain)
    found = [
        index
        for index, words in enumerate(plain)
        if 0 < len(words) <= _LONGEST_CREDIT
        and (
            _CREDIT.fullmatch(words)
            or (_CLOSING.fullmatch(words) and (times[words] >= _OFTEN or _fills_silence(source.speech[index], words)))
        )
    ]
    if found:
        problems.append(_told(f"{len(found)} 段像是字幕的署名或片尾语，不是会上说的话，已搁置", source, found[0]))
    yield from found


def _fills_silence(segment: Segment, words: str) -> bool:
    if segment.start_ms is None or segment.end_ms is None:
        return False
    return segment.end_ms - segment.start_ms > _SLOW_MS * len(words.replace(" ", ""))


def _loops(source: SourceText, plain: Sequence[str], problems: list[Problem]) -> Iterator[int]:
    """The segments of a loop after its first round."""
    at = 0
    while at < len(plain):
        period, rounds = _loop_at(source, plain, at)
        if rounds < _LEAST_TOLD:
            at += 1
            continue
        end = at + period * rounds
        repeated = f"同样的{'一段' if period == 1 else f' {period} 段'}连续重复 {rounds} 遍"
        if _is_a_machines(source.speech[at:end], "".join(plain[at : at + period]), rounds):
            problems.append(_told(f"{repeated}，像是识别程序的循环，第一遍之后的已搁置", source, at))
            yield from range(at + period, end)
        elif len(plain[at].replace(" ", "")) >= _LEAST_LETTERS:
            problems.append(_told(f"{repeated}，没有改动；请核对", source, at))
        at = end


def _loop_at(source: SourceText, plain: Sequence[str], at: int) -> tuple[int, int]:
    """The period of the loop that starts at a segment, and how many rounds it has; 0 rounds if there is none."""
    for period in _PERIODS:
        if at + period * 2 > len(plain) or plain[at] != plain[at + period] or not plain[at]:
            continue
        end = at + period
        while (
            end < len(plain)
            and plain[end] == plain[end - period]
            and source.speech[end].label == source.speech[at].label
        ):
            end += 1
        rounds = (end - at) // period
        if rounds >= _LEAST_TOLD:
            return period, rounds
    return 1, 0


def _is_a_machines(segments: Sequence[Segment], words: str, rounds: int) -> bool:
    """Return True if a loop is too regular or too long for a person: long words, no vote, even durations or very many rounds."""
    if rounds < _LEAST_TIMES or len(words.replace(" ", "")) < _LEAST_LETTERS or _VOTE.search(words):
        return False
    lengths = [s.end_ms - s.start_ms for s in segments if s.start_ms is not None and s.end_ms is not None]
    if len(lengths) < len(segments) / 2:
        return rounds >= _LEAST_TIMES + 4
    usual = sorted(lengths)[len(lengths) // 2]
    alike = sum(1 for length in lengths if abs(length - usual) <= _REGULAR_WITHIN * max(usual, 1))
    return alike >= _REGULAR_SHARE * len(lengths) or rounds >= _LEAST_IRREGULAR


def _cut(segment: Segment, text: str, problems: list[Problem]) -> Iterator[Segment]:
    """A segment with the loops inside it set aside after their first round."""
    loops = list(_inner_loops(segment.span.slice(text)))
    at, first = segment.span.start, True
    for start, end in (*loops, (len(segment.span), len(segment.span))):
        kept = _stripped(text, at, segment.span.start + start)
        if kept:
            last = end == len(segment.span) and start == end
            yield attrs.evolve(
                segment,
                span=kept,
                start_ms=segment.start_ms if first else None,
                end_ms=segment.end_ms if last else None,
            )
            first = False
        gone = _stripped(text, max(at, segment.span.start + start), segment.span.start + end)
        if gone:
            yield Segment(span=gone, kind=HALLUCINATION, label=segment.label)
            message = f"一段里同样的话重复多遍，像是识别程序的循环，第一遍之后的已搁置：“{gone.slice(text)[:20]}…”"
            problems.append(Problem(kind=HALLUCINATION, message=message, span=gone))
        at = segment.span.start + end


def _inner_loops(words: str) -> Iterator[tuple[int, int]]:
    """Where in a segment a loop goes on after its first round."""
    at = 0
    for start in range(0, len(words), _WINDOW):
        window = words[start : start + _WINDOW]
        grams = {window[index : index + _GRAM] for index in range(len(window) - _GRAM)}
        if start < at or len(grams) > len(window) * 0.7:
            continue
        for loop in _INNER.finditer(words, max(at, start - _WINDOW // 2), min(len(words), start + 4 * _WINDOW)):
            unit = loop["unit"]
            if len({sign for sign in unit if sign.isalpha()}) < _LEAST_DISTINCT or _VOTE.search(unit):
                continue
            end = loop.end()
            while words.startswith(unit, end):
                end += len(unit)
            if loop.start() + len(unit) < at:
                continue
            yield loop.start() + len(unit), end
            at = end


def _stripped(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else None


def _told(message: str, source: SourceText, index: int) -> Problem:
    span = source.speech[index].span
    return Problem(kind=HALLUCINATION, message=f"{message}：“{span.slice(source.text)[:20]}”", span=span)
