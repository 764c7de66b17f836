import attrs
import pytest

from transcript.model import Speaker, Turn, Variant
from transcript.people import Mention, find_mentions
from transcript.people.roster import build_roster
from transcript.readers import read
from transcript.text import Span
from transcript.turns.attribution import find_turns
from transcript.turns.cast import Call, Member, build_cast
from transcript.turns.decoder import Stretch
from transcript.turns.mention_roles import read_roles
from transcript.turns.naming import NEXT_REACH, call_evidence, name_speakers, with_acknowledged
from transcript.turns.speaker_scores import HOST
from transcript.turns.stream import stream_of

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


def members(text: str, *, host: str | None = None) -> tuple[Member, ...]:
    """The cast that the text tells of, the host with a name if one is given."""
    mentions = find_mentions(text)
    roster = build_roster(text, mentions=mentions)
    number = next((p.number for p in roster.people if host and p.name == host), None)
    roles = read_roles(text, mentions=mentions)
    return build_cast(text, roster=roster, mentions=mentions, roles=roles, host=number).members


ROOM = "下面请柳溪大学的方兰教授发言。大家好。谢谢方教授，请乔处长发言。好的。谢谢方兰老师。"


def named(*states: int, text: str = ROOM, host: str | None = None, **told: object) -> tuple[Speaker, ...]:
    source, _ = read(text)
    stream = stream_of(source)
    cast = members(stream.text, host=host)
    stretches = [Stretch(first=row, last=row + 1, state=state) for row, state in enumerate(states)]
    return name_speakers(cast, stretches=stretches, source=source, stream=stream, **told)


def test_a_member_is_one_speaker_everywhere_and_somebody_unknown_a_new_one_each_time() -> None:
    found = named(HOST, 1, HOST, 3, 2, 3, 1)
    assert [s.id for s in found] == ["S1", "S2", "S1", "S3", "S4", "S5", "S2"]
    assert [s.name for s in found] == [None, "方兰", None, None, None, None, "方兰"]
    assert [s.role for s in found] == ["host", "guest", "host", "guest", "guest", "guest", "guest"]


def test_whoever_is_called_by_surname_and_title_has_these_alone() -> None:
    _, member, other = named(HOST, 1, 2)
    assert (member.surname, member.title, member.organization) == ("方", "教授", "柳溪大学")
    assert (other.name, other.surname, other.title, other.organization) == (None, "乔", "处长", None)
    assert [v.text for v in member.variants] == ["方兰教授", "方教授", "方兰老师"]
    assert [v.span.slice(ROOM) for v in member.variants] == ["方兰教授", "方教授", "方兰老师"]


def test_under_labels_somebody_unknown_is_one_person_a_label() -> None:
    found = named(HOST, 1, 3, 4, 3, 1, labels=["0", "1", "2", None, "2", "5"])
    assert [s.label for s in found] == ["0", "1、5", "2", None, "2", "1、5"]
    assert found[2] == found[4] != found[3]
    assert [s.role for s in found] == ["host", "guest", "guest", "unknown", "guest", "guest"]


def test_an_account_names_whom_nobody_names_and_nobody_else() -> None:
    found = named(HOST, 1, 3, labels=["发言人1", "林书楠", "陳一凡-柳溪銀行"])
    assert [s.name for s in found] == [None, "方兰", "陳一凡"]
    assert [s.label for s in found] == ["发言人1", "林书楠", "陳一凡-柳溪銀行"]


def test_to_host_is_no_title() -> None:
    (host,) = named(HOST, text="大家好，我是今天的主持人方兰。请乔处长发言。", host="方兰")
    assert (host.name, host.title, host.role) == ("方兰", None, "host")


