import pytest

from transcript.turns.candidates import find_candidates
from transcript.turns.flow import Flow


def pieces(*paragraphs: str) -> list[str]:
    text = "".join(paragraphs)
    starts = tuple(sum(map(len, paragraphs[:row])) for row in range(len(paragraphs)))
    at = find_candidates(Flow(text=text, starts=starts, offsets=starts))
    return [text[start:end] for start, end in zip(at, [*at[1:], len(text)], strict=True)]


@pytest.mark.parametrize("end", ["。", "！", "？", "……", "。”", "？）"])
def test_a_turn_may_start_behind_a_sentence(end: str) -> None:
    assert pieces(f"水库修好了{end}好的") == [f"水库修好了{end}", "好的"]


def test_a_turn_may_start_with_a_paragraph_in_the_middle_of_a_sentence() -> None:
    assert pieces("我们把水库", "修好了。") == ["我们把水库", "修好了。"]


@pytest.mark.parametrize(
    ("last", "next_"),
    [
        ("我就讲到这里谢谢大家", "下面有请郝馆长发言"),
        ("汇报完毕，", "感谢郝馆长的发言"),
        ("我就讲到这里，谢谢", "刚才郝馆长从两个方面作了说明"),
        ("下面有请郝馆长发言", "尊敬的各位来宾"),
    ],
)
def test_a_turn_may_start_where_a_closing_formula_meets_an_opening_one(last: str, next_: str) -> None:
    assert next_ in pieces(last + next_)


@pytest.mark.parametrize("clause", ["郝馆长从两个方面作了说明", "乔处长对下一步工作进行了解读", "乔处长讲得很好"])
def test_bare_thanks_before_a_clause_are_the_last_speakers_own(clause: str) -> None:
    assert pieces(f"再上新台阶。谢谢刚才{clause}。") == ["再上新台阶。谢谢", f"刚才{clause}。"]


@pytest.mark.parametrize("thanked", ["郝馆长的发言", "乔处长的精彩分享", "乔处长给我们作了分享", "郝馆长"])
def test_thanks_with_their_object_are_the_next_speakers(thanked: str) -> None:
    assert "再上新台阶。" in pieces(f"再上新台阶。谢谢刚才{thanked}。")


def test_commas_alone_start_nothing() -> None:
    assert pieces("水库修好了，大家都来看，很高兴。") == ["水库修好了，大家都来看，很高兴。"]


def test_no_text_no_candidates() -> None:
    assert find_candidates(Flow(text="", starts=(), offsets=())) == []
