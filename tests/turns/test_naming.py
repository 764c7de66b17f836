from transcript.people import find_mentions
from transcript.readers import read
from transcript.turns import find_turns
from transcript.turns.calls import find_calls
from transcript.turns.cast import HOST, find_cast
from transcript.turns.decoder import Stretch
from transcript.turns.flow import flow_of
from transcript.turns.naming import call_evidence
from transcript.values import Speaker

MEETING = """柳溪银行工作推进会

各位同仁下午好，今天召开工作推进会。下面请柳溪银行枫林分行副行长{name}同志作通报，大家欢迎。

01:10

尊敬的各位领导，大家下午好，下面我就有关情况作通报。一年来我们做了大量工作。以上是我的通报，谢谢大家。

03:20

谢谢{surname}行长的通报。接下来有请柳溪大学{other}教授发言。

03:40

各位领导好，我谈两点想法。第一要稳。第二要快。我就讲到这里，谢谢大家。

06:00

感谢{other}教授的精彩发言。今天的会议到此结束。
"""


def speakers(text: str) -> list[Speaker]:
    source, _ = read(text)
    return [turn.speaker for turn in find_turns(source)]


def meeting(name: str = "乔志远", other: str = "方兰") -> str:
    return MEETING.format(name=name, surname=name[0], other=other)


def test_speakers_carry_name_title_and_organisation_as_introduced() -> None:
    host, first, again, second, last = speakers(meeting())
    assert (first.name, first.title, first.organization) == ("乔志远", "副行长", "柳溪银行枫林分行")
    assert (second.name, second.title, second.organization) == ("方兰", "教授", "柳溪大学")
    assert host == again == last
    assert (host.name, host.role) == (None, "host")


def test_renaming_a_person_everywhere_renames_the_record() -> None:
    for name, other in (("欧阳雪峰", "温蕊"), ("龚晓楠", "卓颖"), ("蒋媛", "覃启航")):
        text = meeting(name=name, other=other).replace(
            f"{name[0]}行长", f"{name[:2] if name[0] == '欧' else name[0]}行长"
        )
        assert [s.name for s in speakers(text)] == [None, name, None, other, None]


def test_variants_stand_where_they_say() -> None:
    text = meeting()
    for speaker in speakers(text):
        assert all(variant.span.slice(text) == variant.text for variant in speaker.variants)
    assert [v.text for v in speakers(text)[1].variants] == ["副行长乔志远同志", "乔行长"]


def test_names_keep_the_script_of_the_source() -> None:
    text = (
        "主席：請劉委員憶如質詢。".removeprefix("主席：")
        + "\n\n謝謝主席，各位委員大家好。我有幾個問題要請教。謝謝。\n\n謝謝劉委員。會議到此結束。"
    )
    assert "劉憶如" in [s.name for s in speakers(text)]


def test_the_evidence_for_an_answer_is_where_the_host_names_whom_they_ask() -> None:
    word = (
        "下面请方兰教授发言。",
        "先修路再种树。" * 60,
        "方教授，我听说这两年情况好多了，您是怎么做的呢？",
        "我们也种树。",
    )
    source, _ = read("".join(word))
    flow = flow_of(source)
    positions = [sum(map(len, word[:row])) for row in range(4)]
    cast = find_cast(flow.text, calls=find_calls(flow.text, mentions=find_mentions(flow.text)))
    host, guest = (Stretch(first=row, last=row + 1, state=state) for row, state in ((2, HOST), (3, 1)))
    (asked,) = call_evidence(cast, guest, before=host, positions=positions, flow=flow)
    assert (asked.cue, asked.span.slice(source.text)) == ("asked", "方教授")
    assert not call_evidence(cast, host, before=guest, positions=positions, flow=flow)
