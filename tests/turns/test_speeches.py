import pytest

from transcript import parse_transcript
from transcript.turns.speeches import read_out

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
