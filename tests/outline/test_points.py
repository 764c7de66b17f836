import itertools

import pytest

from transcript import parse_transcript
from transcript.outline.points import find_points
from transcript.readers import read
from transcript.text import Segment, SourceText, Span


def outline_of(text: str) -> list[tuple[int, int | None, str | None]]:
    """Depth, ordinal and heading of each point of a text, whose lines are its paragraphs."""
    segments, at = [], 0
    for line in text.split("\n"):
        if line:
            segments.append(Segment(span=Span(at, at + len(line))))
        at += len(line) + 1
    source = SourceText(text=text, segments=tuple(segments))
    return [(p.depth, p.ordinal, p.heading) for p in find_points(source, spans=[Span(0, len(text))]).points]


def shape_of(text: str) -> list[tuple[int, int | None]]:
    return [(depth, ordinal) for depth, ordinal, _ in outline_of(text)]


def test_levels_come_from_order_and_style():
    text = (
        "下面讲两点意见。\n一、抓好春灌。\n（一）修好水渠。要赶在月底以前。\n（二）排好班次。每户都要通知。\n"
        "二、抓好防汛。\n（一）备足沙袋。\n（二）盯住水位。"
    )
    assert shape_of(text) == [(1, 1), (2, 1), (2, 2), (1, 2), (2, 1), (2, 2)]


def test_points_in_running_text_have_headings_without_the_ordinal():
    text = "今年做了三件事。一是修渠引水。水渠长了两里。二是植树护坡。栽下了杨树。三是清淤疏浚。河道宽了。"
    assert outline_of(text) == [(1, 1, "修渠引水"), (1, 2, "植树护坡"), (1, 3, "清淤疏浚")]


def test_a_heading_ends_where_the_next_point_begins():
    text = "今天说两件事，头一件是修路占地的补偿，第二件是选护林员。先说修路。"
    assert outline_of(text) == [(1, 1, "修路占地的补偿"), (1, 2, "选护林员")]


def test_spoken_ordinals_may_have_a_particle():
    assert [h for _, _, h in outline_of("有这么几点，一个呢是人手不够，二个呢是时间紧，三个呢是经费没有。")] == [
        "人手不够",
        "时间紧",
        "经费没有",
    ]
    assert [h for _, _, h in outline_of("我分两块讲，第一块是生产，第二块是销售。")] == ["生产", "销售"]


def test_numbers_in_parentheses_need_no_mark_before_them():
    text = "下面讲几点意见：（1）抓紧落实（2）加强督查（3）及时反馈。散会。"
    assert outline_of(text) == [(1, 1, "抓紧落实"), (1, 2, "加强督查"), (1, 3, "及时反馈")]
    assert outline_of("水位见图（3），流量见表（5）。") == []


def test_parts_may_be_named_with_a_verb():
    text = "我从两个部分汇报。第一部分是研究背景。已有的方法不好。第二部分是实验，错误率低了。"
    assert [heading for _, _, heading in outline_of(text)] == ["研究背景", "实验，错误率低了"]


def test_the_same_style_may_stand_on_two_levels():
    text = "一、摸清家底。\n一是查水源。二、查管网。三、查用量。\n二、补齐短板。\n一是修管网。二是换水表。\n三、管好用好。\n大家照办。"
    assert shape_of(text) == [(1, 1), (2, 1), (2, 2), (2, 3), (1, 2), (2, 1), (2, 2), (1, 3)]


def test_an_ordinal_at_the_end_of_the_line_before_belongs_to_the_next():
    text = "一是修好水渠，让村民用上水。\n讲到这里说一下进度二。\n夯实堤坝，守住安全。堤坝有三里长。\n三是清理河道，通畅水流。"
    assert shape_of(text) == [(1, 1), (1, 2), (1, 3)]


def test_counts_and_names_are_no_ordinals():
    text = "三农工作是重中之重。二级巡视员来了。一批项目落地。四个方面都要抓。第一时间到场。"
    assert shape_of(text) == []


def test_a_row_of_numbers_is_no_list():
    assert shape_of("一、二产业都要发展。三、四级医院也要管。") == []


def test_numbers_that_jump_stay_as_they_are():
    text = "一是修渠。\n三是栽树。\n七是清淤。"
    assert shape_of(text) == [(1, 1), (1, 3), (1, 7)]


def test_ten_thousand_points_are_found():
    text = "\n".join(f"{n}、第{n}件事情要办好。" for n in range(1, 10_001))
    assert [ordinal for _, ordinal in shape_of(text)] == list(range(1, 10_001))


TALK = "主持人好，我讲两点。一是抓好春灌，水渠要通。二是抓好防汛，堤坝要牢。"


def last_words(text: str) -> str:
    record = parse_transcript(text)
    return record.points[-1].span.slice(text).strip()


@pytest.mark.parametrize(
    "farewell",
    [
        "我就讲到这里，谢谢大家。",
        "以上就是我的汇报，请大家指正。",
        "谢谢大家。",
        "今天的会就到这里，散会。",
        "汇报完毕。",
        "就这些。",
    ],
)
def test_a_farewell_belongs_to_no_point(farewell: str):
    assert last_words(TALK + farewell) == "二是抓好防汛，堤坝要牢。"