def test_a_name_is_written_as_the_lexicon_has_it() -> None:
    source, _ = read("请房蓝教授发言。大家好。")
    stream = stream_of(source)
    mention = Mention(
        span=Span(1, 5), form="full", name="方兰", surname="方", title="教授", pieces=(Span(1, 3),), known_as="方蘭"
    )
    member = Member(
        number=1, name="方兰", surname="方", title="教授", calls=(Call(mention=mention, kind="next", weight=3.0),)
    )
    stretch = Stretch(first=0, last=1, state=1)
    (found,) = name_speakers([Member(number=HOST), member], stretches=[stretch], source=source, stream=stream)
    assert (found.name, found.surname, found.title) == ("方蘭", "方", "教授")
    assert [v.text for v in found.variants] == ["房蓝教授"]


def evidence(
    text: str, mentioned: str, kind: str, *, first: int, before: int = HOST, state: int = 1
) -> list[tuple[str, str]]:
    """What shows who begins at the first | of *text*; member *first* is the one mentioned, in a call of that kind."""
    at = text.index("|")
    text = text.replace("|", "")
    stream = stream_of(read(text)[0])
    start = text.index(mentioned)
    mention = Mention(span=Span(start, start + len(mentioned)), form="full", name=mentioned)
    calls = (Call(mention=mention, kind=kind, weight=3.0),)
    cast = [Member(number=HOST), *(Member(number=n, calls=calls if n == first else ()) for n in (1, 2))]
    rows = [Stretch(first=row, last=row + 1, state=s) for row, s in enumerate((before, state))]
    shown = call_evidence(cast, rows[1], before=rows[0], positions=[0, at], stream=stream)
    return [(e.cue, e.span.slice(text)) for e in shown]


def test_the_call_before_and_the_thanks_behind_show_who_speaks() -> None:
    assert evidence("下面请方教授发言。|大家好。", "方教授", "next", first=1) == [("introduction", "方教授")]
    assert evidence("好。|我是方志明，来自柳溪。", "方志明", "self", first=1) == [("self-introduction", "方志明")]
    thanks = "我讲完了。|谢谢方教授的发言。"
    assert evidence(thanks, "方教授", "previous", first=1, before=1, state=HOST) == [("thanks", "方教授")]
    assert evidence(thanks, "方教授", "previous", first=2, before=1, state=2) == []


def test_a_call_or_thanks_far_off_show_nothing() -> None:
    filler = "水库修好了。" * 60
    assert evidence(f"下面请方教授发言。{filler}|大家好。", "方教授", "next", first=1) == []
    assert evidence(f"好。|{filler}我是方志明，来自柳溪。", "方志明", "self", first=1) == []
    assert evidence(f"好。|{filler}谢谢方教授的发言。", "方教授", "previous", first=1, before=1, state=HOST) == []
    assert evidence("谢谢方教授的发言。|好。", "方教授", "previous", first=1, before=1, state=HOST) == []
    assert evidence("好。|大家好，下面请方教授发言。", "方教授", "next", first=1) == []


def test_a_call_just_within_reach_counts() -> None:
    text = "下面请方教授。" + "水" * (NEXT_REACH - 1)
    assert evidence(text + "|大家好。", "方教授", "next", first=1) == [("introduction", "方教授")]
    assert evidence(text + "水|大家好。", "方教授", "next", first=1) == []


def test_words_that_a_mention_says_twice_are_taken_once() -> None:
    text = "请青石大学青石学院院长方兰院长发言。大家好。"
    source, _ = read(text)
    stream = stream_of(source)
    mention = Mention(
        span=Span(1, 15),
        form="full",
        name="方兰",
        surname="方",
        title="院长",
        organization="青石",
        pieces=(Span(11, 13),),
    )
    member = Member(
        number=1,
        name="方兰",
        surname="方",
        title="院长",
        organization="青石",
        calls=(Call(mention=mention, kind="next", weight=3.0),),
    )
    stretch = Stretch(first=0, last=1, state=1)
    (found,) = name_speakers([Member(number=HOST), member], stretches=[stretch], source=source, stream=stream)
    assert (found.title, found.organization) == ("院长", "青石")
    assert [v.text for v in found.variants] == ["大学青石学院院长方兰院长"]


