import numpy as np

from transcript.model import Evidence
from transcript.readers import read
from transcript.text import SourceText
from transcript.turns.candidates import find_candidates
from transcript.turns.flow import flow_of
from transcript.turns.network import EDGE, read_network
from transcript.turns.reasons import DIALOGUE, reasons_for
from transcript.turns.scorer import SELDOM, Scores, score_candidates

TALK = "下面有请郝馆长发言，大家欢迎。各位领导，大家下午好。我的汇报到此结束，谢谢大家。感谢郝馆长的发言。"


def test_reasons_add_up_to_the_score_of_a_change() -> None:
    flow = flow_of(read(TALK)[0])
    scores = score_candidates(flow, positions=find_candidates(flow))
    rows = [1, 3]
    for row, reasons in zip(rows, reasons_for(flow, scores=scores, rows=rows), strict=True):
        assert np.isclose(sum(r.weight for r in reasons), np.logaddexp.reduce(scores.change[row]), atol=1e-3)
        assert reasons[-1].cue == DIALOGUE


def test_a_cue_is_shown_where_it_stands() -> None:
    source, _ = read(TALK)
    flow = flow_of(source)
    scores = score_candidates(flow, positions=find_candidates(flow))
    (reasons,) = reasons_for(flow, scores=scores, rows=[1])
    welcome = next(r for r in reasons if r.cue == "host-bids-welcome")
    assert welcome.span.slice(source.text) == "大家欢迎。"
    assert welcome.weight > 0


def reasons_at(row: int) -> tuple[SourceText, list[Evidence], Scores]:
    source, _ = read(TALK)
    flow = flow_of(source)
    scores = score_candidates(flow, positions=find_candidates(flow))
    (reasons,) = reasons_for(flow, scores=scores, rows=[row])
    return source, list(reasons), scores


def test_the_dialogue_is_what_stands_around_the_change() -> None:
    source, reasons, scores = reasons_at(1)
    at = scores.positions[1]
    assert reasons[-1].span.slice(source.text) == TALK[at - EDGE : at + EDGE]
    _, first, _ = reasons_at(0)
    assert first[-1].span.start == 0


def test_the_dialogue_keeps_what_the_network_says_with_the_cues_hidden() -> None:
    source, reasons, scores = reasons_at(1)
    text = list(TALK)
    for reason in reasons[:-1]:
        for at in range(reason.span.start, reason.span.end):
            text[at] = "\x00"
    hidden = read_network("".join(text), positions=scores.positions)
    assert np.isclose(reasons[-1].weight, np.logaddexp.reduce(hidden.change[1] + SELDOM), atol=1e-3)
    assert source.text == TALK


def test_the_stronger_cue_of_the_table_has_the_greater_share() -> None:
    _, reasons, scores = reasons_at(1)
    table = {strike.cue.name: max(strike.cue.weights) for strike in scores.strikes[1]}
    shares = {reason.cue: reason.weight / table[reason.cue] for reason in reasons[:-1]}
    assert len(shares) > 1
    assert np.allclose(list(shares.values()), next(iter(shares.values())), atol=1e-3)
    assert all(share > 0 for share in shares.values())


def test_weights_are_the_same_on_every_processor() -> None:
    _, reasons, _ = reasons_at(1)
    assert all(round(reason.weight, 4) == reason.weight for reason in reasons)


def test_where_no_cue_strikes_there_is_the_dialogue_alone() -> None:
    flow = flow_of(read("水库修好了。水渠也修好了。")[0])
    scores = score_candidates(flow, positions=find_candidates(flow))
    (reasons,) = reasons_for(flow, scores=scores, rows=[1])
    assert [reason.cue for reason in reasons] == ["dialogue"]
