import subprocess
import sys

import numpy as np
import pytest

from transcript.people.tagger import find_pieces, read_pieces, score_tags
from transcript.words import cut


def pieces(text: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.span.slice(text)) for piece in find_pieces(text)]


def test_pieces() -> None:
    assert pieces("请柳溪县水利局局长方志明发言。") == [("o", "柳溪县水利局"), ("t", "局长"), ("n", "方志明")]


@pytest.mark.parametrize("text", ["", "。", "好", "\n\n", "𠀀𠀁", "\ud800"])
def test_any_text_is_read(text: str) -> None:
    assert find_pieces(text) == ()


def test_chances_cover_the_text() -> None:
    text = "请方志明发言。"
    reading = read_pieces(cut(text))
    assert reading.chances.shape == (len(text), 5)
    assert ((reading.chances >= 0) & (reading.chances <= 1.001)).all()


def test_what_is_far_away_changes_nothing() -> None:
    near, far = "请柳溪县水利局局长方志明发言。", "今天的天气很好。" * 400
    alone = find_pieces(far[:80] + near + far[:80])
    assert [p.kind for p in find_pieces(far + near + far)] == [p.kind for p in alone]


def test_the_scores_are_the_same_in_any_process() -> None:
    text = "请柳溪县水利局局长方志明发言，老何你准备。" * 9
    code = f"from transcript.people.tagger import score_tags; from transcript.words import cut; import hashlib; print(hashlib.sha256(score_tags(cut({text!r})).tobytes()).hexdigest())"
    seen = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(seen) == 1


def test_time_is_linear_in_a_long_name() -> None:
    scores = score_tags(cut("方" * 3000))
    assert len(scores) == 3000
    assert np.isfinite(scores).all()
