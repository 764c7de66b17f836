from transcript import parse_transcript
from transcript.facts.sections import parts_of
from transcript.text import Segment, SourceText, Span


def headings_of(text: str, *speakers: str) -> list[str | None]:
    source = SourceText(text=text, segments=(Segment(span=Span(0, len(text))),))
    return [heading for _, heading in parts_of(source, speakers=speakers)]


def test_a_report_turns_to_its_next_part_with_who_says_what():
    assert headings_of("今天开会。会议认为，成绩不小。会议还强调，要再努力。") == [None, "会议认为", "会议还强调"]


def test_what_is_said_in_passing_opens_no_part():
    assert headings_of("会议认为这事要办。大家说会议强调得对。") == [None]


def test_those_who_spoke_open_parts_too():
    assert headings_of("今天开会。方志明指出，成绩不小。何一鸣指出，还有差距。", "方志明") == [None, "方志明指出"]


def test_the_sections_of_a_speech_are_its_first_level():
    text = "同志们：\n我讲两点意见。\n一、抓好春灌。\n一是修渠。二是引水。\n二、抓好防汛。\n一是备袋。二是巡查。"
    assert [(s.heading, len(s.points)) for s in parse_transcript(text).sections] == [
        ("一、抓好春灌", 2),
        ("二、抓好防汛", 2),
    ]
