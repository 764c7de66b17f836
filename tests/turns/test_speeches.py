import pytest

from transcript import parse_transcript
from transcript.model import Evidence, Person, Speaker, Speech, Turn
from transcript.readers import read
from transcript.text import Span
from transcript.turns.speeches import LONG, LONGEST_READING, find_speeches, read_out

MEETING = """各位同仁下午好。下面请柳溪银行副行长乔志远同志通报工作情况，大家欢迎。

01:10

各位领导，大家下午好，下面我就有关情况作通报。一年来我们做了大量工作。谢谢大家。

03:20

谢谢乔行长的通报。接下来请方兰教授对方案做解读。

03:40

各位领导好，方案有三点新意。我就讲到这里，谢谢大家。

06:00

感谢方兰教授。枫林县档案局的有关负责同志因为公务未能到场，下面由我代为宣读他们的书面意见。

06:10

近年来，档案工作进步很大。下一步，我局将继续努力。

07:00

以上就是枫林县档案局的书面意见。今天的会议到此结束，谢谢大家。
"""


def test_the_act_is_the_one_announced() -> None:
    speeches = [s for s in parse_transcript(MEETING).speeches if not s.on_behalf_of]
    assert [(s.person.name, s.act) for s in speeches if s.person] == [("乔志远", "通报"), ("方兰", "解读")]


def test_a_statement_read_for_somebody_absent_has_its_own_span() -> None:
    record = parse_transcript(MEETING)
    (read,) = [s for s in record.speeches if s.on_behalf_of]
    assert read.on_behalf_of == "枫林县档案局"
    assert read.span.slice(MEETING).startswith("近年来")
    assert read.span.slice(MEETING).endswith("继续努力。")
    (turn,) = [t for t in record.turns if t.span.covers(read.span)]
    assert turn.speaker.role == "host"


@pytest.mark.parametrize(
    "text", ["我代表公司发言。", "请大家传达会议精神。", "以上是我们的意见。", "受天气影响，今天没有宣读。"]
)
def test_nothing_is_read_out_where_nobody_is_absent(text: str) -> None:
    assert read_out(text) == []


LONG_WORDS = "一年来修路种树的工作很多。" * 15


def speeches(before: str, words: str, *, role: str = "guest", called: bool = True) -> list[Speech]:
    """Those of one turn, the speaker of which *before* calls at its third character."""
    text = before + words
    call = Evidence(cue="introduction", span=Span(2, 5), weight=1.0)
    speaker = Speaker(id="S1", role=role, name="方志明", surname="方", title="局长", organization="柳溪县水利局")
    turn = Turn(span=Span(len(before), len(text)), speaker=speaker, evidence=(call,) if called else ())
    return list(find_speeches(read(text)[0], turns=[turn]))


@pytest.mark.parametrize(
    ("announced", "act"),
    [
        ("作通报", "通报"),
        ("解读方案", "解读"),
        ("讲话", "讲话"),
        ("致辞", "致辞"),
        ("致词", "致辞"),
        ("答复", "答复"),
        ("答覆", "答复"),
        ("质询", "质询"),
        ("演讲", "演讲"),
        ("汇报", "汇报"),
        ("作工作报告", "报告"),
        ("报告工作", "报告"),
        ("说明", "说明"),
        ("来说明", "说明"),
        ("点评", "点评"),
        ("给我们分享", "分享"),
        ("发表意见", "发言"),
        ("谈一谈", "发言"),
    ],
)
def test_what_is_announced_is_the_act(announced: str, act: str) -> None:
    (speech,) = speeches(
        f"有请方志明{announced}。" if announced != "说明" else "有请乔志远请他说明。", "大家好，我讲两点。"
    )
    assert speech.act == act
    assert speech.on_behalf_of is None


def test_the_person_is_the_one_who_speaks() -> None:
    (speech,) = speeches("有请方志明发言。", "大家好，我讲两点。")
    assert speech.person == Person(name="方志明", surname="方", title="局长", organization="柳溪县水利局")
    assert (speech.span.start, speech.span.end) == (8, 17)


def test_the_words_next_to_the_turn_announce_it() -> None:
    far = "有请方志明通报。" + "水库修好了，水渠也修好了。" * 14
    assert [s.act for s in speeches(far, "大家好，我讲两点。")] == ["发言"]
    assert [s.act for s in speeches(far[-150:], "大家好，我讲两点。")] == ["发言"]
    assert [s.act for s in speeches("有请方志明。" + far[:120], "大家好。")] == ["通报"]