def test_a_heading_that_sounds_like_a_farewell_stays_whole():
    assert last_words("我讲两点。一是抓好春灌。二是谢谢大家的支持。") == "二是谢谢大家的支持。"


def test_thanks_in_the_middle_of_a_point_are_part_of_it():
    rest = "今年的雨水比往年多了三成，河水涨到了桥面，村里已经组织了两支队伍，每天晚上都有人在上面看着，"
    text = (
        TALK
        + "去年发大水的时候，谢谢大家帮忙，"
        + rest
        + "所以我想，这件事情不用我多说，各家各户自己心里都有数，他们也都会来的。"
    )
    assert last_words(text) == text[text.index("二是") :]


def test_a_list_inside_a_paragraph_ends_with_it():
    text = "同志们：\n要做到两个到位：一是责任到位，二是资金到位。\n春耕事关全年，大家要抓紧。"
    assert last_words(text) == "二是资金到位。"


def test_the_lines_of_a_recorder_are_no_paragraphs():
    text = "会议\n\n00:05\n\n今天讲两点，一是修渠，二是栽树。\n\n01:10\n\n树苗已经到了，周末就栽。"
    assert last_words(text).endswith("周末就栽。")


def test_the_last_appeal_of_a_manuscript_is_no_part_of_its_last_point():
    text = (
        "同志们：\n我讲两点。\n一、抓好春灌\n水渠要通。\n二、抓好防汛\n堤坝要牢。\n同志们，让我们行动起来。\n谢谢大家。"
    )
    assert last_words(text) == "二、抓好防汛\n堤坝要牢。"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("首先看成本，其次看工期，最后看质量。", [1, 2, 3]),
        ("首先没钱其次没人再次没地方", [1, 2, 3]),
        ("我讲三句话。第一句，路要修好。第二句要记账。第三句话，谢谢大家的支持。", [1, 2, 3]),
        ("一摸清家底二建好台账三管住用途", [1, 2, 3]),
        ("提两点要求第一准时报到第二带齐材料", [1, 2]),
        ("一条是把渠修到地头，另一条是把账贴到墙上。", [1, 2]),
        ("一是收入增长百分之八二是支出下降百分之六三是结余百分之四", [1, 2, 3]),
    ],
)
def test_lists_of_running_speech(text: str, numbers: list[int]):
    assert [ordinal for _, ordinal in shape_of(text)] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "一福管车辆二福管水电三福管大门你们别互相推",
        "首先有请水利局局长方志明同志发言。",
        "一不做，二不休，今晚就把旧系统停了。",
        "一传十，十传百，口碑就起来了。",
        "第一产业平稳。第二课堂开起来。第三季度再看。",
    ],
)
def test_names_idioms_and_words_are_no_points(text: str):
    assert shape_of(text) == []


def test_a_name_that_begins_with_a_numeral_goes_on_no_list():
    assert [n for _, n in shape_of("对策，一是堵，二是疏。三福你那边通了没有？")] == [1, 2]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("今天四个事，库房清点，冷链验收，夜班排表，门口停车。", ["库房清点", "冷链验收", "夜班排表", "门口停车"]),
        ("下一步做两件事，一个是把台账列出来，另外一个，是把水泵修好。", ["把台账列出来", "是把水泵修好"]),
        ("我们分了三类，一类能换的，二类换不了的，三类要重建的。", ["能换的", "换不了的", "要重建的"]),
        ("老规矩，1是上周的事，2是质量，3是安全。", ["上周的事", "质量", "安全"]),
        ("讲三句话，第一句，要早。地二句，要准。弟三句，要稳。", ["要早", "要准", "要稳"]),
        ("我补充三点，第一，路要修。那么第二个问题，水要通。第三，灯要亮。", ["路要修", "水要通", "灯要亮"]),
        ("这个渠有三个好处，一个是近，二一个，稳，三一个，省。", ["近", "稳", "省"]),
        (
            "要求三条：第一，抓管护。第二，抓水价，统一调度第三。保底一百方。",
            ["抓管护", "抓水价，统一调度", "保底一百方"],
        ),
    ],
)
def test_lists_without_the_signs_of_writing(text: str, headings: list[str]):
    assert [heading for _, _, heading in outline_of(text)] == headings


@pytest.mark.parametrize(
    "text",
    ["就两个字，收心，放手。", "他数三、二、一，开始。", "第一和第二个问题，请水务站回答。", "二宝妈妈说，三嫂没来。"],
)
def test_what_only_looks_like_a_list(text: str):
    assert outline_of(text) == []


def test_a_short_interruption_does_not_end_a_list():
    text = "我讲三点。第一，路要修。第二，水要通。好。第三，灯要亮。"
    source, _ = read(text)
    cuts = [0, text.index("好"), text.index("第三"), len(text)]
    spans = [Span(a, b) for a, b in itertools.pairwise(cuts)]
    points = find_points(source, spans=spans, voices=["S1", "S2", "S1"]).points
    assert [point.ordinal for point in points] == [1, 2, 3]
    assert all(any(point.span.start in span and point.span.end <= span.end for span in spans) for point in points)
    assert [p.ordinal for p in find_points(source, spans=spans, voices=["S1", "S2", "S3"]).points] == [1, 2]
