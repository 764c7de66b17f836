"""Features of who speaks, made of the mentions around each candidate."""

import numpy as np
import pytest

from transcript.turns.speaker_scores import (
    ARRIVING,
    CHANGE,
    HOLDING,
    LEAVING,
    OTHERS,
    RETURNS,
    Entries,
    LinkedMentions,
    features,
    return_features,
    score_speakers,
    weights,
)

STATES = 4  # the host, two people, an unknown speaker


def linked(*rows: tuple[int, int, int, float, float, float]) -> LinkedMentions:
    """Mentions as (start, end, state, following, preceding, speaking)."""
    columns = [np.array(column) for column in zip(*rows, strict=True)] if rows else [np.zeros(0)] * 6
    starts, ends, states = (column.astype(np.int64) for column in columns[:3])
    return LinkedMentions(
        starts=starts,
        ends=ends,
        states=states,
        following=columns[3],
        preceding=columns[4],
        speaking=columns[5],
        asked=0.5 * columns[3],
        own=np.log(columns[5] + 0.01) - np.log(1.01 - columns[5]),
    )


def value(entries: Entries, names: tuple[str, ...], name: str, *, row: int, state: int) -> float:
    chosen = (entries.rows == row) & (entries.states == state) & (entries.features == names.index(name))
    return float(entries.values[chosen].sum())


AT = np.array([0, 20, 40, 60, 80, 500])
HOST = np.zeros(len(AT))
NO_QUESTIONS = np.zeros(len(AT), dtype=bool)
CALL = (10, 15, 1, 0.9, 0.0, 0.0)


def test_a_call_counts_most_at_the_first_candidate_behind_it() -> None:
    arriving, _, _ = features(AT, mentions=linked(CALL), states=STATES, host=HOST)
    assert value(arriving, ARRIVING, "called_at_once", row=1, state=1) == 0.9
    assert value(arriving, ARRIVING, "called_one_before", row=2, state=1) == 0.9
    assert value(arriving, ARRIVING, "called_at_once", row=1, state=2) == 0.0
    assert value(arriving, ARRIVING, "called_at_once", row=0, state=1) == 0.0
    assert value(arriving, ARRIVING, "asked_at_once", row=1, state=1) == 0.45


def test_a_call_out_of_reach_is_one_made_earlier() -> None:
    arriving, _, _ = features(AT, mentions=linked(CALL), states=STATES, host=HOST)
    assert value(arriving, ARRIVING, "uncalled", row=5, state=1) == 1.0
    assert value(arriving, ARRIVING, "called_earlier", row=5, state=1) == 0.9
    assert value(arriving, ARRIVING, "called_earlier", row=4, state=1) == 0.0


def test_nobody_is_uncalled_who_is_called_and_everybody_else_is() -> None:
    arriving, _, _ = features(AT, mentions=linked(CALL), states=STATES, host=HOST)
    assert value(arriving, ARRIVING, "uncalled", row=1, state=1) == 0.0
    assert value(arriving, ARRIVING, "uncalled", row=1, state=2) == 1.0
    assert value(arriving, ARRIVING, "uncalled", row=1, state=0) == 0.0


def test_two_calls_share_and_rival() -> None:
    both = linked(CALL, (15, 18, 2, 0.5, 0.0, 0.0))
    arriving, _, _ = features(AT, mentions=both, states=STATES, host=HOST)
    first, second = (value(arriving, ARRIVING, "call_share", row=1, state=s) for s in (1, 2))
    assert 0 < second < first < 1
    assert value(arriving, ARRIVING, "other_call", row=1, state=2) > value(
        arriving, ARRIVING, "other_call", row=1, state=1
    )


def test_thanks_speak_for_whoever_spoke_before_them() -> None:
    thanks = linked((42, 45, 1, 0.0, 0.8, 0.0))
    arriving, leaving, _ = features(AT, mentions=thanks, states=STATES, host=HOST)
    assert value(leaving, LEAVING, "thanked_in_first_sentence", row=2, state=1) == 0.8
    assert value(leaving, LEAVING, "thanked_at_once", row=2, state=1) == 0.8
    assert value(leaving, LEAVING, "thanked_later", row=1, state=1) == 0.8
    assert value(arriving, ARRIVING, "just_thanked", row=3, state=1) == 0.8


def test_who_says_their_own_name_speaks_and_who_is_named_by_others_does_not() -> None:
    own = linked((22, 25, 1, 0.0, 0.0, 0.95), (26, 29, 2, 0.0, 0.0, 0.05))
    _, _, holding = features(AT, mentions=own, states=STATES, host=HOST)
    assert value(holding, HOLDING, "own_mention", row=1, state=1) > 2
    assert value(holding, HOLDING, "own_mention", row=1, state=2) < -2
    assert value(holding, HOLDING, "own_other", row=1, state=2) == pytest.approx(0.95)


def test_who_is_not_called_shares_with_all_others() -> None:
    call = linked((15, 18, 1, 0.9, 0.0, 0.0))
    arriving, _, _ = features(AT, mentions=call, states=STATES, host=HOST)
    assert value(arriving, ARRIVING, "crowd", row=1, state=1) == 0
    assert value(arriving, ARRIVING, "crowd", row=1, state=2) == pytest.approx(np.log(2))
    assert value(arriving, ARRIVING, "crowd", row=1, state=STATES - 1) == 0


def test_whoever_is_named_later_is_unnamed_before() -> None:
    arriving, _, _ = features(AT, mentions=linked((62, 65, 2, 0.5, 0.0, 0.0)), states=STATES, host=HOST)
    assert [value(arriving, ARRIVING, "unnamed_before", row=row, state=2) for row in range(6)] == [1, 1, 1, 1, 0, 0]


def test_without_mentions_the_tables_have_no_news() -> None:
    scores = score_speakers(
        AT, mentions=linked(), states=3, change=np.zeros((len(AT), 3)), host=HOST, asks=NO_QUESTIONS
    )
    assert scores.arriving.shape == scores.leaving.shape == scores.holding.shape == (len(AT), 3)
    assert not scores.leaving.any()
    assert np.isfinite(scores.arriving).all()


def test_every_feature_has_a_fitted_weight() -> None:
    wanted = {*ARRIVING, *LEAVING, *HOLDING, *OTHERS}
    wanted |= {f"{name}_{kind}" for name in CHANGE for kind in ("network", "bias")}
    assert wanted <= set(weights())


def test_time_is_linear_in_the_mentions() -> None:
    def entries(count: int) -> int:
        at = np.arange(0, 30 * count, 30)
        mentions = linked(*((30 * n + 5, 30 * n + 8, 1 + n % 2, 0.5, 0.1, 0.1) for n in range(count)))
        return sum(len(e.rows) for e in features(at, mentions=mentions, states=STATES, host=np.zeros(count)))

    assert entries(800) < 2.1 * entries(400)


def test_a_return_is_read_from_the_length_of_the_turn_before_and_its_question() -> None:
    table = return_features([0.0, 14.0, 15.0, 99.0, 100.0], np.array([False, True, False, False, True]))
    assert [RETURNS[int(row[:4].argmax())] for row in table] == [
        "below_15",
        "below_15",
        "below_40",
        "below_100",
        "longer",
    ]
    assert table[:, RETURNS.index("question")].tolist() == [0, 1, 0, 0, 1]