def test_who_begins_to_report_reports_though_nobody_said_so() -> None:
    assert [s.act for s in speeches("有请方志明。", "各位好，下面我就水利工作向大家作个汇报。")] == ["汇报"]
    assert [s.act for s in speeches("好的。", "各位好，我来作说明。" + LONG_WORDS, called=False)] == ["说明"]
    assert [s.act for s in speeches("好的。", "各位好。" + LONG_WORDS, called=False)] == ["发言"]
    assert [s.act for s in speeches("好的。", LONG_WORDS[:60] + "下面我作通报。" + LONG_WORDS, called=False)] == [
        "发言"
    ]
    assert [s.act for s in speeches("有请方志明。", "听了通报，我很高兴。")] == ["发言"]
    assert [s.act for s in speeches("有请方志明发言。", "各位好，我来作说明。")] == ["发言"]


def test_a_few_words_that_nobody_called_for_are_no_speech_nor_are_the_hosts() -> None:
    assert speeches("好的。", "大家好，我讲两点。", called=False) == []
    assert speeches("好的。", LONG_WORDS[: LONG - 1], called=False) == []
    assert len(speeches("好的。", LONG_WORDS[:LONG], called=False)) == 1
    assert speeches("有请方志明发言。", "大家好，我讲两点。" + LONG_WORDS, role="host") == []


READ_OUT = [
    ("由我代为宣读他们的意见。近年来进步很大。以上就是枫林县档案局的书面意见。", "宣读", "近年来进步很大。"),
    ("受枫林县档案局委托，我宣读一封贺信。近年来进步很大。以上就是枫林县档案局的贺信。", "宣读", "近年来进步很大。"),
    ("受枫林县档案局的委托，在此转达问候。近年来进步很大。", "转达", "近年来进步很大。"),
    ("让我替他们致词，谢谢。近年来进步很大。以上便是枫林县档案局提出的要求。", "致辞", "近年来进步很大。"),
    ("枫林县档案局因故未能到场，由我代为宣读书面意见。近年来进步很大。", "宣读", "近年来进步很大。"),
    ("各位领导，枫林县档案局的有关负责同志无法出席，我来代为宣读。进步很大。", "宣读", "进步很大。"),
]


@pytest.mark.parametrize(("words", "act", "said"), READ_OUT)
def test_what_is_read_for_somebody_absent(words: str, act: str, said: str) -> None:
    text = "好的。" + words
    (speech,) = speeches("好的。", words, role="host")
    assert (speech.act, speech.on_behalf_of) == (act, "枫林县档案局")
    assert speech.span.slice(text) == said
    assert speech.person
    assert speech.person.name == "方志明"


def test_what_is_read_for_nobody_that_is_named_is_ones_own() -> None:
    assert speeches("好的。", "由我代为宣读书面意见。近年来进步很大。", role="host") == []
    assert speeches("好的。", "他们未能到场，由我代为宣读意见。近年来进步很大。", role="host") == []


def test_one_may_read_for_several() -> None:
    first = "由我代为致辞。第一家很好。以上就是枫林县档案局的意见。"
    text = first + "由我代为转达问候。第二家也好。以上就是柳溪县水利局的意见。"
    found = speeches("好的。", text, role="host")
    assert [(s.act, s.on_behalf_of) for s in found] == [("致辞", "枫林县档案局"), ("转达", "柳溪县水利局")]
    assert [span.slice(text) for span in read_out(text)] == ["第一家很好。", "第二家也好。"]


def test_a_statement_ends_within_its_turn_and_its_length() -> None:
    opening, closing = "由我代为宣读意见。", "以上就是枫林县档案局的意见。"
    assert read_out(opening + "很好。" * LONGEST_READING + closing) == []
    assert read_out("谢谢。" + opening + closing) == [Span(12, 12)]


def test_the_absent_are_written_as_the_source_writes_them() -> None:
    (speech,) = speeches("好的。", "由我代為宣讀意見。進步很大。以上就是楓林縣檔案局的意見。", role="host")
    assert speech.on_behalf_of == "楓林縣檔案局"
