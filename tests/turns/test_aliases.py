import attrs
import pytest
import regex

from transcript import parse_transcript
from transcript.people import Mention, find_mentions
from transcript.text import Span
from transcript.turns.aliases import with_aliases
from transcript.turns.calls import find_calls
from transcript.turns.cast import Member

MEETING = """下面请枫林县水利厅二级巡视员乔木兰同志发言。

01:00

尊敬的各位领导，大家好。我讲两点。谢谢大家。

02:00

接下来请枫林县教育局副局长方家和同志发言。

02:10

尊敬的各位领导，大家好。我也讲两点。谢谢大家。

03:00

感谢方副局长。刚才枫林县水利厅乔巡，枫林县教育局方局，都讲得很好。也感谢嘉禾副局长。会议到此结束。
"""


def test_rolls_and_misheard_given_names_lead_to_the_person() -> None:
    record = parse_transcript(MEETING)
    called = {s.name: [v.text for v in s.variants] for s in record.speakers if s.name}
    assert called["乔木兰"] == ["二级巡视员乔木兰同志", "乔巡"]
    assert called["方家和"] == ["副局长方家和同志", "方副局长", "方局", "嘉禾副局长"]
    assert all(v.span.slice(MEETING) == v.text for s in record.speakers for v in s.variants)


FANG = Member(number=1, name="方家和", surname="方", title="副局长", organization="枫林县档案管理局办公室")
QIAO = Member(number=2, name="乔佳和", surname="乔", title="局长", organization="枫林县水利厅")


def heard(text: str, *cast: Member) -> dict[int, list[str]]:
    members = with_aliases(text, cast=cast or (FANG,), mentions=find_mentions(text))
    return {m.number: [c.mention.span.slice(text) for c in m.calls] for m in members if m.calls}


def test_a_misheard_given_name_before_the_title() -> None:
    text = "我们感谢嘉禾副局长。"
    (member,) = with_aliases(text, cast=[FANG], mentions=find_mentions(text))
    (call,) = member.calls
    assert (call.kind, call.mention.form, call.mention.name, call.mention.title) == (
        "previous",
        "given",
        "嘉禾",
        "副局长",
    )
    assert [piece.slice(text) for piece in call.mention.pieces] == ["嘉禾"]
    assert heard("嘉禾副局长，您好。") == {1: ["嘉禾副局长"]}


@pytest.mark.parametrize(
    "text", ["感谢嘉禾校长。", "感谢AB副局长。", "禾副局长说。", "副局长说。", "感谢明天副局长。", "感谢木兰副局长。"]
)
def test_who_is_called_otherwise_is_somebody_else(text: str) -> None:
    assert heard(text) == {}


def test_what_may_mean_two_means_neither() -> None:
    assert heard("感谢嘉禾副局长。", FANG, QIAO) == {}
    assert heard("感谢嘉禾副局长。", FANG, attrs.evolve(QIAO, title="校长")) == {1: ["嘉禾副局长"]}
    assert heard("感谢嘉禾副局长。", attrs.evolve(FANG, title=None)) == {}


@pytest.mark.parametrize("place", ["枫林县档案管理局办公室", "枫林县档案管理局", "档案管理局", "档案管理局办公室"])
@pytest.mark.parametrize("who", ["房局、", "方菊、", "的方局都", "方局还有"])
def test_a_roll_of_organizations_each_with_who_came(place: str, who: str) -> None:
    assert heard(f"{place}{who}来了。") == {1: [regex.search("[方房].", who)[0]]}


@pytest.mark.parametrize("rest", ["林菊，", "方局长好", "来了方局，", "局方，", "方"])
def test_what_is_no_place_in_a_roll(rest: str) -> None:
    assert heard("枫林县档案管理局" + rest) == {}


def test_a_place_in_a_roll_tells_surname_and_short_title() -> None:
    text = "枫林县档案管理局方局和枫林县水利厅乔局都来了。"
    members = with_aliases(text, cast=[FANG, QIAO], mentions=find_mentions(text))
    mentions = [m.calls[0].mention for m in members]
    assert [(m.form, m.title, m.pieces[0].slice(text), len(m.pieces)) for m in mentions] == [
        ("surname", "局", "方", 1),
        ("surname", "局", "乔", 1),
    ]


def test_only_a_title_with_a_short_form_stands_in_a_roll() -> None:
    assert heard("枫林县水利厅乔局，来了。", attrs.evolve(QIAO, title="教授")) == {}
    assert heard("枫林县水利厅乔局，来了。", attrs.evolve(QIAO, surname=None)) == {}


def spoken(text: str, words: str, form: str) -> Mention:
    start = text.index(words)
    return Mention(span=Span(start, start + len(words)), form=form, name=words, title="副局长")


def test_what_names_somebody_already_is_no_alias() -> None:
    text = "感谢嘉禾副局长。"
    title, named = spoken(text, "副局长", "title"), spoken(text, "嘉禾副局长", "given")
    for mentions, count in (([title], 1), ([named, title], 0), ([title, named], 0)):
        (member,) = with_aliases(text, cast=[FANG], mentions=mentions)
        assert len(member.calls) == count


def test_further_calls_stand_in_order_with_the_others() -> None:
    text = "感谢嘉禾副局长。请副局长方家和发言。"
    calls = find_calls(text, mentions=[spoken(text, "副局长方家和", "full")])
    (member,) = with_aliases(text, cast=[attrs.evolve(FANG, calls=calls)], mentions=[spoken(text, "副局长", "title")])
    assert [c.mention.span.slice(text) for c in member.calls] == ["嘉禾副局长", "副局长方家和"]
