import pickle

from transcript.reviewing import Merge, Place
from transcript.reviewing.misfits import NO_TURN, WORDS, UnfitError, error_of

HERE = Merge(turn=Place(at=4, words="谢谢大家"))


def test_a_misfit_speaks_both_languages():
    misfit = UnfitError(NO_TURN, at=4).misfit(2, HERE)
    assert str(misfit) == "$.decisions[2]: no turn begins at 4"
    assert misfit.problem.message == "第3项决定未执行：位置4处没有发言开始。"
    assert (misfit.problem.span.start, misfit.problem.span.end) == (4, 8)


def test_long_words_are_cut_and_braces_are_words():
    misfit = UnfitError(WORDS, at=4, words="{x}" * 1_000, found="谢").misfit(0, HERE)
    assert "{x}{x}" in misfit.message
    assert len(misfit.message) < 200


def test_the_error_names_them_one_by_one_and_survives_pickling():
    misfits = [UnfitError(NO_TURN, at=at).misfit(at, HERE) for at in (1, 5)]
    error = pickle.loads(pickle.dumps(error_of(misfits, total=9)))  # noqa: S301 - our own bytes
    assert error.misfits == tuple(misfits)
    assert str(error).splitlines() == [
        "2 of 9 decisions do not fit, none was applied",
        "    $.decisions[1]: no turn begins at 1",
        "    $.decisions[5]: no turn begins at 5",
    ]
