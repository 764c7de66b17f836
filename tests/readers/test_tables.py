"""Tables of segments, with a head in either language or none."""

import pytest

from transcript.readers import read


def rows(text):
    source, _ = read(text)
    return source.format, [(s.label, s.start_ms, s.end_ms, s.span.slice(source.text)) for s in source.speech]


@pytest.mark.parametrize(
    "head",
    [
        "开始时间,结束时间,说话人,文本",
        "Start,End,Speaker,Text",
        "start_time,end_time,speaker_name,content",
        "開始時間,結束時間,發言人,發言內容",
    ],
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_head_says_what_columns_hold(head, delimiter):
    lines = [head, "00:00:03,00:00:09,程立群,各位好。", "00:00:10,00:00:14,莫小雨,好的。"]
    text = "\n".join(line.replace(",", delimiter) for line in lines)
    assert rows(text)[1] == [("程立群", 3000, 9000, "各位好。"), ("莫小雨", 10_000, 14_000, "好的。")]


def test_columns_that_are_not_read_are_told():
    source, problems = read("序号,时间,姓名,发言内容,备注\n1,00:03,程立群,各位好,甲\n2,00:09,莫小雨,好的,乙\n")
    assert [(s.label, s.start_ms) for s in source.speech] == [("程立群", 3000), ("莫小雨", 9000)]
    assert "序号、备注" in problems[0].message


def test_without_a_head_columns_are_learned():
    text = "00:03,程立群,各位好，我们开始。\n00:09,莫小雨,好的，先说水渠。\n00:12,程立群,那我补充一句。\n"
    assert [row[:2] for row in rows(text)[1]] == [("程立群", 3000), ("莫小雨", 9000), ("程立群", 12_000)]


@pytest.mark.parametrize(
    ("times", "starts"),
    [
        (("0", "4200"), [0, 4200]),
        (("0.00", "4.20"), [0, 4200]),
        (("2031-05-06 14:02:03", "2031-05-06 14:02:15"), [50_523_000, 50_535_000]),
    ],
)
def test_times_are_clocks_seconds_or_milliseconds(times, starts):
    text = f"start,text\n{times[0]},各位好，我们现在开会。\n{times[1]},先说水渠。\n"
    assert [row[1] for row in rows(text)[1]] == starts


def test_a_cell_may_have_quotes_and_line_ends():
    assert [row[3] for row in rows('时间,内容\n00:03,"他说""好""，我们\n开始。"\n00:09,散会。\n')[1]] == [
        '他说"好"，我们',
        "开始。",
        "散会。",
    ]


def test_a_table_of_markdown():
    text = "# 水渠例会\n\n| 序号 | 时间 | 说话人 | 内容 |\n|:-:|---|---|---|\n| 1 | 00:03 | **程立群** | 各位好 \\| 开始。 |\n| 2 | 00:09 - 00:12 | 莫小雨 | 好的。 |\n"
    assert rows(text) == ("table", [("程立群", 3000, None, "各位好 | 开始。"), ("莫小雨", 9000, 12_000, "好的。")])
    assert read(text)[0].segments[0].kind == "title"


def test_a_table_of_markdown_without_times_or_head():
    text = "| 程立群 | 各位好，我们开始。 |\n|---|---|\n| 莫小雨 | 好的，先说水渠。 |\n| 程立群 | 散会。 |\n"
    assert [row[0] for row in rows(text)[1]] == ["程立群", "莫小雨", "程立群"]


@pytest.mark.parametrize(
    "text",
    [
        "姓名,年龄,单位\n程立群,30,水利局\n莫小雨,31,农业局\n",
        "同志们，今天开会，讲三点，第一要快，第二要好。\n大家，要记住，水渠，要修。\n",
        "时间：5月6日，地点：三楼\n内容，很多\n",
        "| 项目 | 数量 |\n|---|---|\n| 水渠 | 三条 |\n| 道路 | 两条 |\n",
    ],
)
def test_other_tables_and_prose_are_no_transcript(text):
    assert rows(text)[0] not in {"csv", "table"}


def test_a_comma_inside_a_time_is_no_delimiter():
    source, _ = read("00:00:04,120 程立群：各位好。\n00:00:15,120 莫小雨：好的。\n00:00:26,120 程立群：散会。")
    assert [(s.label, s.start_ms) for s in source.speech] == [("程立群", 4120), ("莫小雨", 15_120), ("程立群", 26_120)]
