import pytest

from transcript.turns.cues import PASSINGS, Cue, cues, find_cues


@pytest.mark.parametrize("cue", cues(), ids=lambda cue: cue.name)
def test_the_example_of_a_row_shows_its_cue(cue: Cue) -> None:
    at = cue.example.index("|")
    text = cue.example.replace("|", "")
    assert cue in [struck for struck, _, _ in find_cues(text, at)]


def test_names_are_distinct() -> None:
    names = [cue.name for cue in cues()]
    assert len(names) == len(set(names))


def test_a_cue_strikes_where_it_stands_and_shows_its_words() -> None:
    text = "我的汇报到此结束，谢谢大家。好，谢谢方局长的发言。"
    struck = {cue.name: text[start:end] for cue, start, end in find_cues(text, 14)}
    assert struck["close-thanks-all"] == "谢谢大家。"
    assert any(words.startswith("好，谢谢") for words in struck.values())
    assert find_cues("水库修好了。水渠也修好了。", 6) == []


def test_cues_far_from_the_change_do_not_strike() -> None:
    filler = "水库修好了，水渠也修好了，"
    before = "谢谢大家。" + filler
    assert "close-thanks-all" not in {cue.name for cue, _, _ in find_cues(before + "好。", len(before))}
    text = "好。" + "水" * 60 + "，谢谢方局长的发言。"
    assert all(end <= 2 + 50 for _, _, end in find_cues(text, 2))


def test_every_row_has_its_place_and_a_weight_for_each_way_of_passing() -> None:
    assert {cue.place for cue in cues()} == {"before", "after"}
    assert all(len(cue.weights) == len(PASSINGS) == 3 for cue in cues())
    assert all(any(cue.weights) for cue in cues())
    assert not any(macro in cue.pattern.pattern for cue in cues() for macro in ("{T}", "{P}", "{HM}"))


def test_weights_stand_in_the_order_of_the_ways_of_passing() -> None:
    by_name = {cue.name: cue.weights for cue in cues()}
    to_guest, to_host, _ = by_name["close-thanks-all"]
    assert to_host > to_guest
    to_guest, to_host, _ = by_name["host-bids-welcome"]
    assert to_guest > to_host


@pytest.mark.parametrize(
    "words", ["请大家讨论。", "没有意见举手表决。", "没有别的问题的话今天就散会。", "同意的请举手。"]
)
def test_words_of_whoever_presides(words: str) -> None:
    names = [cue.name for cue, _, _ in find_cues(f"汇报完毕。{words}", 5)]
    assert "host-floor-open" in names
