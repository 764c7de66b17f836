"""Layouts of labelled lines: fields and separators in any usual combination, and prose that must not look like one."""

import itertools

import pytest

from transcript.readers import read
from transcript.readers.line_layouts import is_anonymous

WORDS = ("各位好，我们开始。", "好的，我先说第一点：水渠。", "那我补充一句，种子够了。", "谢谢，散会吧。")
PEOPLE = ("程立群", "莫小雨", "程立群", "莫小雨")
VOICES = ("发言人1", "发言人2", "发言人1", "发言人2")
CLOCKS = {
    "mm:ss": lambda s: f"{s // 60:02d}:{s % 60:02d}",
    "hh:mm:ss": lambda s: f"00:{s // 60:02d}:{s % 60:02d}",
    "full width": lambda s: f"{s // 60:02d}：{s % 60:02d}",
    "milliseconds": lambda s: f"00:{s // 60:02d}:{s % 60:02d},120",
    "spelled": lambda s: f"{s // 60}分{s % 60:02d}秒",
    "afternoon": lambda s: f"下午2:{s // 60:02d}:{s % 60:02d}",
    "PM": lambda s: f"2:{s // 60:02d}:{s % 60:02d} PM",
}
TIMED = [
    "{n} {t}\n{w}\n",
    "{n}  {t}  {w}\n",
    "{n}\t{t}\t{w}\n",
    "{t}\t{n}\t{w}\n",
    "{t} {n} {w}\n",
    "{n} {t} {w}\n",
    "{t} {n}：{w}\n",
    "（{t}）{n}：{w}\n",
    "[{t}][{n}] {w}\n",
    "[{t}] [{n}]: {w}\n",
    "[{n}] [{t}] {w}\n",
    "[{n}] {t}\n{w}\n\n",
    "{n}【{t}】{w}\n",
    "**{n}** `{t}`\n\n{w}\n\n",
    "**{n} {t}**\\\n{w}\\\n\n",
    "**[{t}] {n}:** {w}\n",
    "### {n} ({t})\n{w}\n",
    "- **{n}** ({t}): {w}\n",
    "> **{n}** {t}\n> {w}\n\n",
    "{t} | {n} | {w}\n",
    "{t} - {n}: {w}\n",
    "{n}：{t}\n{w}\n",
    "{n} @ {t}\n{w}\n",
    "{n}/{t}/{w}\n",
    "{t}\n{n}\n{w}\n\n",
    "{n}\n{t}\n{w}\n\n",
    "{n}：\n{t}\n{w}\n",
    "[{t} --> {t}]  ({n}) {w}\n",
    "{n} ({t} - {t}): {w}\n",
    "{n} 2031-05-06 {t}\n{w}\n",
    "2031年5月6日 {t} {n}：{w}\n",
    "1. [{t}] {n}：{w}\n",
    "★ {n} {t}\n{w}\n",
]
UNTIMED = [
    "{n}：{w}\n",
    "【{n}】{w}\n",
    "『{n}』：{w}\n",
    "<{n}> {w}\n",
    "({n}) {w}\n",
    "**{n}：**{w}\n",
    "**{n}**\n\n{w}\n\n",
    "## {n}\n\n{w}\n\n",
    "{n}\n{w}\n\n",
    "{n} >> {w}\n",
    "{n}——{w}\n",
]


def written(layout, names, clock="mm:ss"):
    return "".join(
        layout.format(n=name, t=CLOCKS[clock](4 + 11 * index), w=words)
        for index, (name, words) in enumerate(zip(names, WORDS, strict=True))
    )


def spoken(text):
    source, _ = read(text)
    return [(s.label, s.span.slice(source.text)) for s in source.speech]


@pytest.mark.parametrize("names", [PEOPLE, VOICES], ids=["names", "numbers"])
@pytest.mark.parametrize("layout", [*TIMED, *UNTIMED])
def test_fields_in_any_usual_order_are_labels(layout, names):
    assert spoken(written(layout, names)) == list(zip(names, WORDS, strict=True))


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("layout", ["{n} {t}\n{w}\n", "[{t}] {n}：{w}\n", "{t}\n{n}\n{w}\n\n", "{n} {t}：{w}\n"])
def test_a_clock_may_be_written_in_any_usual_way(layout, clock):
    source, problems = read(written(layout, PEOPLE, clock))
    times = [source.time_at(s.span.start) for s in source.speech]
    assert [after - before for before, after in itertools.pairwise(times)] == [11_000] * 3
    assert not problems


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("程立群(柳溪银行)：{}", "程立群(柳溪银行)"),
        ("主持人（程立群）：{}", "主持人（程立群）"),
        ("程立群【县农业农村局，局长】：{}", "程立群【县农业农村局，局长】"),
        ("Mo Xiaoyu (Guest): {}", "Mo Xiaoyu (Guest)"),
    ],
)
def test_what_stands_in_brackets_behind_a_name_belongs_to_it(line, label):
    text = "\n".join([line.format(WORDS[0]), f"吴可：{WORDS[1]}"] * 2)
    assert [found for found, _ in spoken(text)] == [label, "吴可"] * 2


