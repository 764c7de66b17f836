"""The tables of names, titles and organisations, read once: one row a fact (see the head line of each file)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """The rows of a table of this package, without its comments."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))


SURNAMES = {row[0]: row[1] for row in rows("surnames.tsv")}
ORDINARY_SURNAMES = frozenset(row[0] for row in rows("surnames.tsv") if row[2:] == ("ordinary",))
TITLES = {row[0]: row[1] for row in rows("titles.tsv")}
SHORT_FORMS = {row[0]: row[2] for row in rows("titles.tsv") if len(row) > 2}
SHORT_TITLES = frozenset(SHORT_FORMS.values())
TITLE_PREFIXES = frozenset(row[0] for row in rows("title_prefixes.tsv"))
PLACES = frozenset(row[0] for row in rows("places.tsv"))
ORGANIZATION_ENDS = frozenset(row[0] for row in rows("organizations.tsv"))
FOLLOWERS = tuple(row[0] for row in rows("name_followers.tsv"))
FLOOR_WORDS = tuple(row[0] for row in rows("name_followers.tsv") if row[1] == "floor")
# Characters that foreign names are written with (施密特, 布朗).
TRANSLITERATING = (
    "阿埃艾安昂奥巴白班邦包鲍贝本比彼宾波伯博勃布查茨达戴丹当道德登邓迪蒂丁东杜多顿恩尔法范费芬弗夫福盖冈高戈格古哈海汉豪赫亨胡怀霍基吉加贾杰金卡凯坎康考科克肯库夸拉莱兰朗劳勒雷里"
    "利莉林龙卢鲁路伦罗洛马玛迈曼梅门蒙米密姆摩莫穆纳娜内尼宁纽努诺欧帕派潘佩皮珀普奇齐钦琼丘让热日若萨塞赛桑沙山舍申圣施史舒斯松苏索塔泰坦汤特滕廷图托瓦旺韦维魏温沃乌伍武西希夏谢辛"
    "休许雅亚延扬耶叶伊因英尤约赞泽扎詹朱兹佐卓"
)


@cache
def given_weights() -> dict[str, float]:
    """How much a character speaks for a given name, in log odds against ordinary speech."""
    return {row[0]: float(row[1]) for row in rows("given.tsv")}
