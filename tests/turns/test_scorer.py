"""What the words around a candidate say."""

import numpy as np

from transcript.readers import read
from transcript.turns.candidates import find_candidates
from transcript.turns.cues import find_strikes
from transcript.turns.flow import flow_of
from transcript.turns.network import read_network
from transcript.turns.scorer import CUES, MANNER, SELDOM, Scores, score_candidates

TALK = "下面有请郝馆长发言，大家欢迎。各位领导，大家下午好。我的汇报到此结束，谢谢大家。感谢郝馆长的发言。"


def scored(text: str) -> Scores:
    flow = flow_of(read(text)[0])
    return score_candidates(flow, positions=find_candidates(flow))


def test_a_call_and_a_greeting_speak_for_a_guest_and_thanks_for_the_host() -> None:
    scores = scored(TALK)
    pieces = [TALK[start:][:4] for start in scores.positions]
    guest, back = pieces.index("各位领导"), pieces.index("感谢郝馆")
    assert scores.change[guest, 0] > 0 < scores.change[back, 1]
    assert scores.host[back] > 0 > scores.host[guest]
    assert scores.change[pieces.index("我的汇报")].max() < 0


def test_the_score_is_the_networks_and_a_share_of_every_cues() -> None:
    scores = scored(TALK)
    reading = read_network(TALK, positions=scores.positions)
    for row, at in enumerate(scores.positions):
        cued = np.sum([cue.weights for cue, _, _ in find_strikes(TALK, at)] or [(0.0,) * 3], axis=0)
        assert np.allclose(scores.change[row], reading.change[row] + SELDOM + CUES * cued)
    assert np.allclose(scores.host, MANNER * reading.host)
    assert sum(map(len, scores.strikes)) > 3


def test_where_no_cue_strikes_the_network_alone_decides() -> None:
    scores = scored("水库修好了。水渠也修好了。")
    assert scores.strikes[1] == ()
    assert np.allclose(scores.change[1], scores.reading.change[1] + SELDOM)
