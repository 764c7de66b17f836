import math

import pytest

from transcript import Lexicon, LexiconError
from transcript.lexicon import Entry


def risks(*records):
    return [p.message for p in Lexicon.from_records(records).problems if p.kind == "ordinary"]


def test_a_misheard_form_that_is_an_ordinary_word_is_reported():
    (message,) = risks({"term": "惠民通", "heard_as": ["会民通", "服务"]})
    assert message.endswith("：服务。")


def test_a_short_term_read_like_an_ordinary_word_is_reported():
    (message,) = risks({"term": "易缘"}, {"term": "石桥夜校"})
    assert "易缘（亿元）" in message


def test_terms_of_their_own_sound_are_not():
    assert risks({"term": "乔若川"}, {"term": "服务"}, {"term": "A"}, {"term": "e付"}) == []


def test_every_one_is_shown():
    words = ["服务", "社会", "工作", "会议", "问题", "情况"]
    (message,) = risks(*({"term": f"词条{n}", "heard_as": [word]} for n, word in enumerate(words)))
    assert message.endswith("：服务、社会、工作、会议、问题、情况。")


def test_a_short_term_is_reported_whatever_the_tones():
    (message,) = risks({"term": "方石", "type": "person"}, {"term": "吴可", "aliases": ["一原"]})
    assert "方石（方式）" in message
    assert "吴可（无可）" in message
    assert "一原（" in message


def test_a_longer_term_one_easily_confused_character_from_a_word_is_reported():
    (message,) = risks({"term": "服务园"}, {"term": "石桥夜校"})
    assert "服务园（服务员）" in message


def kinds(lexicon):
    return [problem.kind for problem in lexicon.problems]


def test_records_become_entries_in_order():
    lexicon = Lexicon.from_records(
        [
            {"term": "乔若川", "type": "person", "title": "处长", "organization": "石桥市林业局", "weight": 2},
            {
                "term": "惠民通",
                "aliases": ["惠民通卡"],
                "heard_as": ["会民通"],
                "not": "惠民通道",
                "count": 3,
                "sources": ["甲.txt"],
            },
            {"term": "柳溪村"},
        ]
    )
    assert list(lexicon) == [
        Entry(term="乔若川", type="person", title="处长", organization="石桥市林业局", weight=2.0),
        Entry(
            term="惠民通",
            aliases=("惠民通卡",),
            heard_as=("会民通",),
            not_=("惠民通道",),
            count=3,
            sources=("甲.txt",),
        ),
        Entry(term="柳溪村"),
    ]
    assert lexicon.problems == ()
    assert "柳溪村" in lexicon
    assert "石桥" not in lexicon


def test_absent_values_may_be_none_or_nan():
    lexicon = Lexicon.from_records([{"term": "柳溪村", "type": None, "title": math.nan, "aliases": []}])
    assert list(lexicon) == [Entry(term="柳溪村")]


def test_white_space_around_texts_falls_away():
    assert Lexicon.from_records([{"term": " 柳溪村　", "aliases": [" 柳溪 ", ""]}])[0].aliases == ("柳溪",)


def test_an_empty_lexicon_is_one():
    assert len(Lexicon.from_records([])) == 0
    assert list(Lexicon.from_records([])) == []


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({}, '"term" is missing'),
        ({"term": ""}, '"term" is missing'),
        ({"term": " 　"}, '"term" is missing'),
        ({"term": math.nan}, '"term" is missing'),
        ({"term": 7}, '"term" must be a text, found 7'),
        ({"term": "柳溪村", "weight": "heavy"}, '"weight" must be a number above 0'),
        ({"term": "柳溪村", "weight": 0}, '"weight" must be a number above 0'),
        ({"term": "柳溪村", "weight": True}, '"weight" must be a number above 0'),
        ({"term": "柳溪村", "weight": math.inf}, '"weight" must be a number above 0'),
        ({"term": "柳溪村", "weight": [2]}, '"weight" must be a number above 0'),
        ({"term": "柳溪村", "count": -1}, '"count" must be a whole number'),
        ({"term": "柳溪村", "aliases": [3]}, '"aliases" must be a text or a list of texts'),
        ({"term": "柳溪村", "heard": "柳西村"}, 'unknown key "heard": known are term, type'),
        ({"term": "柳溪\n村"}, "U+000A"),
        ({"term": "柳溪\ud800"}, "U+D800"),
        ({"term": "长" * 101}, "at most 100 characters, found 101"),
        ("柳溪村", 'expected a dictionary with a "term"'),
    ],
)
def test_a_faulty_record_says_what_was_expected(record, expected):
    with pytest.raises(LexiconError) as caught:
        Lexicon.from_records([{"term": "石桥镇"}, record])
    assert expected in str(caught.value)
    assert "record 2" in str(caught.value)


