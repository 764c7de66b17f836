"""Whether two titles may be one person's."""

from __future__ import annotations

from functools import lru_cache

from transcript.people.tables import SHORT_FORMS, TITLE_PREFIXES

# Titles that say little of a person: many have them beside another one.
GENERIC = frozenset(
    ["老师", "先生", "女士", "博士", "教授", "同志", "总", "专家", "嘉宾", "学长", "同学", "主持人", "讲者"]
)


@lru_cache(maxsize=4096)
def title_head(title: str | None) -> str | None:
    """The title without what is before it: 常务副行长 and 行长 are the same to those who call.

    >>> title_head("常务副行长"), title_head("党委委员、副处长")
    ('行长', '处长')
    """
    if not title:
        return None
    head = title.rsplit("、")[-1]
    while head != "总经理":
        prefix = max((p for p in TITLE_PREFIXES if head.startswith(p) and len(head) > len(p)), key=len, default="")
        if not prefix:
            break
        head = head[len(prefix) :]
    return head


@lru_cache(maxsize=4096)
def titles_fit(a: str | None, b: str | None) -> float:
    """How well two titles go together: 1 for the same, 0.5 if one says little, 0 if one person hardly has both.

    >>> titles_fit("副行长", "行长"), titles_fit("校长", "老师"), titles_fit("校长", "局长")
    (1.0, 0.5, 0.0)
    """
    head, other = title_head(a), title_head(b)
    if not head or not other:
        return 0.5
    short, long = sorted((head, other), key=len)
    if long.endswith(short) or SHORT_FORMS.get(long) == short:
        return 0.7 if short == long and short in GENERIC else 1.0
    return 0.5 if head in GENERIC or other in GENERIC else 0.0
