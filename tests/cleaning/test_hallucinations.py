"""What a recogniser writes where nobody said it is set aside and told; refrains, votes and thanks stay."""

import pytest

from transcript import MeetingRecord, parse_transcript
from transcript.cleaning.hallucinations import set_aside_hallucinations
from transcript.readers import read

LOOP = "然后我们就是这样的，"
CREDIT = "请不吝点赞 订阅 转发 打赏支持明镜与点点栏目"


def pieces(*rows, length=1.0):
    return [{"start": at * 2.0, "end": at * 2.0 + length, "text": text} for at, text in enumerate(rows)]


def uneven(*rows):
    return [{"start": at * 3.0, "end": at * 3.0 + 1 + at % 4 * 0.4, "text": text} for at, text in enumerate(rows)]


def aside(source):
    found, problems = set_aside_hallucinations(read(source)[0])
    kinds = [s.span.slice(found.text) for s in found.segments if s.kind == "hallucination"]
    return kinds, [problem.message for problem in problems]


def test_a_sentence_forty_times_over_is_said_once():
    record = parse_transcript(pieces("各位好。", *[LOOP] * 40, "散会。"))
    assert record.verbatim_text.count("这样的") == 1
    assert record.source.text.count("这样的") == 40
    assert any("重复 40 遍" in problem.message for problem in record.problems)


def test_a_loop_of_two_sentences():
    kinds, told = aside(pieces("各位好。", *["我们先说水渠。", "水渠要修好。"] * 9, "散会。"))
    assert len(kinds) == 16
    assert "2 段" in told[0]


def test_a_loop_inside_a_segment():
    record = parse_transcript(f"各位好，开会。{LOOP * 40}好的，散会。")
    assert record.verbatim_text.replace("\n", "") == f"各位好，开会。{LOOP}好的，散会。"
    assert "循环" in record.problems[0].message


@pytest.mark.parametrize(
    "credit",
    [
        CREDIT,
        "請不吝點讚 訂閱 轉發 打賞支持明鏡與點點欄目",
        "字幕由Amara.org社群提供",
        "中文字幕志愿者 程立群",
        "优优独播剧场——YoYo Television Series Exclusive",
        "Subtitles by the Amara.org community",
    ],
)
def test_credits_of_subtitles(credit):
    assert aside(pieces("各位好。", credit, "散会。"))[0] == [credit]
    assert parse_transcript(f"各位好，开会。\n{credit}\n散会。").verbatim_text == "各位好，开会。\n散会。"


def test_closing_words_only_where_they_fill_a_silence_or_come_often():
    assert aside(pieces("散会。", "谢谢观看", length=20.0))[0] == ["谢谢观看"]
    assert len(aside(pieces("谢谢观看", "先说水渠。", "谢谢观看", "再说道路。", "谢谢观看"))[0]) == 3
    assert aside(pieces("散会。", "谢谢大家观看。"))[0] == []


@pytest.mark.parametrize(
    "rows",
    [
        ["同意。"] * 30,
        ["我同意这个方案。"] * 12,
        ["春天来了花开了"] * 4,
        ["好。"] * 50,
        ["请大家点赞支持我们的工作。", "字幕组的同志辛苦了。", "谢谢大家。"],
        [
            "哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈"
        ],
    ],
)
def test_votes_refrains_and_what_is_said_of_credits_stay(rows):
    assert aside(pieces(*rows))[0] == []


def test_a_refrain_sung_unevenly_stays_and_is_told():
    kinds, told = aside(uneven(*["我爱我的家乡水渠。"] * 10))
    assert kinds == []
    assert "没有改动" in told[0]


def test_what_several_say_is_no_loop():
    rows = [{**piece, "speaker": f"S{at}"} for at, piece in enumerate(pieces(*[LOOP] * 12))]
    assert aside(rows)[0] == []


def test_it_can_be_left_as_speech():
    record = parse_transcript(pieces("各位好。", CREDIT), clean=())
    assert CREDIT in record.verbatim_text


def test_a_record_with_such_segments_survives_saving():
    record = parse_transcript(pieces("各位好。", CREDIT, *[LOOP] * 12))
    assert MeetingRecord.from_json(record.to_json()) == record


def test_long_segments_take_linear_time():
    assert aside("".join(chr(0x4E00 + at * 7919 % 20000) for at in range(200_000)))[0] == []
