"""Titles of those who ask for a medium: 柳溪日报记者."""

JOURNALISTS = frozenset(("记者", "主编", "编辑", "主播", "评论员", "特派员"))
