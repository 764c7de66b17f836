"""False edits: lexicons of ordinary words and of names that have nothing to do with a text, on text that is right as it stands.

Usage: python benchmarks/clean_text.py [--words FILE] [--list] [TEXT ...]     FILE has one word a line, TEXT is a file; by default four official documents of seeds/

Every edit that is applied is false. Printed are the edits per 10,000 characters for lexicons of growing size: the everyday terms below, made-up names,
and ordinary words of the dictionary, the commonest first. `FILE` replaces the words of the dictionary, for lists with longer ones.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from random import Random

from transcript import Lexicon, correct_terms
from transcript.people.gazetteer import SURNAMES
from transcript.words import frequency, is_word

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("000", "001", "002", "004")  # reports and speeches, written and edited
EVERYDAY = [
    "供应链",
    "征信",
    "普惠金融",
    "乡村振兴",
    "数字经济",
    "营商环境",
    "产业链",
    "绿色金融",
    "社会保障",
    "公共服务",
    "基础设施",
    "农村信用社",
    "小微企业",
    "专项债券",
    "财政补贴",
    "转移支付",
    "统计局",
    "发改委",
    "财政厅",
    "商务厅",
    "农业农村局",
    "市场监管局",
    "税务局",
    "人社局",
    "民政局",
    "教育局",
    "卫健委",
    "应急管理局",
    "生态环境局",
    "自然资源局",
    "住建局",
    "交通运输局",
    "水务局",
    "林业局",
    "文旅局",
    "审计局",
    "信访局",
    "医保局",
    "司法局",
    "公安局",
    "政务服务",
    "一网通办",
    "放管服",
    "双随机",
    "负面清单",
    "供给侧",
    "高质量发展",
    "新质生产力",
    "专精特新",
    "科技创新",
    "成果转化",
    "技术改造",
    "智能制造",
    "工业互联网",
    "大数据",
    "云计算",
    "区块链",
    "人工智能",
    "物联网",
    "新能源",
    "光伏",
    "储能",
    "充电桩",
    "碳达峰",
    "碳中和",
    "垃圾分类",
    "污水处理",
    "河长制",
    "退耕还林",
    "耕地保护",
    "高标准农田",
    "粮食安全",
    "种业",
    "冷链物流",
    "农产品",
    "合作社",
    "家庭农场",
    "宅基地",
    "集体经济",
    "防返贫",
    "驻村工作队",
    "第一书记",
    "网格员",
    "居委会",
    "物业",
    "老旧小区",
    "棚户区",
    "公租房",
    "养老服务",
    "托育",
    "义务教育",
    "职业教育",
    "产教融合",
    "分级诊疗",
    "医共体",
    "家庭医生",
    "疫苗接种",
    "医疗保险",
    "失业保险",
    "工伤保险",
    "最低工资",
    "就业见习",
    "零工市场",
    "进出口",
    "跨境电商",
    "保税区",
    "自贸区",
    "外商投资",
    "招商引资",
    "汇率",
    "国债",
    "再贷款",
    "再贴现",
    "存款准备金",
    "不良率",
    "资本充足率",
    "手机银行",
    "移动支付",
    "反洗钱",
    "国库",
    "预算",
    "决算",
    "审计",
    "绩效",
]
_GIVEN = "伟芳秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂辉鹏飞红玉兰梅华建国志文春林晓宇欣怡佳雪琳波宁浩然立新永海燕云龙"


def names(count: int, *, seed: int = 1) -> list[str]:
    """Made-up people under the surnames of the library, the same for the same seed."""
    dice = Random(seed)
    surnames = sorted(surname for surname in SURNAMES if len(surname) == 1)
    found: dict[str, None] = {}
    while len(found) < count:
        found[dice.choice(surnames) + "".join(dice.choices(_GIVEN, k=dice.choice((1, 2, 2))))] = None
    return list(found)


def ordinary_words(texts: Sequence[str], *, count: int) -> list[str]:
    """Words of two characters that the dictionary knows, made of the characters of some texts, the commonest first."""
    characters = sorted({c for text in texts for c in text if "\u4e00" <= c <= "\u9fff"})
    words = (a + b for a, b in product(characters, repeat=2))
    return sorted((word for word in words if is_word(word)), key=lambda word: (-frequency(word), word))[:count]


def lexicon_of(words: Sequence[str], people: Sequence[str] = ()) -> Lexicon:
    """A lexicon of terms and people."""
    return Lexicon.from_records([*({"term": w} for w in words), *({"term": p, "type": "person"} for p in people)])


def lexicons(texts: Sequence[str], *, words: Sequence[str] = ()) -> Iterator[tuple[str, Lexicon]]:
    """Lexicons by name, the small ones first."""
    yield f"{len(EVERYDAY)} everyday terms", lexicon_of(EVERYDAY)
    yield "200 names", lexicon_of((), names(200))
    yield "everyday terms and 500 names", lexicon_of(EVERYDAY, names(500))
    words = words or ordinary_words(texts, count=20_000)
    for count in (1_000, 5_000, 20_000):
        yield f"{min(count, len(words))} words and 500 names", lexicon_of(words[:count], names(500))


def false_edits(text: str, lexicon: Lexicon) -> list[str]:
    """What is applied to a text that is right, each with its neighbours."""
    return [
        f"{text[max(0, e.span.start - 6) : e.span.start]}[{e.before}→{e.after}]{text[e.span.end : e.span.end + 6]}".replace(
            "\n", " "
        )
        for e in correct_terms(text, lexicon=lexicon).edits
        if e.applied
    ]


def documents() -> list[str]:
    """The official documents of seeds/."""
    return [next((ROOT / "seeds").glob(f"{name}_*.txt")).read_text(encoding="utf-8") for name in DOCUMENTS]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("--words", type=Path)
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in args.texts] or documents()
    words = args.words.read_text(encoding="utf-8").split() if args.words else []
    size = sum(map(len, texts))
    for name, lexicon in lexicons(texts, words=words):
        found = [edit for text in texts for edit in false_edits(text, lexicon)]
        print(
            f"{name:32} {len(found):4} false edits, {10_000 * len(found) / size:.2f} per 10,000 of {size} characters",
            flush=True,
        )
        for edit in found if args.list else ():
            print("   ", edit)


if __name__ == "__main__":
    main()
