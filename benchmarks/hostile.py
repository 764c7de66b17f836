"""Texts made to hurt: repetitions and mixtures of everything that a stage looks for, of any size.

`benchmarks/scaling.py` measures time and output sizes on all of them, `test_growth.py` counts steps on some at small sizes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import cycle

Make = Callable[[int], str]

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文玲红志国春梅海燕波宁玉兰萍荣飞斌宇浩然晨曦思雨欣怡"


def names() -> Iterator[str]:
    """Names without end, each once."""
    return (
        surname + first + second + (third if third != "。" else "")
        for third in "。" + GIVEN
        for first in GIVEN
        for second in GIVEN
        for surname in SURNAMES
    )


def fill(pieces: Iterator[str], size: int) -> str:
    out: list[str] = []
    room = size
    while room > 0:
        out.append(next(pieces))
        room -= len(out[-1])
    return "".join(out)[:size]


def repeated(piece: str) -> Make:
    return lambda size: fill(cycle([piece]), size)


def dice(alphabet: str) -> Make:
    return lambda size: "".join(random.Random(size).choices(alphabet, k=size))


def each_name(form: str) -> Make:
    return lambda size: fill((form.format(name, number) for number, name in enumerate(names())), size)


def lines_of(form: str) -> Make:
    return lambda size: fill((form.format(n // 60, n % 60, n) for n in range(size)), size)


def nested(left: str, right: str) -> Make:
    return lambda size: left * (size // 2) + right * (size // 2)


SHAPES: dict[str, Make] = {
    "brackets": nested("（", "）"),
    "quotes": nested("“", "”"),
    "tags": nested("<b>", "</b>"),
    "open tags": repeated("<div "),
    "open braces": repeated('{"'),
    "lists": repeated("["),
    "请": repeated("请"),
    "下面请": repeated("下面请"),
    "一是": repeated("一是"),
    "第一": repeated("第一、"),
    "（一）": repeated("（一）"),
    "谢谢": repeated("谢谢"),
    "的": repeated("的"),
    "主任": repeated("主任"),
    "受委托": repeated("受局委托"),
    "由我代为宣读": repeated("由我代为宣读。"),
    "尊敬的": repeated("尊敬的各位领导"),
    "spaces": repeated(" "),
    "line ends": repeated("\n"),
    "punctuation": dice("，。！？；：、“”（）…—·《》"),
    "full stops": repeated("。"),
    "digits": dice("零一二三四五六七八九"),
    "numbers": dice("零一二三四五六七八九十百千万亿点分之"),
    "千万亿": repeated("千万亿"),
    "万": repeated("万"),
    "arabic": dice("0123456789.,:"),
    "年月日": dice("二零五年月日号到至"),
    "嗯。": repeated("嗯。"),
    "这个": repeated("这个"),
    "calls": each_name("有请{0}同志发言。"),
    "names": each_name("{0}，"),
    "titled names": each_name("市水利局副局长{0}、"),
    "labels": each_name("{0}：好的，我说一下。\n"),
    "numbered labels": lines_of("发言人{2} {0:02}:{1:02}\n大家好。\n\n"),
    "two labels": repeated("发言人1：好。\n发言人2：行。\n"),
    "stamps": lines_of("{0:02}:{1:02}\n\n"),
    "one stamp": repeated("00:00\n\n"),
    "points": lines_of("第{2}，抓好落实。"),
    "surrogates": repeated("\ud800\udfff"),
    "controls": dice("".join(map(chr, range(32)))),
    "odd spaces": dice("\u200b\u3000\xa0\u2028\ufeff\x85会"),
    "rare han": lambda size: "".join(chr(0x3400 + n % 20_000) for n in range(size)),
    "two sounds": dice("是事市世时十实食"),
    "garbage": lambda size: "".join(chr(random.Random(n).randrange(0x11_0000)) for n in range(size)),
}

# What some stage or reader looks for, one token each: cues, titles, ordinals, numerals, marks, stamps, labels, markup, links, odd characters.
TOKENS = (
    *(
        "请",
        "有请",
        "下面有请",
        "谢谢",
        "感谢",
        "欢迎",
        "大家好",
        "谢谢大家",
        "主持人",
        "尊敬的",
        "我是",
        "我叫",
        "刚才",
        "发言",
        "汇报",
    ),
    *(
        "主任",
        "局长",
        "处长",
        "副",
        "总",
        "正",
        "教授",
        "老师",
        "书记",
        "同志",
        "主任医师",
        "县农业局局长",
        "二级调研员",
        "水利部",
        "银行",
        "委员会",
    ),
    *(
        "李",
        "王",
        "欧阳",
        "老周",
        "李总",
        "江一帆",
        "江一帆：",
        "江一帆(00:12)：",
        "发言人1",
        "发言人1：",
        "SPEAKER_00:",
        "主席",
        "甲：",
    ),
    *(
        "一是",
        "一、",
        "（一）",
        "①",
        "1.",
        "一要",
        "首先",
        "第一",
        "第一个方面",
        "第一项议程",
        "一方面",
        "一事一议",
        "三三两两",
    ),
    *(
        "一",
        "十",
        "百",
        "万",
        "亿",
        "点",
        "零",
        "几百",
        "百分之五",
        "分之一",
        "三万",
        "二零二三年",
        "五号",
        "三点半",
        "年",
        "43.7",
        "2025",
        "％",
    ),
    *(
        "嗯",
        "啊",
        "呃",
        "这个",
        "就是",
        "的",
        "了",
        "吗",
        "对",
        "按按照",
        "环境、环境",
        "会议会议",
        "会，会",
        "习近平总书记",
    ),
    *("？", "。", "，", "、", "；", "：", "“", "”", "（", "《", "…", "—", "·", "。，", "！？", "一。", "嗯，"),
    *("00:00", "1:51:02", "[00:03]", "00:00:01,000 --> 00:00:02,000\n", "WEBVTT\n", "NOTE", "<v 甲>", "[ti:会]"),
    *(
        "http://a.cn",
        "www.a.cn",
        "a@b.cn",
        "<b>",
        "<div>",
        "</p>",
        "&amp;",
        "<!--",
        "]]>",
        "{{",
        "**",
        "# ",
        "> ",
        "|",
        "`",
        "_",
        "\\",
        "$",
        "[",
        '{"',
        "'",
    ),
    *(
        "a",
        "A",
        "AI",
        "AI-tower",
        "Kevin ",
        "hello ",
        "\t",
        "\u3000",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\x00",
        "\x85",
        "\ud800",
        "陳委員",
        "請",
    ),
    *(
        "【音乐】",
        "(笑)",
        "字幕由",
        "订阅",
        "♪",
        "参加人员：",
        "会议时间：",
        "记者提问",
        "请问",
        "会议的第一项",
        "散会",
    ),
)


def mixtures(count: int) -> Iterator[tuple[str, Make]]:
    """Repetitions of two to five tokens drawn by chance, the same at every call."""
    for seed in range(count):
        chance = random.Random(seed)
        piece = "".join(chance.choices((*TOKENS, "\n", "，", "。"), k=chance.randint(2, 5)))
        yield repr(piece), repeated(piece)


TEXTS: dict[str, Make] = {**SHAPES, **{repr(token): repeated(token) for token in TOKENS}}
