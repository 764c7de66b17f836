import hashlib

import pytest

from transcript import text as texts
from transcript.text import Moment, Segment, SourceText, Span, fold, passage_of


def test_a_span_does_not_end_before_it_starts():
    with pytest.raises(ValueError, match="must not end"):
        Span(3, 2)


def test_segments_must_be_in_order():
    with pytest.raises(ValueError, match="in order"):
        SourceText(text="一二三四", segments=(Segment(span=Span(2, 4)), Segment(span=Span(0, 2))))


def test_fold_keeps_every_offset():
    text = "請「陳委員」發言 ok \ud800"
    assert len(fold(text)) == len(text)
    assert fold(text).startswith("请「陈委员」发言")


def test_a_fresh_table_folds_han_one_by_one_and_leaves_all_else():
    fresh = texts._Folding()
    assert "歡迎，ok é Ω 體".translate(fresh) == "欢迎，ok é Ω 体"
    assert "歡迎".translate(fresh) == "欢迎"
    assert set(fresh.values()) == {*"欢迎，ok éΩ体余"}


def test_forms_of_hong_kong_and_doubles_of_simplified_characters_fold_too():
    assert fold("衞生處的枱、不遺馀力") == "卫生处的台、不遗余力"


def test_what_folds_into_more_than_one_character_stays(monkeypatch):
    fresh = texts._Folding()
    monkeypatch.setattr(fresh, "_simplify", {"體": "体体", "歡": "欢"}.get)
    assert "體歡".translate(fresh) == "體欢"


def test_a_source_shows_short_texts_whole_and_long_ones_by_their_beginning():
    assert repr(SourceText(text="一" * 40)).startswith(f"SourceText(text='{'一' * 40}',")
    assert repr(SourceText(text="一" * 41)).startswith(f"SourceText(text='{'一' * 40}'… (41 characters),")


def timed(text: str, *moments: tuple[int, int]) -> SourceText:
    clock = tuple(Moment(offset=offset, ms=ms) for offset, ms in moments)
    return SourceText(text=text, segments=(Segment(span=Span(0, len(text))),), clock=clock)


def test_a_moment_answers_for_its_own_offset():
    source = timed("一二三四五六", (0, 1000), (3, 9000))
    assert [source.time_at(0), source.time_at(3)] == [1000, 9000]
    assert [source.has_time_at(0), source.has_time_at(1)] == [True, False]


def test_a_pause_takes_time():
    source = timed("一二三四。五六七八", (0, 0), (9, 10_000))
    assert source.time_at(4) < 5000 - source.time_at(4) // 10
    assert source.time_at(5) > 5000


def test_before_and_after_the_clock_the_pace_goes_on():
    source = timed("一" * 40, (10, 60_000), (30, 64_000))
    assert source.time_at(0) == 58_000
    assert source.time_at(40) == 66_000


def test_no_time_is_negative():
    assert timed("一" * 40, (30, 1000)).time_at(0) == 0


def test_without_a_clock_there_is_no_time():
    assert timed("一二三").time_at(1) is None


def test_what_is_set_aside_takes_no_time():
    text = "一二三四00:30五六七八"
    segments = (Segment(span=Span(0, 4)), Segment(span=Span(4, 9), kind="stamp"), Segment(span=Span(9, 13)))
    clock = (Moment(offset=0, ms=0), Moment(offset=13, ms=8000))
    source = SourceText(text=text, segments=segments, clock=clock)
    assert source.time_at(4) == source.time_at(9) == 4000


@pytest.mark.parametrize("moments", [((0, 10), (0, 20)), ((0, 20), (1, 10)), ((9, 1),)])
def test_a_clock_must_rise_inside_the_text(moments):
    with pytest.raises(ValueError, match="the clock must"):
        timed("一二三", *moments)


def test_a_line_breaks_at_line_ends_and_blocks_but_not_at_marks_inside():
    text = "一**二**三\n四<p>五"
    spans = [Span(0, 1), Span(3, 4), Span(6, 7), Span(8, 9), Span(12, 13)]
    source = SourceText(text=text, segments=tuple(Segment(span=span) for span in spans))
    assert [source.breaks_at(span.start) for span in spans] == [False, False, False, True, True]
    assert [source.line_of(0), source.line_of(7), source.line_of(8)] == [1, 1, 2]


