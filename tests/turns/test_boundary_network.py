import numpy as np
import pytest

from transcript.turns.boundary_network import AROUND, HEAD, read_network

TALK = (
    "那么下面我们有请乔志远教授发言，大家欢迎。",
    "谢谢主持人，各位老师大家好。",
    "这几年我们一直在做水库的调度。",
    "每一座水库的情况都不一样。",
    "我就讲到这里，谢谢大家。",
    "感谢乔教授的精彩分享。",
    "您刚才提到调度，能不能请您再谈谈下一步的打算？",
    "好的，我觉得下一步要把数据先连起来。",
)


def positions(sentences: tuple[str, ...]) -> list[int]:
    return [sum(map(len, sentences[:k])) for k in range(len(sentences))]


def test_another_voice_is_likelier_after_an_invitation_than_inside_a_report() -> None:
    reading = read_network("".join(TALK), positions=positions(TALK))
    change = np.logaddexp.reduce(reading.change, axis=1)
    assert min(change[k] for k in (1, 5, 7)) > max(change[k] for k in (3, 4))


def test_the_host_sounds_like_the_host() -> None:
    host = read_network("".join(TALK), positions=positions(TALK)).host
    assert min(host[k] for k in (0, 5, 6)) > max(host[k] for k in (2, 3))


@pytest.mark.parametrize("text", ["好", "\ud800", "a" * 5000, "。" * 3, "\x00\uffff"])
def test_any_text_is_read(text: str) -> None:
    reading = read_network(text, positions=[0])
    assert reading.change.shape == (1, 3)
    assert np.isfinite(reading.change).all()


def test_no_candidates_no_readings() -> None:
    assert len(read_network("", positions=[]).host) == 0


def test_only_the_neighbourhood_counts() -> None:
    far = "这几年我们一直在做水库的调度。" * (AROUND + 40)
    near = "".join(TALK)
    starts = [*range(0, len(far), 15), *(len(far) + p for p in positions(TALK))]
    one = read_network(far + near, positions=starts)
    other = read_network("好，" + far[2:] + near, positions=starts)
    assert np.allclose(one.change[-len(TALK) :], other.change[-len(TALK) :], atol=1e-3)
    assert not np.allclose(one.change[:2], other.change[:2], atol=1e-3)


def test_the_middle_of_a_long_stretch_is_passed_over() -> None:
    long = "啊" * (HEAD + 200)
    one = read_network(long + "好。", positions=[0, len(long)])
    other = read_network(long + "啊" * 300 + "好。", positions=[0, len(long) + 300])
    assert np.allclose(one.change, other.change, atol=1e-3)


@pytest.mark.parametrize("hidden", [[], [0], [40, 41, 400], [719]])
def test_a_text_that_differs_in_places_is_read_as_if_for_the_first_time(hidden: list[int]) -> None:
    text = list("".join(TALK * 6))
    starts = positions(TALK * 6)
    known = read_network("".join(text), positions=starts)
    for at in hidden:
        text[at] = "\x00"
    again = read_network("".join(text), positions=starts, known=known)
    afresh = read_network("".join(text), positions=starts)
    assert np.allclose(again.change, afresh.change, atol=1e-3)
    assert np.allclose(again.host, afresh.host, atol=1e-3)
    assert np.allclose(again.change, known.change, atol=1e-3) == (not hidden)
