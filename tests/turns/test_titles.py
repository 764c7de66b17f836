"""Which titles may be one person's."""

import pytest

from transcript.turns.titles import title_head, titles_fit


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("行长", "行长"),
        ("常务副行长", "行长"),
        ("党委书记、局长", "局长"),
        ("副总经理", "总经理"),
        ("总经理", "总经理"),
        ("副总", "总"),
        (None, None),
        ("", None),
    ],
)
def test_the_head_of_a_title_is_what_one_is_called_by(title: str | None, head: str | None) -> None:
    assert title_head(title) == head


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("副局长", "局长", 1.0),
        ("书记、局长", "副局长", 1.0),
        ("总经理", "经理", 1.0),
        ("教授", "教授", 0.7),
        ("老师", "老师", 0.7),
        ("校长", "老师", 0.5),
        ("老师", "校长", 0.5),
        ("校长", "局长", 0.0),
        (None, "局长", 0.5),
        ("局长", None, 0.5),
    ],
)
def test_how_well_two_titles_go_together(one: str | None, other: str | None, fit: float) -> None:
    assert titles_fit(one, other) == titles_fit(other, one) == fit


def test_a_title_and_its_short_form_are_one() -> None:
    assert titles_fit("总经理", "总") == 1.0


@pytest.mark.parametrize("title", ["老师", "先生", "女士", "博士", "同志", "总", "专家", "嘉宾", "同学"])
def test_a_form_of_address_goes_with_any_title(title: str) -> None:
    assert titles_fit(title, "局长") == 0.5
