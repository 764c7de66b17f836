"""Where a turn may start, and what the words around say for a change there."""

import numpy as np
import pytest

from transcript.readers import read
from transcript.turns.boundary_network import EDGE, read_network
from transcript.turns.boundary_scores import (
    DIALOGUE,
    BoundaryScores,
    explain_changes,
    find_candidates,
    layout_weights,
    score_boundaries,
    sentence_starts,
)
from transcript.turns.stream import Stream, stream_of


def pieces(*paragraphs: str) -> list[str]:
    text = "".join(paragraphs)
    starts = tuple(sum(map(len, paragraphs[:row])) for row in range(len(paragraphs)))
    at = sentence_starts(Stream(text=text, starts=starts, offsets=starts))
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
    assert list(find_candidates(Stream(text="", starts=(), offsets=())).positions) == []


def test_a_change_inside_what_looks_like_one_sentence_is_proposed() -> None:
    text = "好我们开始吧先请老郝讲讲我先说水库的事水库今年修好了"
    found = find_candidates(Stream(text=text, starts=(0,), offsets=(0,)))
    proposed = [at for at, inside in zip(found.positions, found.inside.tolist(), strict=True) if inside]
    assert proposed == [text.index("我先说")]
    assert len(found.handover) == len(found.positions)


def test_nothing_is_proposed_inside_a_sentence_of_one_voice() -> None:
    text = "水库去年就修好了水渠也跟着通了大家都说今年的收成比往年要好一些"
    assert list(find_candidates(Stream(text=text, starts=(0,), offsets=(0,))).positions) == [0]


SURE, OPEN, NONE = 5.0, -1.0, -5.0


def weights(told: list[float], starts: list[int]) -> list[float]:
    change = np.repeat(np.array(told)[:, None], 3, axis=1)
    return layout_weights(change, host=np.zeros(len(told)), positions=range(len(told)), starts=starts).tolist()


def test_where_paragraphs_begin_with_new_voices_an_open_case_is_decided_by_them() -> None:
    told = [0, NONE, SURE, NONE, SURE, NONE, SURE, NONE, OPEN, NONE, NONE, NONE]
    found = weights(told, starts=[0, 2, 4, 6, 8])
    assert found[8] > 1
    assert found[9] < 0


def test_where_changes_fall_anywhere_the_layout_says_nothing() -> None:
    told = [0, NONE, SURE, NONE, NONE, SURE, NONE, SURE, NONE, NONE, SURE, NONE]
    assert weights(told, starts=[0, 1, 2, 3, 7, 8, 9]) == [0.0] * 12


def test_paragraphs_that_begin_with_the_old_voice_are_no_reason_against_a_change() -> None:
    told = [0, SURE, NONE, SURE, NONE, SURE, NONE, SURE, NONE]
    assert weights(told, starts=[0, 2, 4, 6, 8]) == [0.0] * 9


def test_a_document_without_paragraphs_or_without_anything_else_says_nothing() -> None:
    assert weights([0, SURE, NONE], starts=[0]) == [0.0] * 3
    assert weights([0, SURE, NONE], starts=[0, 1, 2]) == [0.0] * 3
    assert weights([], starts=[]) == []


TALK = "下面有请郝馆长发言，大家欢迎。各位领导，大家下午好。我的汇报到此结束，谢谢大家。感谢郝馆长的发言。"


def scored(text: str) -> tuple[Stream, BoundaryScores]:
    stream = stream_of(read(text)[0])
    return stream, score_boundaries(stream, candidates=find_candidates(stream))


def test_a_call_speaks_for_a_guest_and_thanks_for_the_host() -> None:
    _, scores = scored(TALK)
    openings = [TALK[start:][:4] for start in scores.positions]
    guest, back = openings.index("各位领导"), openings.index("感谢郝馆")
    assert scores.change[guest, 0] > 0 < scores.change[back, 1]
    assert scores.host[back] > scores.host[guest]
    assert scores.change[openings.index("我的汇报")].max() < 0


def test_reasons_add_up_to_the_score_of_a_change() -> None:
    stream, scores = scored(TALK)
    for row, reasons in zip([1, 3], explain_changes(stream, scores=scores, rows=[1, 3]), strict=True):
        assert np.isclose(sum(r.weight for r in reasons), np.logaddexp.reduce(scores.change[row]), atol=1e-3)
        assert reasons[-1].cue == DIALOGUE
        assert all(round(reason.weight, 4) == reason.weight for reason in reasons)


def test_a_cue_is_shown_where_it_stands() -> None:
    stream, scores = scored(TALK)
    (reasons,) = explain_changes(stream, scores=scores, rows=[1])
    welcome = next(r for r in reasons if r.cue == "host-bids-welcome")
    assert welcome.span.slice(TALK) == "大家欢迎。"
    assert welcome.weight > 0


def test_the_dialogue_keeps_what_the_network_says_with_the_cues_hidden() -> None:
    stream, scores = scored(TALK)
    (reasons,) = explain_changes(stream, scores=scores, rows=[1])
    at = scores.positions[1]
    assert reasons[-1].span.slice(TALK) == TALK[at - EDGE : at + EDGE]
    text = list(TALK)
    for reason in reasons[:-1]:
        text[reason.span.start : reason.span.end] = "\x00" * len(reason.span)
    hidden = read_network("".join(text), positions=scores.positions)
    assert np.isclose(reasons[-1].weight, np.logaddexp.reduce(hidden.change[1]), atol=1e-3)


def test_where_no_cue_stands_there_is_the_dialogue_alone() -> None:
    stream, scores = scored("水库修好了。水渠也修好了。")
    (reasons,) = explain_changes(stream, scores=scores, rows=[1])
    assert [reason.cue for reason in reasons] == [DIALOGUE]


def test_a_settled_place_is_a_candidate():
    stream = Stream(text="大家好今天开会。下面汇报。", starts=(0,), offsets=(0,))
    assert 3 not in find_candidates(stream).positions
    found = find_candidates(stream, settled=[3, 8])
    assert list(found.positions) == [0, 3, 8]
    assert found.inside.tolist() == [False, True, False]
