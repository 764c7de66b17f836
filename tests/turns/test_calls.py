import pytest

from transcript.people import Mention, find_mentions
from transcript.text import Span
from transcript.turns.calls import find_calls, open_calls


def kinds(text: str) -> list[tuple[str, str | None]]:
    mentions = [m for m in find_mentions(text) if m.form != "title"]
    return [(c.kind, c.mention.name or c.mention.surname) for c in find_calls(text, mentions=mentions)]


@pytest.mark.parametrize(
    "text",
    [
        "下面请方志明教授发言。",
        "有请我们的方志明校长。",
        "接下来方志明老师。",
        "想听听方志明老师怎么看？",
        "方志明老师，您怎么看？",
        "请方委员志明质询。",
        "那我把话筒交给今天的主持人方志明教授。",
        "我们今天访问的是方志明教授。",
    ],
)
def test_next(text: str) -> None:
    assert kinds(text) == [("next", "方志明")]


@pytest.mark.parametrize(
    "text",
    ["谢谢方志明教授。", "感谢方志明校长的精彩分享。", "刚才方志明处长从三个方面作了通报。", "非常感谢方志明教授"],
)
def test_previous(text: str) -> None:
    assert kinds(text) == [("previous", "方志明")]


@pytest.mark.parametrize(
    "text",
    [
        "后来方志明院长觉得要有别的办法。",
        "上周我们访问到方志明老师。",
        "我问方志明老师，他也不知道。",
        "这件事请方志明处长转交他们。",
        "原则上是请方志明老师帮忙。",
        "方志明老师说不要。",
        "感谢方志明老师，他留了位子。",
        "也谢谢方志明署长持续的努力。",
        "我是方志明老师的学生。",
    ],
)
def test_who_is_spoken_of_neither_speaks_nor_has_spoken(text: str) -> None:
    assert kinds(text) == [("mention", "方志明")]


def test_others() -> None:
    assert kinds("我是柳溪中学校长方志明。") == [("self", "方志明")]
    assert kinds("尊敬的方行长，各位领导") == [("address", "方")]
    assert kinds("方院长好，各位专家好。") == [("address", "方")]
    assert kinds("方志明先生那家公司很大") == [("mention", "方志明")]


def test_a_row_is_called_as_its_first() -> None:
    assert kinds("下面请方志明教授、乔志远教授发言。") == [("next", "方志明"), ("next", "乔志远")]


def test_whoever_works_for_a_member_is_not_the_member() -> None:
    assert kinds("我是方志明委员国会办公室的助理乔远志，请多指教。") == [("mention", "方志明"), ("self", "乔远志")]


def test_who_is_asked_to_report_to_everybody_is_called_not_thanked() -> None:
    assert kinds("下面请项目经理方志明给大家汇报方案。") == [("next", "方志明")]
    assert kinds("请方志明发言。方志明给大家的汇报很好。")[-1] == ("previous", "方志明")


def calls(text: str, *mentions: Mention) -> list[tuple[str, float]]:
    return [(c.kind, c.weight) for c in find_calls(text, mentions=mentions)]


def mention(text: str, words: str, form: str = "full") -> Mention:
    start = text.index(words)
    return Mention(span=Span(start, start + len(words)), form=form, name=words)


def test_a_latin_name_is_ones_own_only_where_it_says_so() -> None:
    assert [
        c.kind
        for c in find_calls("大家好，我叫Linda，第一次来。", mentions=find_mentions("大家好，我叫Linda，第一次来。"))
    ] == ["self"]
    place, person = "我是Orchid，很高兴。", "我叫Orchid，很高兴。"
    assert calls(place, mention(place, "Orchid", "latin"))[0][0] != "self"
    assert calls(person, mention(person, "Orchid", "latin"))[0][0] == "self"
    assert calls(place, mention(place, "Orchid"))[0][0] == "self"
    thanks = "谢谢Orchid。"
    assert calls(thanks, mention(thanks, "Orchid", "latin"))[0][0] == "previous"


def test_the_strongest_pattern_decides() -> None:
    text = "尊敬的方志明教授，您怎么看？"
    assert calls(text, mention(text, "方志明教授")) == [("address", 3.0)]
    text = "下面有请方志明教授，您怎么看？"
    assert calls(text, mention(text, "方志明教授")) == [("next", 4.0)]


def test_what_stands_in_another_sentence_says_nothing() -> None:
    text = "谢谢大家。方志明教授的书很好。"
    assert calls(text, mention(text, "方志明教授")) == [("mention", 0.0)]
    assert kinds("我们请了人。方志明教授在家。") == [("mention", "方志明")]


def test_white_space_beside_a_mention_is_nothing() -> None:
    text = "谢谢 方志明教授 的分享。"
    assert calls(text, mention(text, "方志明教授")) == calls(
        "谢谢方志明教授的分享。", mention("谢谢方志明教授的分享。", "方志明教授")
    )


def row(words: str, *names: str, form: str = "full") -> list[tuple[str, float]]:
    first, *others = names
    return calls(words, mention(words, first), *(mention(words, name, form) for name in others))


@pytest.mark.parametrize("link", ["、", "和", "，", "与", "以及", "还有"])
def test_the_next_of_a_row_is_called_a_little_less_surely(link: str) -> None:
    text = f"谢谢方志明教授{link}乔志远教授。"
    (kind, first), (second_kind, second) = row(text, "方志明教授", "乔志远教授")
    assert kind == second_kind == "previous"
    assert 0 < second < first


def test_a_row_goes_on_from_one_to_the_next() -> None:
    weights = row("谢谢方行长、乔行长、林行长。", "方行长", "乔行长", "林行长")
    assert [kind for kind, _ in weights] == ["previous"] * 3
    assert weights[0][1] > weights[1][1] > weights[2][1]


@pytest.mark.parametrize("between", ["、、、、、", "的书，", "。", ""])
def test_what_is_no_row(between: str) -> None:
    expected = "previous" if not between else "mention"
    assert row(f"谢谢方志明教授{between}乔志远教授的学生。", "方志明教授", "乔志远教授")[1][0] == expected


def test_a_title_alone_joins_no_row_and_a_mere_mention_begins_none() -> None:
    assert row("谢谢方志明教授、院长在吗", "方志明教授", "院长", form="title")[1] == ("mention", 0.0)
    assert row("书里的方志明教授、乔志远教授都很有名", "方志明教授", "乔志远教授") == [("mention", 0.0)] * 2


def test_open_calls_end_behind_the_sentence() -> None:
    text = "好，下一位。请水利局的代表先说明。还有没有哪位老师想谈谈？请大家记住。"
    assert [text[:end][-3:] for end in open_calls(text)] == ["一位。", "说明。", "谈谈？"]


def test_who_asks_for_a_medium_says_who_they_are_and_asks() -> None:
    text = "柳溪日报记者。请问今年的收成怎么样？谢谢。今年收成很好。"
    (asks,) = find_calls(text, mentions=find_mentions(text))
    assert (asks.kind, asks.mention.span.slice(text)) == ("self", "柳溪日报记者")
    assert asks.question
    assert text[: asks.question.end] == "柳溪日报记者。请问今年的收成怎么样？谢谢。"
    assert asks.weight > 4
    (spoken_of,) = find_calls(
        "昨天来了柳溪日报记者，大家很高兴。", mentions=find_mentions("昨天来了柳溪日报记者，大家很高兴。")
    )
    assert spoken_of.question is None