def test_a_short_file_is_believed_if_its_lines_are_consistent():
    assert spoken("程立群 00:03\n各位好，开会。\n莫小雨 00:15\n好的，我先说。") == [
        ("程立群", "各位好，开会。"),
        ("莫小雨", "好的，我先说。"),
    ]
    assert [label for label, _ in spoken("00:03 程立群：各位好。\n00:15 莫小雨：好的。")] == ["程立群", "莫小雨"]


def test_stamps_at_both_ends_of_a_line():
    source, _ = read("[0.48][S01]各位好，开会。[2.10][2.30][S02]好的。[3.00]")
    assert [(s.label, s.start_ms, s.end_ms, s.span.slice(source.text)) for s in source.speech] == [
        ("S01", 480, 2100, "各位好，开会。"),
        ("S02", 2300, 3000, "好的。"),
    ]


def test_voices_that_take_turns_inside_a_paragraph():
    text = "发言人1：各位好。发言人2：好的，我先说。发言人1：请。"
    assert spoken(text) == [("发言人1", "各位好。"), ("发言人2", "好的，我先说。"), ("发言人1", "请。")]


def test_turns_of_many_lines_keep_their_labels():
    text = "".join(f"{name}：{WORDS[0]}\n{WORDS[2]}\n{WORDS[2]}\n" for name in PEOPLE * 2)
    assert [label for label, _ in spoken(text)] == [name for name in PEOPLE * 2 for _ in range(3)]


def test_times_of_the_next_day_go_on():
    source, problems = read(
        "程立群 2031-05-06 23:59:50\n好的。\n莫小雨 2031-05-07 00:00:05\n是的。\n程立群 2031-05-07 00:00:20\n散会。"
    )
    assert [s.start_ms - source.speech[0].start_ms for s in source.speech] == [0, 15_000, 30_000]
    assert not problems


def test_seconds_in_brackets():
    source, _ = read("[0.00s -> 2.50s] 各位好。\n[2.50s -> 4.00s] 开会。")
    assert [(s.start_ms, s.end_ms) for s in source.speech] == [(0, 2500), (2500, 4000)]


def test_labels_in_an_unknown_layout_are_told():
    text = "".join(f"~~{name}~~ {WORDS[0]}\n" for name in VOICES)
    problem = next(problem for problem in read(text)[1] if problem.kind == "label")
    assert "第 1 行" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "会议指出：形势好。\n会议强调：要抓紧。\n会议指出：要落实。\n会议强调：要快。",
        "问题：水渠没修好。\n原因：没有钱。\n问题：路没通。\n原因：没人管。",
        "**重点**：水渠。\n**难点**：道路。\n**重点**：种子。\n**难点**：化肥。",
        "我说：“好。”\n他说：“不好。”\n我说：“为什么？”\n他说：“没有为什么。”",
        "签到 08:30 大厅\n开幕 09:00 报告厅\n茶歇 10:00 走廊\n报告 10:30 报告厅",
        "上午 9:00\n开幕式\n下午 2:00\n分组讨论，地点在三楼。",
        "产品 - 水渠\n产品 - 道路\n服务 - 春耕\n服务 - 种子",
        "收入 | 三万\n支出 | 两万\n收入 | 四万\n支出 | 一万",
        "[音乐] 大家好。\n[掌声] 谢谢大家。\n[音乐] 再见。\n[掌声] 谢谢。",
        "（掌声）谢谢大家。\n我接着讲。\n（掌声）谢谢。\n（笑声）好的。",
        "【背景】水渠坏了。\n【目标】修好水渠。\n【措施】派人去修。",
        "# 春耕\n\n## 水渠\n\n修水渠。\n\n## 道路\n\n修路。\n\n## 水渠\n\n再修。\n\n## 道路\n\n再修路。",
        "00:03 好 我们开始\n00:05 好 那先说水渠\n00:09 好 那再说路\n00:11 嗯 就这样",
        "春天来了\n花开了\n春天来了\n鸟叫了\n春天来了\n花开了",
        "比分 3:20 的时候，他进了一个球。\n比分 3:25 的时候，他又进了一个球。",
    ],
)
def test_prose_lists_and_timetables_have_no_labels(text):
    assert {s.label for s in read(text)[0].segments} == {None}


@pytest.mark.parametrize("label", ["发言人1", "SPEAKER_00", "Speaker A", "讲者 2", "S01", "speaker_0", "未知发言人"])
def test_numbers_of_voices(label):
    assert is_anonymous(label)


@pytest.mark.parametrize("label", ["程立群", "Speakerphone", "发言", "Sam"])
def test_names_are_no_numbers(label):
    assert not is_anonymous(label)
