import re
from pathlib import Path

import pytest

from transcript import normalize_numbers
from transcript.cleaning import number_edits, number_problems
from transcript.edits import apply_edits
from transcript.text import Segment, SourceText, Span

ROWS = [
    row.split("\t")
    for row in Path(__file__).with_name("spoken_numbers.tsv").read_text(encoding="utf-8").splitlines()
    if not row.startswith("#")
]


@pytest.mark.parametrize(("spoken", "written"), ROWS)
def test_spoken_numbers(spoken, written):
    assert normalize_numbers(spoken) == written


def source_of(text: str) -> SourceText:
    return SourceText(text=text, segments=(Segment(span=Span(0, len(text))),))


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("共有三百二十一户", "共有321户"),
        ("一万九千零五个", "19005个"),
        ("十万零六十人", "100060人"),
        ("七十二点零五亿元", "72.05亿元"),
        ("九点四万亿元", "9.4万亿元"),
        ("体温三十八度六", "体温38.6度"),
        ("烧到三十九度五了", "烧到39.5度了"),
        ("北纬三十度二", "北纬30度二"),
        ("投入六亿资金", "投入6亿资金"),
        ("三亿四千五百万元", "3.45亿元"),
        ("三亿四千五百六十七万八千元", "345678000元"),
        ("三亿四千多万元", "34000多万元"),
        ("二五零万元", "250万元"),
        ("两千六百余家", "2600余家"),
        ("十多家", "10多家"),
        ("六个月至十二个月", "6个月至12个月"),
        ("三到十五天", "3到15天"),
    ],
)
def test_amounts(spoken, written):
    assert normalize_numbers(spoken) == written


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("下降百分之零点五二", "下降0.52%"),
        ("增长百分之负三点八", "增长-3.8%"),
        ("覆盖率百分之百，", "覆盖率100%，"),
        ("合格率达到百分之百以上", "合格率达到100%以上"),
        ("我百分之百支持这个方案", "我百分之百支持这个方案"),
        ("百分之百的信心", "百分之百的信心"),
        ("占百分之三十到四十", "占30%到40%"),
        ("不到百分之百", "不到100%"),
        ("千分之三", "3‰"),
        ("超过三分之二", "超过2/3"),
        ("提高三个百分点", "提高3个百分点"),
    ],
)
def test_shares(spoken, written):
    assert normalize_numbers(spoken) == written


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("二零一九年三月五日", "2019年3月5日"),
        ("一九四九年", "1949年"),
        ("二〇三五年", "2035年"),
        ("三月四号到六号", "3月4号到6号"),
        ("二四年底", "24年底"),
        ("自二三年以来", "自23年以来"),
        ("零八年", "08年"),
        ("二零二六至二零二八", "2026至2028"),
        ("八点零五分", "8点05分"),
        ("下午两点三十", "下午2点30"),
        ("二十一世纪", "21世纪"),
        ("九零后", "90后"),
        ("第一点二零二五年", "第一点2025年"),
    ],
)
def test_dates_and_times(spoken, written):
    assert normalize_numbers(spoken) == written


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("拨打幺二三零六", "拨打12306"),
        ("手机幺三五零零零零一二三四", "手机13500001234"),
        ("尾号三七六", "尾号376"),
        ("一二三四五政务服务热线", "12345政务服务热线"),
        ("第二十三位", "第23位"),
        ("五到十五个", "5到15个"),
        ("辐射五公里", "辐射5公里"),
        ("二十五千克", "25千克"),
        ("统一十四家", "统一14家"),
        ("原因之一百分之三", "原因之一3%"),
        ("得了九十分就好", "得了90分就好"),
    ],
)
def test_codes_ordinals_and_measures(spoken, written):
    assert normalize_numbers(spoken) == written


@pytest.mark.parametrize(
    "text",
    [
        "十四五期间和十五五时期",
        "十三届八次全会",
        "党的二十大和二十届二中全会",
        "讲三点意见",
        "讲三点一是要统筹",
        "一方面要一体化",
        "三农工作",
        "几百个",
        "三五百人",
        "七百三四十",
        "十七八岁",
        "二十几家",
        "三、四十年前",
        "二三年",
        "一二三产业",
        "三四线城市",
        "第三十五条",
        "第十四个五年规划",
        "一二三四五六七，大家报数",
        "不管三七二十一",
        "双十一",
        "两个一百年",
        "三月三",
        "一点一滴",
        "这一点一定要做到",
        "这三十分重要",
        "增长百分之三十一是因为",
        "二十国集团",
        "十五十六十七",
        "一百二",
        "最后一公里",
        "千万工程",
        "一兆二千亿",
        "2025年第10次",
        "约八六‧〇〇〇件",
        "",
    ],
)
def test_what_stays(text):
    assert normalize_numbers(text) == text


def test_traditional_script_keeps_its_own_signs():
    assert normalize_numbers("總共三億四千五百萬元，成長百分之五點五") == "總共3.45億元，成長5.5%"


@pytest.mark.parametrize(
    "garbled",
    ["七十一点二三二十二二万", "四千八百八十八八八八零二", "三十六点五亿亿", "二十七点三十六万", "零二四二零二五"],
)
def test_a_garbled_number_stays_and_is_reported(garbled):
    source = source_of(f"金额{garbled}元")
    assert number_edits(source) == ()
    (problem,) = number_problems(source)
    assert problem.kind == "number"
    assert problem.span.slice(source.text) == garbled
    assert garbled in problem.message


def test_a_doubled_numeral_before_a_fixed_word_is_a_stutter():
    source = source_of("服务三三农的工作，实行三三制")
    assert [problem.span for problem in number_problems(source)] == [Span(2, 4)]
    assert number_edits(source) == ()


def test_edits_say_the_same_as_the_plain_function():
    text = "二零二五年，二十七家，下午两点三十分，百分之九"
    source = source_of(text)
    assert apply_edits(text, number_edits(source)) == normalize_numbers(text)
    assert all(re.search("阿拉伯数字", edit.reason) for edit in number_edits(source))


def test_only_speech_is_edited():
    text = "二十七号会议\n\n二十七家"
    source = SourceText(text=text, segments=(Segment(span=Span(0, 6), kind="title"), Segment(span=Span(8, 12))))
    assert [edit.span for edit in number_edits(source)] == [Span(8, 11)]


@pytest.mark.parametrize(
    "unit", ["一", "零", "十", "点", "一点", "百分之", "三十一是", "分之", "二零二五年", "一千万亿", "几"]
)
def test_long_hostile_runs_take_linear_time(unit):
    text = unit * 20_000
    assert isinstance(normalize_numbers(text), str)


def test_a_number_of_a_thousand_digits_is_written_digit_by_digit():
    assert normalize_numbers("编号" + "三七零" * 400) == "编号" + "370" * 400
