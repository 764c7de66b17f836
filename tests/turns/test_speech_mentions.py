import pytest

from transcript import Lexicon, parse_transcript
from transcript.model import Edit
from transcript.people import Mention, find_mentions
from transcript.readers import read
from transcript.text import Span
from transcript.turns.speech_mentions import in_stream, speech_mentions, with_known_names
from transcript.turns.stream import stream_of

MEETING = """各位同仁下午好。下面请柳溪银行副行长乔致远同志通报工作情况，大家欢迎。

01:10

各位领导，大家下午好，下面我就有关情况作通报。一年来我们做了大量工作。谢谢大家。

03:20

谢谢乔行长的通报。今天的会议到此结束，谢谢大家。
"""


def test_a_name_of_the_lexicon_outranks_what_was_heard() -> None:
    lexicon = Lexicon.from_records([{"term": "乔志远", "type": "person"}])
    heard = parse_transcript(MEETING)
    known = parse_transcript(MEETING, lexicon=lexicon)
    assert [s.name for s in heard.speakers] == [None, "乔致远"]
    assert [s.name for s in known.speakers] == [None, "乔志远"]
    assert [v.text for v in known.speakers[1].variants] == ["副行长乔致远同志", "乔行长"]


def test_a_lexicon_of_other_people_changes_no_speaker() -> None:
    lexicon = Lexicon.from_records([{"term": "方兰", "type": "person"}, {"term": "温蕊", "type": "person"}])
    assert parse_transcript(MEETING, lexicon=lexicon).speakers == parse_transcript(MEETING).speakers


def name_edit(before: str, after: str, *, at: int, entry: str | None = None, **told: object) -> Edit:
    return Edit(
        **{"span": Span(at, at + len(before)), "before": before, "after": after, "kind": "name", "entry": entry, **told}
    )


def known(text: str, *edits: Edit) -> list[tuple[str, str, str | None, str | None, str | None]]:
    stream = stream_of(read(text)[0])
    found = with_known_names(find_mentions(stream.text), names=edits, stream=stream)
    return [(m.span.slice(stream.text), m.form, m.name, m.surname, m.known_as) for m in found]


def test_a_mention_under_an_edit_is_the_entrys() -> None:
    edit = name_edit("方致明", "方志明", at=1)
    assert known("请方致明教授发言。", edit) == [("方致明教授", "full", "方志明", "方", "方志明")]


def test_an_edit_where_nobody_was_heard_names_somebody() -> None:
    found = known("我们听房之名讲。谢谢乔志远教授。", name_edit("房之名", "方志明", at=3))
    assert found == [("房之名", "full", "方志明", "方", "方志明"), ("乔志远教授", "full", "乔志远", "乔", None)]
    (new, _) = with_known_names(
        find_mentions("我们听房之名讲。谢谢乔志远教授。"),
        names=[name_edit("房之名", "方志明", at=3)],
        stream=stream_of(read("我们听房之名讲。谢谢乔志远教授。")[0]),
    )
    assert new.pieces == (Span(3, 6),)


def test_the_entry_says_more_than_what_is_written() -> None:
    (found,) = known("请方致明教授发言。", name_edit("方致明", "志明", at=1, entry="方誌銘"))
    assert found[2:] == ("方志铭", "方", "方誌銘")


@pytest.mark.parametrize(
    "edit",
    [
        name_edit("方致明", "方志明", at=1, applied=False),
        name_edit("方致明", "方志明", at=1, kind="term"),
        name_edit("方致明", "志明", at=1),
        name_edit("方致明", "方", at=1),
        name_edit("方致明", "欧阳", at=1),
    ],
)
def test_what_gives_no_whole_name_changes_nothing(edit: Edit) -> None:
    assert known("请方致明教授发言。", edit) == [("方致明教授", "full", "方致明", "方", None)]


def test_a_name_of_two_characters_is_whole() -> None:
    assert known("请方致教授发言。", name_edit("方致", "方智", at=1))[0][2] == "方智"


def test_an_edit_beside_a_mention_is_not_its_name() -> None:
    text = "请方致明教授发言。我们听房之名讲。"
    found = known(text, name_edit("房之名", "林佳", at=text.index("房")))
    assert [(words, name) for words, _, name, _, _ in found] == [("方致明教授", "方致明"), ("房之名", "林佳")]


def test_a_surname_with_a_title_becomes_a_full_name_and_a_foreign_name_stays_one() -> None:
    stream = stream_of(read("请方行长发言。")[0])
    for form, expected in (("surname", "full"), ("latin", "latin"), ("foreign", "foreign")):
        heard = Mention(span=Span(1, 4), form=form, surname="方", title="行长")
        (found,) = with_known_names([heard], names=[name_edit("方", "方志明", at=1)], stream=stream)
        assert (found.form, found.name, found.title) == (expected, "方志明", "行长")


def test_offsets_are_those_of_the_source() -> None:
    text = "00:10\n大家好。\n\n00:20\n请方致明教授发言。\n"
    assert known(text, name_edit("方致明", "方志明", at=text.index("方")))[0][2] == "方志明"


BROKEN = "柳溪市座谈会\n\n00:00\n下面请柳溪银行的方志\n\n00:20\n明同志发言。谢谢乔志远教授。\n"


def test_a_name_reaches_across_a_break_and_stands_where_the_source_has_it() -> None:
    source, _ = read(BROKEN)
    first, second = speech_mentions(source)
    assert first.name == "方志明"
    assert (source.text[first.pieces[0].start], source.text[first.pieces[0].end - 1]) == ("方", "明")
    assert second.span.slice(source.text) == "乔志远教授"


def test_what_was_moved_into_the_stream_stands_there() -> None:
    source, _ = read(BROKEN)
    stream = stream_of(source)
    mentions = in_stream(speech_mentions(source), stream=stream)
    assert [m.pieces[0].slice(stream.text) for m in mentions] == ["方志明", "乔志远"]
    assert [m.organization for m in mentions] == ["柳溪银行", None]


def test_where_no_full_stops_are_written_nothing_is_out_of_place() -> None:
    source, _ = read("各位好\n请方志明发言\n" + "我们一起来看看这件事应该怎么办才好\n" * 20 + "谢谢方志明\n")
    assert [m.span.slice(source.text) for m in speech_mentions(source)] == ["方志明", "方志明"]
