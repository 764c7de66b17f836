import pytest

from transcript.errors import FormatError
from transcript.readers import read

HEAD = "[Script Info]\nScriptType: v4.00+\n\n[Events]\n"
FORMAT = "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"


def rows(text):
    source, _ = read(text)
    return [(s.start_ms, s.end_ms, s.label, s.span.slice(source.text)) for s in source.speech]


def test_ass_without_comments_overrides_and_breaks():
    text = (
        HEAD + FORMAT + "Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,不说\n"
        "Dialogue: 0,0:00:01.00,0:00:02.00,Default,江一帆,0,0,0,,{\\pos(1,2)}一，二\\N三\n"
    )
    assert rows(text) == [(1000, None, "江一帆", "一，二"), (None, 2000, "江一帆", "三")]


def test_the_columns_of_a_script_are_where_it_says():
    text = "[Events]\nFormat: Start, Actor, Text\nDialogue: 0:00:01.00,吴可,好，走。\n"
    assert rows(text) == [(1000, None, "吴可", "好，走。")]


def test_a_script_without_names_may_have_them_before_colons():
    line = "Dialogue: 0,0:00:0{}.00,0:00:0{}.50,Default,,0,0,0,,发言人{}：好。\n"
    assert [row[2] for row in rows(HEAD + FORMAT + line.format(1, 1, 1) + line.format(2, 2, 2))] == [
        "发言人1",
        "发言人2",
    ]


@pytest.mark.parametrize(
    ("body", "line"), [(FORMAT + "Dialogue: 0,0:00:01.00\n", 6), ("Format: Layer, Text, Start\nDialogue: 1\n", 5)]
)
def test_broken_rows_are_refused_with_their_line(body, line):
    with pytest.raises(FormatError, match="expected") as refused:
        read(HEAD + body)
    assert refused.value.line == line


def test_lyrics_are_moved_by_their_offset():
    text = "[ti:春耕例会]\n[offset:+500]\n[00:00.20]一\n[00:02.00]二\n[110:00.00]三"
    assert rows(text) == [(0, None, None, "一"), (1500, None, None, "二"), (6_599_500, None, None, "三")]


def test_lyrics_with_times_of_words_and_several_stamps():
    text = "[ti:例会]\n[00:01.00][00:09.00]一<00:01.50>二\n没有时间\n"
    source, problems = read(text)
    assert source.text == "例会\n一二\n没有时间"
    assert [(m.offset, m.ms) for m in source.clock] == [(3, 1000), (4, 1500)]
    assert "几个时间戳" in problems[0].message


def timed(text):
    source, _ = read(text)
    return source.format, [(s.label, s.start_ms, s.end_ms, s.span.slice(source.text)) for s in source.speech]


TTML = (
    '<?xml version="1.0"?>\n<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"><head><metadata>'
    '<ttm:agent xml:id="a1"><ttm:name>程立群</ttm:name></ttm:agent></metadata></head><body><div>'
    '<p begin="00:00:01.000" end="00:00:03.000" ttm:agent="a1">各位好，开会。</p><p begin="3.5s" dur="2s">好的 &amp; 谢谢。</p></div></body></tt>'
)


def test_ttml_with_agents():
    assert timed(TTML) == ("ttml", [("程立群", 1000, 3000, "各位好，开会。"), (None, 3500, 5500, "好的 & 谢谢。")])


@pytest.mark.parametrize(
    "text",
    [
        '<timedtext format="3"><body><p t="100" d="700"><s>各位</s><s t="300">好</s></p><p t="1000" d="800">开会</p></body></timedtext>',
        '<transcript><text start="0.1" dur="0.7">各位好</text><text start="1.0" dur="0.8">开会</text></transcript>',
    ],
)
def test_timed_text_of_youtube(text):
    assert timed(text)[1] == [(None, 100, 800, "各位好"), (None, 1000, 1800, "开会")]


@pytest.mark.parametrize(
    "text", [TTML[:200], TTML.replace("<tt ", '<!DOCTYPE a [<!ENTITY x "y">]><tt ', 1), "<tt " + "<p>" * 3000]
)
def test_xml_that_is_broken_or_declares_a_type(text):
    if "DOCTYPE" in text:
        text = text.replace('<?xml version="1.0"?>\n', "").replace("<!DOCTYPE", "<tt><!DOCTYPE", 1)
    with pytest.raises(FormatError, match="XML"):
        read(text, format="ttml")
