import pytest

from transcript.errors import FormatError
from transcript.readers import read


def rows(text, **options):
    source, _ = read(text, **options)
    return source.format, [(s.start_ms, s.end_ms, s.label, s.span.slice(source.text)) for s in source.speech]


def test_a_table_with_speakers():
    text = "start\tend\tspeaker\ttext\n0\t900\tA\t好。\n1000\t1900\tB\t走\t吧。\n"
    assert rows(text) == ("tsv", [(0, 900, "A", "好。"), (1000, 1900, "B", "走\t吧。")])


def test_speakers_in_double_brackets():
    assert rows("start\tend\ttext\n0\t900\t[[SPEAKER_00]]好。\n")[1] == [(0, 900, "SPEAKER_00", "好。")]


def test_a_table_in_seconds():
    assert rows("start\tend\ttext\n0.5\t2\t好。\n")[1] == [(500, 2000, None, "好。")]


def test_words_of_two_channels_are_two_voices():
    text = ";; 注释\na 1 0.0 0.2 你\na 1 0.2 0.2 好 0.9\na 2 0.5 0.3 hello NA lex\na 2 0.8 0.3 all\na 1 5.0 0.2 嗯\n"
    assert rows(text) == (
        "ctm",
        [(0, 400, "1", "你好"), (500, 1100, "2", "hello all"), (5000, 5200, "1", "嗯")],
    )


def test_marks_of_segments():
    text = ";; 注释\na 1 江一帆 0.0 2.5 <o,f0,male> 你 好 use AI 吧\na 1 江一帆 3.0 4.0 IGNORE_TIME_SEGMENT_IN_SCORING\na 1 吴可 5 6.5\n"
    _, problems = read(text)
    assert rows(text) == ("stm", [(0, 2500, "江一帆", "你好use AI吧")])
    assert "没有文字" in problems[0].message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("start\tend\ttext\n0\t900\n", 2),
        ("a 1 0.0 0.2 你\na 1 0.2 0.2 好\na 1 0.2 0.2 好\na 1 what\n", 4),
        ("a 1 0.0 0.2 你\nb 1 0.2 0.2 好\n", 2),
        ("a 1 甲 0.0 0.2 你 们\na 1 甲 0.2 0.3 好 的\na 1 甲 0.4 0.5 好 的\n{}\n", 4),
    ],
)
def test_a_row_that_is_no_row_is_refused_with_its_line(text, line):
    with pytest.raises(FormatError, match="expected") as refused:
        read(text)
    assert refused.value.line == line


def test_who_spoke_when_is_no_transcript():
    with pytest.raises(FormatError, match=r"no text.*diarization="):
        read("SPEAKER a 1 0.0 1.0 <NA> <NA> spk0 <NA> <NA>\n")


def test_prose_is_no_table():
    assert rows("甲 1 2 3 4，五个数\n")[0] == "text"


SHORT = (
    'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n9\n<exists>\n3\n'
    '"IntervalTier"\n"江一帆"\n0\n9\n2\n0\n2.5\n"他说""好"" 1"\n2.5\n9\n""\n'
    '"TextTier"\n"咳嗽"\n0\n9\n1\n4\n"x"\n'
    '"IntervalTier"\n"吴可"\n0\n9\n1\n1\n2\n"嗯。"\n'
)


def test_the_short_form_with_two_speakers_and_points():
    source, _ = read(SHORT)
    assert [(s.start_ms, s.end_ms, s.label, s.span.slice(source.text)) for s in source.speech] == [
        (0, 2500, "江一帆", '他说"好" 1'),
        (1000, 2000, "吴可", "嗯。"),
    ]


def test_utf16_with_carriage_returns():
    assert read(SHORT.replace("\n", "\r").encode("utf-16"))[0] == read(SHORT)[0]


@pytest.mark.parametrize("cut", range(70, len(SHORT) - 6, 11))
def test_a_grid_that_breaks_off_is_refused(cut):
    with pytest.raises(FormatError, match=r"format 'textgrid': expected a (number|text)"):
        read(SHORT[:cut])


@pytest.mark.parametrize("count", ["1e300", "-5", "99999999"])
def test_a_count_that_is_not_true(count):
    text = SHORT.replace("<exists>\n3", f"<exists>\n{count}")
    if count == "-5":
        assert read(text)[0].text == ""
        return
    with pytest.raises(FormatError, match="expected"):
        read(text)


def test_a_tier_of_no_known_kind():
    with pytest.raises(FormatError, match="TextTier, found 'Tier'"):
        read(SHORT.replace('"TextTier"', '"Tier"'))