def test_a_source_is_known_by_the_hash_of_its_text():
    text = "现在开会。\ud800"
    assert SourceText(text=text).sha256 == hashlib.sha256("现在开会。".encode() + b"\xed\xa0\x80").hexdigest()
    assert SourceText(text="现在开会。").sha256 != SourceText(text="现在散会。").sha256


def test_what_spans_hold():
    span = Span(2, 5)
    assert [offset in span for offset in (1, 2, 4, 5)] == [False, True, True, False]
    assert [
        span.overlaps(other) for other in (Span(0, 2), Span(0, 3), Span(4, 9), Span(5, 9), Span(3, 3), Span(5, 5))
    ] == [
        False,
        True,
        True,
        False,
        True,
        False,
    ]
    assert [span.covers(other) for other in (Span(2, 5), Span(1, 5), Span(2, 6), Span(3, 4))] == [
        True,
        False,
        False,
        True,
    ]


def test_speech_within_a_span_is_cut_at_its_ends():
    segments = tuple(Segment(span=Span(at, at + 2)) for at in (0, 3, 6, 9))
    source = SourceText(text="一二\n三四\n五六\n七八", segments=segments)
    assert list(source.speech_within(Span(4, 7))) == [Span(4, 5), Span(6, 7)]
    assert list(source.speech_within(Span(3, 6))) == [Span(3, 5)]
    assert list(source.speech_within(Span(2, 3))) == []
    assert list(source.speech_within(Span(4, 6))) == [Span(4, 5)]
    assert list(source.speech_within(Span(0, 11))) == [Span(at, at + 2) for at in (0, 3, 6, 9)]


def test_the_first_line_does_not_break():
    source = SourceText(text="\n一二\n三四", segments=(Segment(span=Span(1, 3)), Segment(span=Span(4, 6))))
    assert [source.breaks_at(offset) for offset in (0, 1, 4, 5)] == [False, False, True, False]


def test_a_break_before_does_not_make_the_next_mark_one():
    parts = (Span(0, 1), Span(2, 3), Span(5, 6))
    source = SourceText(text="一\n二**三", segments=tuple(Segment(span=span) for span in parts))
    assert [source.breaks_at(offset) for offset in (2, 5)] == [True, False]


def test_a_time_is_between_its_neighbours_in_the_middle_of_a_long_clock():
    source = timed("一" * 40, (0, 1000), (10, 2000), (20, 6000), (30, 7000))
    assert [source.time_at(offset) for offset in (5, 15, 25)] == [1500, 4000, 6500]


def test_between_moments_without_speech_time_stands_still():
    segments = (Segment(span=Span(0, 2)), Segment(span=Span(2, 6), kind="markup"), Segment(span=Span(6, 8)))
    clock = (Moment(offset=0, ms=0), Moment(offset=2, ms=500), Moment(offset=6, ms=900))
    source = SourceText(text="一二<b/>三四", segments=segments, clock=clock)
    assert [source.time_at(offset) for offset in (2, 4, 6)] == [500, 500, 900]


def test_running_text_knows_where_it_stands_in_the_source():
    text = "修渠。\n\n00:05\n\n引水。"
    speech = [Segment(span=Span(0, 3)), Segment(span=Span(5, 10), kind="stamp"), Segment(span=Span(12, 15))]
    passage = passage_of(SourceText(text=text, segments=tuple(speech)), Span(0, len(text)))
    assert passage.text == "修渠。\n引水。"
    assert [passage.offset(i) for i in (0, 4)] == [0, 12]
    assert passage.span(4, 6).slice(text) == "引水"


def test_it_is_read_in_simplified_script_and_shown_as_it_stands():
    passage = passage_of(SourceText(text="開會", segments=(Segment(span=Span(0, 2)),)), Span(0, 2))
    assert (passage.text, passage.words) == ("开会", "開會")
