import pytest

from transcript.readers.timed_segments import (
    TimedSegment,
    close_up,
    join_tokens,
    merged,
    source_of,
    spoken_unit,
    stretches,
    tidy,
    time_words,
    to_label,
    to_ms,
    untagged,
)


def test_cues_become_one_text_in_order_of_time():
    later = TimedSegment(text="再说渠道。", start_ms=9_000, end_ms=12_000, label="2")
    first = TimedSegment(text="先说水库。", start_ms=1_000, end_ms=4_000, label="1")
    source, problems = source_of([later, first], format_name="json")
    assert source.text == "先说水库。\n再说渠道。"
    assert [segment.label for segment in source.speech] == ["1", "2"]
    assert source.time_at(0) == 1_000
    assert problems


def test_a_cue_without_words_is_left_out_and_told():
    source, problems = source_of(
        [TimedSegment(text="好。", start_ms=0), TimedSegment(text="", start_ms=5)], format_name="json"
    )
    assert source.text == "好。"
    assert problems


def test_an_end_before_its_start_is_not_used():
    source, problems = source_of([TimedSegment(text="好。", start_ms=9_000, end_ms=1_000)], format_name="json")
    assert source.time_at(0) == 9_000
    assert problems


@pytest.mark.parametrize(
    ("value", "unit", "ms"),
    [
        (3.2, 1000, 3_200),
        ("3.2", 1000, 3_200),
        ("00:01:02.5", 1000, 62_500),
        ("00：01", 1, 1_000),
        (True, 1, None),
        (-1, 1, None),
        (float("nan"), 1, None),
        (1e300, 1, None),
        ("好", 1, None),
        (None, 1, None),
    ],
)
def test_times(value, unit, ms):
    assert to_ms(value, unit=unit) == ms


def test_the_unit_is_the_one_in_which_somebody_could_speak_so():
    assert spoken_unit([0, 10], size=45) == 1000.0
    assert spoken_unit([0, 10_000], size=45) == 1.0


def test_words_keep_their_times_where_they_are_found_again():
    times = time_words("先说水库，再说渠道。", [("先说", 0, 500), ("水库", 500, 900), ("渠道", 2_000, 2_400)])
    pairs = list(zip(times[::2], times[1::2], strict=True))
    assert (0, 0) in pairs
    assert (7, 2_000) in pairs


def test_a_silence_parts_words():
    words = [("先", 0, 100), ("说", 100, 200), ("好", 5_000, 5_100)]
    assert [[word for word, *_ in part] for part in stretches(words)] == [["先", "说"], ["好"]]


def test_tracks_are_merged_by_time():
    one = [TimedSegment(text="甲", start_ms=0), TimedSegment(text="丙", start_ms=20)]
    other = [TimedSegment(text="乙", start_ms=10)]
    assert [cue.text for cue in merged([one, other])] == ["甲", "乙", "丙"]


def test_texts_lose_what_is_no_speech():
    assert tidy("  好 \r\n\n 的 ") == "好\n的"
    assert untagged("<|zh|>好。<|BGM|>的。") == "好。\n的。"
    assert untagged("a < b") == "a < b"
    assert join_tokens(["用", "open", "source", "的"]) == "用open source的"
    assert close_up("各 位 use AI 吧") == "各位use AI吧"


@pytest.mark.parametrize(("value", "label"), [(0, "0"), ("甲", "甲"), (" ", None), (None, None)])
def test_labels(value, label):
    assert to_label(value) == label
