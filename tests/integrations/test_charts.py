import os
import sys
import warnings
from importlib.util import find_spec
from io import BytesIO

import pytest

from transcript import Decisions, ExtraError, Person, parse_transcript
from transcript.integrations.charts import FONTS, draw_talk_time, draw_timeline
from transcript.reviewing import Place, Rename

CHARTS = (draw_talk_time, draw_timeline)
TEXT = "发言人1 00:00\n各位好，现在开会。\n发言人2 02:00\n收入三千二百万元。\n发言人1 03:00\n好。\n发言人3 03:30\n没有了。\n"


@pytest.fixture
def figure():
    """A figure to draw on, without pyplot; matplotlib is too heavy to come with the tests, so that CI alone insists."""
    if find_spec("matplotlib") is None:
        (pytest.fail if os.environ.get("TRANSCRIPT_NO_SKIPS") else pytest.skip)("matplotlib is not installed")
    from matplotlib.figure import Figure

    return Figure()


def labels(axes):
    return [label.get_text() for label in axes.get_yticklabels()]


def draw(chart, figure, record, **more):
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="no font with Chinese|Glyph")
        axes = chart(record, ax=figure.add_subplot(), **more)
        figure.savefig(BytesIO(), format="png")
    return axes


def test_a_bar_for_each_speaker_as_long_as_they_talk(figure):
    axes = draw(draw_talk_time, figure, parse_transcript(TEXT))
    assert [round(bar.get_width(), 2) for bar in axes.patches[:2]] == [2.5, 1.0]
    assert axes.get_xlabel() == "min"


def test_a_row_for_each_speaker_and_a_bar_for_each_turn(figure):
    axes = draw(draw_timeline, figure, parse_transcript(TEXT))
    bars = [[path.get_extents() for path in row.get_paths()] for row in axes.collections]
    assert [[(round(bar.x0, 2), round(bar.x1, 2)) for bar in row] for row in bars[:2]] == [[(0, 2), (3, 3.5)], [(2, 3)]]


@pytest.mark.parametrize("chart", CHARTS)
def test_without_times_characters_are_counted(figure, chart):
    axes = draw(chart, figure, parse_transcript("发言人1：各位好，现在开会。\n发言人2：好。\n"))
    assert axes.get_xlabel() == "characters"


@pytest.mark.parametrize("chart", CHARTS)
def test_names_are_shown_in_a_font_that_has_them(figure, chart):
    from matplotlib import font_manager

    if not {font.name for font in font_manager.fontManager.ttflist} & set(FONTS):
        pytest.skip("no Chinese font is installed")
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of missing glyphs
        axes = chart(parse_transcript(TEXT), ax=figure.add_subplot())
        figure.savefig(BytesIO(), format="png")
    assert labels(axes) == ["发言人1", "发言人2", "发言人3"]


@pytest.mark.parametrize("chart", CHARTS)
def test_without_a_chinese_font_ids_are_shown_and_a_warning_says_so(figure, chart, monkeypatch):
    monkeypatch.setattr("transcript.integrations.charts.FONTS", ())
    with pytest.warns(UserWarning, match="fonts-noto-cjk"):
        axes = chart(parse_transcript(TEXT), ax=figure.add_subplot())
    assert labels(axes) == ["S1", "S2", "S3"]


@pytest.mark.parametrize("name", ["$\\frac{$", "甲\ud800\x00乙", "\n", "长" * 5_000])
def test_odd_names_are_text(figure, name):
    record = parse_transcript(TEXT)
    rename = Rename(turn=Place.of(record.source.text, record.turns[0].span.start), person=Person(name=name))
    axes = draw(draw_talk_time, figure, record.apply(Decisions.of(record, [rename])))
    assert len(labels(axes)[0]) <= 21


@pytest.mark.parametrize("chart", CHARTS)
def test_a_font_can_be_chosen(figure, chart):
    from matplotlib import font_manager

    axes = draw(chart, figure, parse_transcript(TEXT), font="DejaVu Sans")
    assert axes.get_yticklabels()[0].get_fontproperties() == font_manager.FontProperties(family="DejaVu Sans")


@pytest.mark.parametrize("chart", CHARTS)
def test_a_record_without_turns_has_no_chart(chart):
    with pytest.raises(ValueError, match="has no talk time"):
        chart(parse_transcript(""))


@pytest.mark.parametrize("chart", CHARTS)
def test_without_the_package_the_error_says_how_to_get_it(chart, monkeypatch):
    for name in ("matplotlib.pyplot", "matplotlib.font_manager"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ExtraError, match=r"pip install 'transcript\[charts\]'"):
        chart(parse_transcript(TEXT))