def test_an_organization_is_no_part_of_what_somebody_is_called() -> None:
    text = "请柳溪大学的方兰教授发言。大家好。"
    source, _ = read(text)
    mention = Mention(
        span=Span(1, 10),
        form="full",
        name="方兰",
        surname="方",
        title="教授",
        organization="柳溪大学",
        pieces=(Span(6, 8),),
    )
    call = Call(mention=mention, kind="next", weight=3.0)
    member = Member(number=1, name="方兰", surname="方", title="教授", organization="柳溪大学", calls=(call,))
    stretch = Stretch(first=0, last=1, state=1)
    (found,) = name_speakers(
        [Member(number=HOST), member], stretches=[stretch], source=source, stream=stream_of(source)
    )
    assert (found.organization, found.surname, found.name) == ("柳溪大学", "方", "方兰")
    assert [(v.text, v.span.start) for v in found.variants] == [("方兰教授", 6)]


def test_an_organization_behind_a_name_leaves_the_name() -> None:
    text = "请方兰，柳溪大学的。大家好。"
    source, _ = read(text)
    mention = Mention(
        span=Span(1, 8), form="full", name="方兰", surname="方", organization="柳溪大学", pieces=(Span(1, 3),)
    )
    call = Call(mention=mention, kind="next", weight=3.0)
    member = Member(number=1, name="方兰", surname="方", organization="柳溪大学", calls=(call,))
    stretch = Stretch(first=0, last=1, state=1)
    (found,) = name_speakers(
        [Member(number=HOST), member], stretches=[stretch], source=source, stream=stream_of(source)
    )
    assert [v.text for v in found.variants] == ["方兰，柳溪大学"]


def acknowledged(thanks: str, *, owner: Speaker | None = None) -> list[Speaker]:
    """Speakers after a report by 处长方媛, and *thanks* of the host, which may be among the mentions of another speaker."""
    report = "我来通报情况。"
    source, _ = read(report + thanks)
    mentions = find_mentions(source.folded)
    if owner:
        owner = attrs.evolve(owner, variants=tuple(Variant(text="", span=m.span) for m in mentions))
    reporter = Speaker(id="S1", name="方媛", surname="方", title="处长")
    turns = [
        Turn(span=Span(0, len(report)), speaker=reporter),
        Turn(span=Span(len(report), len(report + thanks)), speaker=owner or Speaker(id="S2", role="host")),
    ]
    return [turn.speaker for turn in with_acknowledged(turns, source=source, mentions=mentions)]


@pytest.mark.parametrize("thanks", ["刚才元处长通报了情况。", "谢谢方处长的通报。"])
def test_an_acknowledgement_that_sounds_like_the_last_speaker_is_a_mention_of_them(thanks: str) -> None:
    assert [v.text for v in acknowledged(thanks)[0].variants] == [thanks[2:5]]


@pytest.mark.parametrize("thanks", ["刚才梁处长通报了情况。", "刚才元局长通报了情况。", "下面请元处长通报情况。"])
def test_another_sound_or_title_or_no_acknowledgement_is_none(thanks: str) -> None:
    assert acknowledged(thanks)[0].variants == ()


def test_an_acknowledgement_of_another_speaker_stays_theirs_unless_the_surname_is_the_same() -> None:
    thanks = "刚才方处长通报了情况。"
    thanked, kin = acknowledged(thanks, owner=Speaker(id="S2", name="方志明", surname="方", title="处长"))
    assert (len(thanked.variants), len(kin.variants)) == (1, 0)
    thanked, other = acknowledged(thanks, owner=Speaker(id="S2", name="梁志明", surname="梁", title="处长"))
    assert (len(thanked.variants), len(other.variants)) == (0, 1)