def test_all_faults_come_at_once():
    with pytest.raises(LexiconError) as caught:
        Lexicon.from_records([{"term": 1}, {"term": "石桥镇"}, {"term": "柳溪村", "weight": -1, "colour": "red"}])
    assert [fault.message.split(":")[0] for fault in caught.value.faults] == ["record 1", "record 3", "record 3"]


def test_duplicates_become_one_and_are_reported():
    lexicon = Lexicon.from_records(
        [
            {"term": "惠民通", "heard_as": ["会民通"]},
            {"term": "石桥镇"},
            {"term": "惠民通", "type": "product", "heard_as": ["惠明通", "会民通"]},
        ]
    )
    assert [e.term for e in lexicon] == ["惠民通", "石桥镇"]
    assert lexicon[0].heard_as == ("会民通", "惠明通")
    assert lexicon[0].type == "product"
    assert kinds(lexicon) == ["duplicate"]


def test_namesakes_stay_apart():
    lexicon = Lexicon.from_records(
        [{"term": "乔若川", "organization": "林业局"}, {"term": "乔若川", "organization": "水务局"}]
    )
    assert [e.organization for e in lexicon] == ["林业局", "水务局"]
    assert lexicon.problems == ()


def test_a_term_is_nobodys_misheard_form():
    lexicon = Lexicon.from_records(
        [{"term": "农信业务", "heard_as": ["农金业务", "农新业务", "农信业务"]}, {"term": "农金业务"}]
    )
    assert lexicon[0].heard_as == ("农新业务",)
    assert kinds(lexicon) == ["contradiction"]
    assert "农金业务" in lexicon.problems[0].message


def test_a_misheard_form_of_two_terms_is_reported():
    lexicon = Lexicon.from_records([{"term": "惠民通", "heard_as": "会民"}, {"term": "惠民卡", "heard_as": "会民"}])
    assert kinds(lexicon) == ["ambiguous"]


def test_terms_of_one_character_are_reported():
    assert kinds(Lexicon.from_records([{"term": "柳"}])) == ["short"]


def test_letters_punctuation_and_emoji_are_kept():
    terms = ["惠民e付", "“三步走”战略", "村🏀赛", "A/B 测试"]
    assert [e.term for e in Lexicon.from_records({"term": term} for term in terms)] == terms


def test_merge_keeps_order_and_joins_what_is_the_same():
    first = Lexicon.from_records([{"term": "石桥镇"}, {"term": "惠民通", "heard_as": ["会民通"]}])
    second = Lexicon.from_records([{"term": "惠民通", "weight": 3}, {"term": "柳溪村"}])
    merged = first.merge(second)
    assert [e.term for e in merged] == ["石桥镇", "惠民通", "柳溪村"]
    assert merged[1] == Entry(term="惠民通", heard_as=("会民通",), weight=3.0)
    assert merged.merge(second) == merged


def test_records_of_a_lexicon_make_it_again():
    records = [{"term": "乔若川", "type": "person", "weight": 0.5, "not": ["瞧若"]}, {"term": "石桥镇"}]
    assert Lexicon.from_records(records).to_records() == records


def test_every_short_term_read_like_a_word_is_reported_however_many_there_are():
    names = [
        f"{a}{b}"
        for a in "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
        for b in "一丁七万丈三上下不与丐丑专且世丘丙业丛东丝丢两严丧个中丰串临丸丹为主丽举乃久么义之乌乍乎乏乐乒乓乔乖乘乙九乞也习乡书买乱乳"
    ]
    fillers = [
        f"{a}{b}{c}"
        for a in "赵钱孙李周吴郑王"
        for b in "一丁七万丈三上下不与丐丑专且世丘丙业丛东丝"
        for c in "丢两严丧个中丰串临丸丹为主丽举乃久么义之乌乍乎乏乐乒乓乔乖乘"
    ]
    (message, *_) = risks(*({"term": term} for term in dict.fromkeys([*fillers, *names, "方石"])))
    assert "方石（方式）" in message
