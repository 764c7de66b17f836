import numpy as np

from transcript.people import Mention
from transcript.readers import read
from transcript.text import Span
from transcript.turns import find_turns
from transcript.turns import testimony as spoken_of
from transcript.turns.calls import Call
from transcript.turns.cast import HOST, Member
from transcript.turns.press import Question
from transcript.turns.questions import SURE, with_questions

CONFERENCE = (
    "各位记者朋友，大家上午好，欢迎参加新闻发布会。首先请柳溪市农业局局长方志明先生作介绍。",
    "各位媒体朋友，大家好。今年粮食总产量达到三十万吨，播种面积比去年增加两个百分点。我就介绍到这里，谢谢。",
    "谢谢方局长。下面进入提问环节。",
    "柳溪日报记者。请问今年的收购价格怎么样？谢谢。",
    "谢谢您的提问。收购价格总体平稳，我们安排了四百个收购点。",
    "好，下一个问题。",
    "您好，我是清河晚报的记者，请问旱情怎么样？",
    "这个问题请水务局局长乔远志先生回答。",
    "好的。旱情已经缓解，水库蓄水量比常年多一成。",
)


def spoken(*sentences: str) -> list[tuple[str, str | None, str | None, str]]:
    text = "".join(sentences)
    source, _ = read(text)
    return [
        (turn.speaker.role, turn.speaker.name, turn.speaker.organization, turn.span.slice(text))
        for turn in find_turns(source)
    ]


def test_a_press_conference() -> None:
    roles = ("host", "guest", "host", "questioner", "guest", "host", "questioner", "host", "guest")
    names = (None, "方志明", None, None, "方志明", None, None, None, "乔远志")
    found = spoken(*CONFERENCE)
    assert [words for *_, words in found] == list(CONFERENCE)
    assert [role for role, *_ in found] == list(roles)
    assert [name for _, name, *_ in found] == list(names)
    assert found[3][2] == "柳溪日报"
    assert found[6][2] == "清河晚报"


def test_who_presides_answers_where_nobody_else_has_the_floor() -> None:
    found = spoken(
        "各位媒体朋友，现在召开例行记者会。下面请各位提问。",
        "柳溪社记者：第一个问题，能否证实双方下周会谈？",
        "我没有可以提供的消息。",
        "清河社记者：关税的事情有没有时间表？",
        "具体问题请向主管部门了解。",
    )
    assert [role for role, *_ in found] == ["host", "questioner", "host", "questioner", "host"]


def test_a_journalist_who_asks_again_is_the_same() -> None:
    text = "现在请提问。柳溪日报记者。请问价格怎么样？价格平稳。柳溪日报记者。再请问旱情怎么样？旱情缓解。"
    source, _ = read(text)
    assert len({turn.speaker.id for turn in find_turns(source) if turn.speaker.role == "questioner"}) == 1


DEFENCE = (
    "各位老师下午好，现在举行论文答辩会，我是秘书简宁。答辩委员会主席是柳溪大学的费孝林教授，委员有清河大学的梅长青教授。下面请费老师主持。",
    "谢谢简老师。我们开始吧，请第一位同学汇报。",
    "各位老师好，我是方志明，我的题目是湖泊的年代学研究。下面我分三个部分汇报。我的汇报到此结束，请各位老师批评指正。",
    "好，请各位委员提问。梅老师您先来。",
    "好的。我问两个问题，年代误差有多大？样品有没有污染？",
    "谢谢梅老师的提问。误差在五十年左右。样品我们做了预处理，没有污染。",
)


def test_who_presides_is_heard_and_who_thanks_for_a_question_answers() -> None:
    found = spoken(*DEFENCE)
    assert [name for _, name, *_ in found] == ["简宁", "费孝林", "方志明", "费孝林", "梅长青", "方志明"]
    assert [words for *_, words in found] == list(DEFENCE)
    assert {name: role for role, name, *_ in found} == {
        "简宁": "host",
        "费孝林": "guest",
        "方志明": "guest",
        "梅长青": "guest",
    }


def test_who_thanks_and_calls_the_next_one_does_not_answer() -> None:
    found = spoken(*DEFENCE[:5], "谢谢梅老师的提问。请方志明同学回答。")
    assert found[-1][1] == "费孝林"


def table(
    *, questions: list[tuple[int, Question]], called_at: int | None = None, rows: int = 4
) -> tuple[spoken_of.Testimony, list[int]]:
    """What is said of the host, a guest and a journalist, at places ten letters apart."""
    asks = tuple(
        Call(
            mention=Mention(span=Span(at, at + 4), form="title", title="记者"),
            kind="self",
            weight=5.0,
            question=question,
        )
        for at, question in questions
    )
    given = Call(mention=Mention(span=Span(called_at or 0, (called_at or 0) + 3), form="full"), kind="next", weight=3.0)
    cast = [
        Member(number=HOST),
        Member(number=1, calls=(given,) if called_at is not None else ()),
        Member(number=2, calls=asks),
    ]
    shape = (rows, 4)
    silent = spoken_of.Testimony(arriving=np.ones(shape), leaving=np.zeros(shape), holding=np.ones(shape))
    places = range(0, 10 * rows, 10)
    found, asking = with_questions(silent, cast=cast, positions=places, asking=np.zeros(rows, dtype=np.int64))
    assert silent.arriving.min() == silent.holding.max() == 1, "what was heard stays as it was"
    return found, asking.tolist()


def test_a_journalist_speaks_from_the_beginning_to_the_end_of_the_question() -> None:
    found, asking = table(questions=[(12, Question(end=30, answered=True))])
    assert found.arriving[:, 2].tolist() == [1, SURE, 1, 1]
    assert found.holding[:, 2].tolist() == [1, 1, 1 + SURE, 1 - SURE]
    assert found.leaving[:, 2].tolist() == [0, 0, 0, SURE]
    assert asking == [HOST] * 4
    assert found.arriving[3].tolist() == [1, 1, 1, 1], "who presides answers"


def test_whoever_has_the_floor_answers_and_the_journalist_is_who_asks() -> None:
    found, asking = table(questions=[(12, Question(end=30, answered=True))], called_at=2)
    assert asking == [HOST, HOST, HOST, 2]
    assert found.arriving[3].tolist() == [1 - SURE, 1, 1, 0]
    for late in (12, 40):
        assert table(questions=[(12, Question(end=30, answered=True))], called_at=late)[1] == [HOST] * 4


def test_a_question_that_is_handed_on_is_the_hosts_to_answer() -> None:
    found, asking = table(questions=[(12, Question(end=30, answered=False))], called_at=2)
    assert asking == [HOST] * 4
    assert found.arriving[3].tolist() == [1, 1, 1, 1]


def test_a_question_may_be_the_end() -> None:
    found, _ = table(questions=[(22, Question(end=40, answered=True))])
    assert found.arriving[:, 2].tolist() == [1, 1, SURE, 1]
    assert found.holding[:, 2].tolist() == [1, 1, 1, 1 + SURE]
    assert not found.leaving.any()


def test_where_nobody_asks_nothing_is_said() -> None:
    found, asking = table(questions=[])
    assert (found.holding.max(), found.leaving.max(), asking) == (1, 0, [HOST] * 4)
