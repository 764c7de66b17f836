import numpy as np

from transcript.readers import read
from transcript.turns.candidates import find_candidates
from transcript.turns.flow import flow_of
from transcript.turns.reasons import DIALOGUE, reasons_for
from transcript.turns.scorer import score_candidates

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
