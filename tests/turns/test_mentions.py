from transcript.readers import read
from transcript.turns.flow import flow_of
from transcript.turns.mentions import in_stream, speech_mentions

BROKEN = "柳溪市座谈会\n\n00:00\n下面请柳溪银行的方志\n\n00:20\n明同志发言。谢谢乔志远教授。\n"


def test_a_name_reaches_across_a_break_and_stands_where_the_source_has_it() -> None:
    source, _ = read(BROKEN)
    first, second = speech_mentions(source)
    assert first.name == "方志明"
    assert (source.text[first.pieces[0].start], source.text[first.pieces[0].end - 1]) == ("方", "明")
    assert second.span.slice(source.text) == "乔志远教授"


def test_what_was_moved_into_the_stream_stands_there() -> None:
    source, _ = read(BROKEN)
    flow = flow_of(source)
    mentions = in_stream(speech_mentions(source), flow=flow)
    assert [m.pieces[0].slice(flow.text) for m in mentions] == ["方志明", "乔志远"]
    assert [m.organization for m in mentions] == ["柳溪银行", None]


def test_where_no_full_stops_are_written_nothing_is_out_of_place() -> None:
    source, _ = read("各位好\n请方志明发言\n" + "我们一起来看看这件事应该怎么办才好\n" * 20 + "谢谢方志明\n")
    assert [m.span.slice(source.text) for m in speech_mentions(source)] == ["方志明", "方志明"]
