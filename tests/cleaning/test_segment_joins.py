import time

import pytest

from transcript.cleaning import join_edits
from transcript.readers import read
from transcript.text import Segment, SourceText, Span


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("我们要为企业持续。", "提供资金支持。", "我们要为企业持续提供资金支持。"),
        ("在这方面开展了一些。", "工作并见到成效。", "在这方面开展了一些工作并见到成效。"),
        ("会前已经通报，去年九月。", "市里印发了方案。", "会前已经通报，去年九月市里印发了方案。"),
        ("成绩很好，全市。", "粮食产量再创新高。", "成绩很好，全市粮食产量再创新高。"),
        ("重点有三个，第二个是。", "提升服务的质效。", "重点有三个，第二个是提升服务的质效。"),
        ("三是严格。", "管理好服务点。", "三是严格管理好服务点。"),
        ("这是大家关心的问题。", "的答案也在这里。", "这是大家关心的问题的答案也在这里。"),
        ("从群众的角度来看，", "分析了存在的不足。", "从群众的角度来看，分析了存在的不足。"),
        ("丰富产品供给、加大", "在县域的投放力度。", "丰富产品供给、加大在县域的投放力度。"),
        ("听了王总书记。", "书记在会上的发言。", "听了王总书记在会上的发言。"),
        ("反映办事难的问题。", "的问题是，流程太长。", "反映办事难的问题是，流程太长。"),
        ("如果下个月天气好的话。", "我们就开工。", "如果下个月天气好的话，我们就开工。"),
        ("在推进项目的过程中。", "我们遇到了困难。", "在推进项目的过程中，我们遇到了困难。"),
        ("为了保证春耕用水。", "我们修了水渠。", "为了保证春耕用水，我们修了水渠。"),
        ("这是我们要解决", "大家关心的问题。", "这是我们要解决大家关心的问题。"),
        ("目前。", "我们已经开工。", "目前，我们已经开工。"),
        ("这个方案大家可以提意见", "如果没有意见就通过。", "这个方案大家可以提意见，如果没有意见就通过。"),
    ],
)
def test_a_false_stop_is_taken_back(recorded, cleaned, left, right, joined):
    source = recorded("会议开始。", left, right, "会议结束。")
    (edit,) = join_edits(source)
    assert edit.kind == "join"
    assert edit.reason
    assert cleaned(source, [edit]) == f"会议开始。|{joined}|会议结束。"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("大家下午好。", "今天我们开会。"),
        ("谢谢大家。", "大家辛苦了。"),
        ("感谢各位领导。", "领导的讲话很重要。"),
        ("我们要持续。", "二是加强管理。"),
        ("我们做得还不够。", "的确需要改进。"),
        ("这个方案可以。", "如果没有意见就通过。"),
        ("关键在于过程。", "我们要抓落实。"),
        ("说了几句客气的话。", "我们就走了。"),
        ("这件事好不好？", "的话不多说。"),
        ("主要有三个方面", "一是加强领导。"),
    ],
)
def test_a_true_stop_stays(recorded, left, right):
    assert not any(edit.applied for edit in join_edits(recorded("会议开始。", left, right)))


def test_what_the_document_says_elsewhere_closes_a_seam(recorded, cleaned):
    source = recorded("推进乡村治理改革试点。", "要梳理乡村治理。", "改革试点的清单。")
    assert cleaned(source, join_edits(source)) == "推进乡村治理改革试点。|要梳理乡村治理改革试点的清单。"


def test_an_end_said_again_without_proof_is_only_suggested(recorded):
    (edit,) = join_edits(recorded("开会。", "培育经营主体。", "主体提升活力。"))
    assert not edit.applied


def test_nothing_is_joined_where_another_speaker_begins(recorded):
    source = recorded("我们要持续。", "提供支持。")
    breaks = [segment.span.start for segment in source.speech]
    assert join_edits(source, breaks=breaks) == ()


def test_segments_of_different_labels_are_not_joined():
    text = "我们要持续。\n提供支持。"
    segments = (Segment(span=Span(0, 6), label="甲"), Segment(span=Span(7, 12), label="乙"))
    assert join_edits(SourceText(text=text, segments=segments)) == ()


def test_lines_without_any_stop_are_left_as_they_are(recorded):
    assert join_edits(recorded("我们要持续", "提供支持", "加强管理")) == ()


def test_a_heading_without_a_stop_is_not_joined_to_its_text():
    source, _ = read("开会了。\n\n强化责任担当\n\n过去一年成绩很好。\n\n大家辛苦了。")
    assert join_edits(source) == ()


def test_traditional_script_is_joined_alike(recorded, cleaned):
    source = recorded("會議開始。", "我們要為企業持續。", "提供資金支援。")
    assert cleaned(source, join_edits(source)) == "會議開始。|我們要為企業持續提供資金支援。"


def test_thousands_of_seams_take_linear_time(recorded):
    source = recorded(*["推进乡村治理改革。", "改革试点的清单和持续。"] * 5_000)
    began = time.perf_counter()
    assert len(join_edits(source)) > 4_000
    assert time.perf_counter() - began < 10
