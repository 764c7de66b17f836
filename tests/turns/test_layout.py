"""Paragraphs that begin with a new voice, and paragraphs that do not."""

import numpy as np

from transcript.turns.layout import layout_weights

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
