import pytest

from transcript import Decisions, parse_transcript
from transcript.cli.terminal import review_in_terminal

TEXT = """00:05

各位领导下午好，现在开会。下面请县水利局局长方志明同志发言。

00:31

谢谢主持人。去年收入三千二百万元，水利站修好了。谢谢大家。

01:31

感谢方局长的发言。下面请县供销社乔主任发言。

01:50

各位领导好，化肥备足了。谢谢大家。
"""


@pytest.fixture
def ask():
    """Answers as typed; gives what was decided, shown and kept."""

    def asked(*typed, before=()):
        record = parse_transcript(TEXT)
        lines, shown, kept = iter(typed), [], []

        def read(_prompt):
            line = next(lines, None)
            if line is None:
                raise EOFError
            return line

        decisions = review_in_terminal(
            record, before=Decisions.of(record, before), read=read, show=shown.append, keep=kept.append
        )
        return record.apply(decisions), "\n".join(shown), kept

    return asked


def test_a_name_is_typed_and_holds_for_all_turns(ask):
    record, shown, kept = ask("副县长 江一帆")
    assert [turn.speaker.display for turn in record.turns] == ["江一帆", "方志明", "江一帆", "乔主任"]
    assert "【这位是谁】00:05 · 主持人" in shown
    assert "← 现在" in shown
    assert len(kept) == 1


def test_a_number_chooses_and_a_bare_return_leaves_open(ask):
    record, _, kept = ask("", "q")
    assert record.turns[0].speaker.display == "主持人"
    assert kept == []
    record, _, _ = ask("1")
    assert record.turns[0].speaker_confidence == 1.0


def test_the_last_answer_is_taken_back(ask):
    record, shown, kept = ask("江一帆", "u", "白晓")
    assert record.turns[0].speaker.name == "白晓"
    assert "已撤销上一项" in shown
    assert [len(decisions) for decisions in kept] == [1, 0, 1]
    assert "没有可撤销的" in ask("u")[1]


def test_when_nothing_is_left_it_says_so(ask):
    assert "没有要问的了。" in ask(*["1"] * 20)[1]


def test_controls_do_not_reach_the_terminal(ask):
    _, shown, _ = ask("江\x1b[2J一帆")
    assert "\x1b" not in shown
