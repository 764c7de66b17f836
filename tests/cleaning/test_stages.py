import pytest

from transcript import parse_transcript
from transcript.cleaning import STAGES

TEXT = "00:00\n\n会议开始。\n\n01:00\n\n呃，按按照二十七家的要求持续。\n\n02:00\n\n提供支持,谢谢。\n"
KINDS = {"joins": "join", "repeats": "repeat", "fillers": "filler", "punctuation": "punctuation", "numbers": "number"}


def kinds(**options) -> set[str]:
    return {edit.kind for edit in parse_transcript(TEXT, **options).edits if edit.applied}


def test_all_stages_run_by_default():
    assert kinds() == set(KINDS.values())
    assert "按照27家的要求持续提供支持，谢谢。" in parse_transcript(TEXT).clean_text


@pytest.mark.parametrize("stage", KINDS)
def test_each_stage_runs_alone_and_can_be_switched_off(stage):
    assert kinds(clean=(stage,)) == {KINDS[stage]}
    assert kinds(clean=[other for other in STAGES if other != stage]) == set(KINDS.values()) - {KINDS[stage]}


def test_what_nobody_said_is_set_aside_without_an_edit():
    text = "会议开始。\n字幕由Amara.org社群提供\n散会。"
    assert parse_transcript(text, clean=("hallucinations",)).verbatim_text == "会议开始。\n散会。"
    assert parse_transcript(text, clean=list(KINDS)).verbatim_text == text
    assert set(STAGES) - {"hallucinations"} == set(KINDS)


def test_nothing_runs_if_nothing_is_asked_for():
    record = parse_transcript(TEXT, clean=())
    assert record.edits == ()
    assert record.clean_text == record.verbatim_text


@pytest.mark.parametrize("stages", [("tidy",), "numbers"])
def test_unknown_stages_are_refused_with_the_choices(stages):
    with pytest.raises(ValueError, match="joins, repeats, fillers, punctuation, numbers"):
        parse_transcript(TEXT, clean=stages)
