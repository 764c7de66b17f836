"""The words under which files hold what an entry knows: headers of tables, keys of TOML and JSON, names of sections.

One row a word. A header is compared in lower case and without what stands in brackets: 姓名（必填） is 姓名.
"""

from __future__ import annotations

import regex

_WORDS: tuple[tuple[str, str], ...] = (
    (
        "term",
        "term 词条 词 词语 术语 热词 名称 正确 正确写法 标准写法 规范写法 姓名 人名 word words hotword hotwords keyword text name right correct",
    ),
    ("type", "type 类型 类别 类 词性 种类 kind category"),
    ("title", "title 职务 职位 职称 头衔 职衔 position"),
    ("organization", "organization organisation 单位 工作单位 所在单位 机构 组织 部门 单位部门 org department company"),
    ("aliases", "aliases alias 别名 简称 又称 别称 缩写 全称 abbreviation abbreviations"),
    ("heard_as", "heard_as heard 误听 误写 误识 误识别 错误写法 常见误听 听成 错词 错字 wrong misheard errors"),
    ("not", "not 不改 不替换 不纠 例外 排除 保护 except exclude blacklist"),
    ("weight", "weight 权重 热度 分数 score boost"),
    ("count", "count 次数 频次 出现次数 frequency freq"),
    ("sources", "sources source 来源 出处"),
    ("decided", "decided 核对 核对记录"),
)
KEYS = {word: key for key, words in _WORDS for word in words.split()}

IGNORED = frozenset(
    {"lang", "language", "id", "no", "序号", "编号", "备注", "说明", "note", "notes", "remark", "comment"}
)
"""Known, and of no use here."""

IMPLIED_TYPE = {"姓名": "person", "人名": "person"}
"""Headers of the term's column that say what the terms are."""

_SECTION_WORDS: tuple[tuple[str | None, str], ...] = (
    (None, "entry entries lexicon hotword hotwords words word vocabulary 词条 热词 词表"),
    ("person", "person persons people 人员 人名 人物 名单"),
    ("org", "org orgs organization organizations organisations 机构 单位 组织"),
    ("place", "place places 地名 地点"),
    ("product", "product products 产品"),
    ("term", "term terms 术语"),
)
SECTIONS = {word: kind for kind, words in _SECTION_WORDS for word in words.split()}

_BRACKETS = regex.compile(r"[（(\[【][^）)\]】]*[）)\]】]|[\s*：:]")


def plain(word: str) -> str:
    """A header or key as the tables above have it.

    >>> plain("姓名（必填）"), plain(" Heard As ")
    ('姓名', 'heard_as')
    """
    return str(_BRACKETS.sub("", word.strip().lower().replace(" ", "_").replace("-", "_")))
