import numpy as np
import pytest

from transcript import parse_transcript
from transcript.cleaning import sentence_end_edits
from transcript.cleaning.sentence_ends import REASON, mark_chances
from transcript.readers import read
from transcript.words import cut

BARE = (
    "各位领导各位同事大家下午好今天我们开一个水渠建设的推进会会议主要有两项内容首先请水务站的站长汇报进展情况好的谢谢我把这个月的情况向大家做一个汇报"
    "这个月一共修了三公里水渠完成了计划的八成主要的困难是石料运不上来我的汇报就到这里谢谢大家"
)
SPACED = (
    "各位领导大家下午好 今天我们开一个水渠建设的推进会 会议主要有两项内容 首先请水务站的站长汇报进展情况\n"
    "好的谢谢 这个月一共修了三公里水渠 主要的困难是石料运不上来 我的汇报就到这里 谢谢大家\n"
)


def suggested(text: str) -> str:
    """The text with a bar where the end of a sentence is suggested."""
    source = read(text)[0]
    out, at = "", 0
    for edit in sentence_end_edits(source):
        out, at = out + text[at : edit.span.start] + "|", edit.span.end
    return out + text[at:]


@pytest.mark.parametrize("text", [BARE, SPACED])
def test_speech_without_punctuation_gets_ends_of_sentences(text):
    shown = suggested(text)
    assert "我的汇报就到这里|谢谢大家" in shown
    assert max(map(len, shown.replace("\n", "").split("|"))) < 120


@pytest.mark.parametrize("text", [BARE, SPACED])
def test_no_word_is_cut(text):
    words = cut(text)
    edits = sentence_end_edits(read(text)[0])
    assert edits
    assert all(words.begins(edit.span.start) for edit in edits)


def test_they_are_only_suggested_and_leave_the_clean_text_alone():
    record = parse_transcript(BARE)
    stops = [edit for edit in record.edits if edit.kind == "punctuation"]
    assert stops
    assert not any(edit.applied for edit in stops)
    assert record.clean_text == parse_transcript(BARE, clean=("numbers",)).clean_text
    assert parse_transcript(BARE, clean=("numbers", "repeats")).edits == tuple(
        e for e in record.edits if e not in stops
    )


def test_a_blank_becomes_the_stop_and_a_question_its_mark():
    text = SPACED.replace("石料运不上来", "石料运得上来吗")
    edits = sentence_end_edits(read(text)[0])
    assert " " in {edit.before for edit in edits}
    assert {edit.after for edit in edits if text[edit.span.start - 1] == "吗"} <= {"？"}
    assert all(not edit.before.strip() for edit in edits)


def test_punctuated_speech_gets_none():
    assert (
        sentence_end_edits(read("大家下午好，今天我们开会。会议有两项内容，首先请站长汇报。谢谢大家。" * 20)[0]) == ()
    )


def test_a_stretch_that_lost_its_marks_gets_some_between_sentences_that_have_them():
    text = "大家下午好，现在开会。" * 10 + BARE + "。" + "谢谢，散会。" * 10
    edits = sentence_end_edits(read(text)[0])
    assert edits
    assert all(110 <= edit.span.start < 110 + len(BARE) for edit in edits)


def test_nothing_is_suggested_before_the_words_of_the_next_speaker_in_a_line():
    at = BARE.index("谢谢大家")
    edits = sentence_end_edits(read(BARE)[0])
    assert at in {edit.span.start for edit in edits}
    assert at not in {edit.span.start for edit in sentence_end_edits(read(BARE)[0], breaks=[at])}


def test_a_chance_depends_on_what_is_near_alone():
    stops, marks = mark_chances(BARE * 60)
    alone, _ = mark_chances(BARE)
    middle = slice(30 * len(BARE) + 20, 31 * len(BARE) - 20)
    assert np.allclose(stops[middle], alone[20:-20], atol=1e-5)
    assert (marks >= stops).all()


def test_text_of_any_signs_is_read():
    assert sentence_end_edits(read("İ\ud800\x00 ．。" + "hello world " * 30)[0]) == ()
    assert sentence_end_edits(read("")[0]) == ()


def test_all_can_be_accepted_at_once_also_where_the_speaker_changes_in_a_line():
    record = parse_transcript(SPACED.replace("\n", " "))
    stops = [edit for edit in record.edits if edit.reason == REASON]
    assert len(record.turns) > 1
    assert "好的谢谢。这个月一共" in record.with_edits(stops, applied=True).clean_text


@pytest.mark.parametrize(
    "text",
    [
        "会议纪要\n时间 2031年5月6日\n地点 三楼会议室\n主持人 方志明\n出席 何一鸣 吴可 钱穆之\n记录 江一帆",
        "渠水清清绕坝流\n石料上山牛不愁\n今年修得三公里\n明年还要上高楼",
    ],
)
def test_short_lines_that_nobody_recorded_are_no_sentences(text):
    assert sentence_end_edits(read(text)[0]) == ()
    stamped = "\n".join(f"00:{number:02}\n{line}" for number, line in enumerate(text.split("\n")))
    assert sentence_end_edits(read(stamped)[0])
