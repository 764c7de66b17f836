import pytest

from transcript import MeetingRecord, Point, Problem, Section, Segment, SourceText, Span, Speaker, Turn
from transcript.errors import display_width
from transcript.writers.record_tables import cut, write_table

TEXT = "好，开会。\n谢谢主持人，我讲三点意见，第一点是春耕。"


def record(**changes):
    host = Speaker(id="S1", role="host")
    guest = Speaker(id="S2", name="江一帆", title="局长", organization="县农业局", role="guest")
    turns = (
        Turn(span=Span(0, 5), speaker=host, start_ms=10_000, raw=TEXT[:5], text=TEXT[:5]),
        Turn(span=Span(6, len(TEXT)), speaker=guest, start_ms=6_662_000, raw=TEXT[6:], text=TEXT[6:]),
    )
    segments = (Segment(span=Span(0, 5)), Segment(span=Span(6, len(TEXT))))
    source = SourceText(text=TEXT, segments=segments)
    return MeetingRecord(source=source, turns=changes.pop("turns", turns), **changes)


def test_columns_are_aligned_by_cells():
    lines = write_table(record(), width=60).splitlines()
    assert lines == [
        "   时间  发言人  职务与单位     字数  开头",
        "  00:10  主持人                    5  好，开会。",
        "1:51:02  江一帆  局长 县农业局    20  谢谢主持人，我讲三点…",
    ]
    assert max(map(display_width, lines)) <= 60


def test_a_report_has_a_row_for_each_section_and_what_is_between():
    section = Section(span=Span(6, 11), heading="谢谢", points=(Point(span=Span(6, 8), depth=1),))
    lines = write_table(record(kind="report", turns=(), sections=(section,)), width=60).splitlines()
    assert lines == [
        "部分  要点  字数  开头",
        "               5  好，开会。",
        "谢谢     1     5  谢谢主持人",
        "              15  ，我讲三点意见，第一点是春耕。",
    ]


def test_a_record_of_nothing_has_headings_only():
    assert write_table(MeetingRecord(source=SourceText(text=""))).startswith("时间  发言人")


def test_problems_are_shown_by_line():
    table = write_table(record(problems=(Problem(kind="stamp", message="怪", span=Span(8, 9)),)))
    assert table.endswith("存疑 1 处：\n  第 2 行：怪\n")


def test_nothing_moves_the_cursor():
    turn = Turn(span=Span(0, 2), speaker=Speaker(id="S1"), raw="\x1b[31m\r\nx\ud800", text="\x1b[31m\r\nx\ud800")
    table = write_table(record(turns=(turn,)))
    assert not set("\x1b\r\ud800") & set(table)


@pytest.mark.parametrize(
    ("width", "shown"), [(14, "各位领导下午好"), (13, "各位领导下午…"), (9, "各位领导…"), (1, "…")]
)
def test_cut_counts_cells(width, shown):
    assert cut("各位领导下午好", width=width) == shown
