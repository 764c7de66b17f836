import numpy as np
import pytest

from transcript import Lexicon, correct_terms, parse_transcript
from transcript.corrections.decision import APPLY, SUGGEST
from transcript.corrections.latin import (
    DOUBTFUL,
    PROVEN,
    SAME,
    Case,
    difference,
    form_of,
    is_english,
    judged,
    latin_candidates,
    latin_form,
)
from transcript.corrections.latin_words import LatinWords
from transcript.corrections.term_candidates import PhoneticText


def found(text, *records, owned=()):
    index = Lexicon.from_records([{"term": r} if isinstance(r, str) else r for r in records]).index
    right = np.zeros(len(text), dtype=bool)
    right[list(owned)] = True
    words = LatinWords.of(PhoneticText.of(text, folded=text))
    return [(text[c.start : c.end], index.form(c.form)) for c in latin_candidates(words, index, owned=right)]


def test_stretches_are_found_by_all_their_letters_or_all_but_one():
    assert found("看 luma chat", "LumaChat") == [("luma chat", "LumaChat")]
    for said in ("lumachad", "lumchat", "lumaschat", "lumahcat"):
        assert found(f"看 {said} 吧", "LumaChat") == [(said, "LumaChat")]
    assert found("看 lunachid", "LumaChat") == []


def test_stretches_are_found_by_their_consonants():
    for said in ("lumochet", "luma jad", "loomachat", "lummuchat"):
        assert bool(found(f"看 {said} 吧", "LumaChat")) is ("j" not in said)
    assert found("看 rockett 吧", "Rokket") == [("rockett", "Rokket")]


def test_all_letters_go_before_all_but_one():
    assert found("看 luma chat", "LumaChat", "LumaChats", "LunaChat") == [("luma chat", "LumaChat")]


def test_a_key_that_many_share_tells_nothing_apart():
    letters = "abcdefghij"
    assert found("看 quillz", *(f"quill{letter}" for letter in letters)) == []
    assert len(found("看 quillz", *(f"quill{letter}" for letter in letters[:3]))) == 3


def test_what_is_right_keeps_its_words_and_what_is_between_them():
    assert found("看 luma chat", "LumaChat", owned=[2, 3, 4, 5]) == [("luma chat", "LumaChat")]
    assert found("看 luma chat", "LumaChat", owned=[6]) == []
    assert found("看 lumo chat", "Luma Chat", owned=[2, 3, 4, 5]) == []
    assert found("看 lumo chat", "Luma Chat", owned=[7, 8, 9, 10]) == [("lumo chat", "Luma Chat")]


def test_short_words_beside_others_mean_nothing():
    assert found("see as i a m", "IAM") == []
    assert found("看 i a m 吧", "IAM") == [("i a m", "IAM")]


def test_what_is_to_be_left_alone_is_no_candidate_however_it_is_cut():
    assert found("看 luma chad", "LumaChat", {"term": "石桥", "not": ["lumachad"]}) == []


def test_a_form_is_known_by_all_letters_of_some_words():
    index = Lexicon.from_records([{"term": "青石桥"}, {"term": "Luma Chat"}, {"term": "N1", "not": ["ab cd"]}]).index
    number = form_of(index, ("lumachat",))
    assert number is not None
    assert latin_form(index, number) == "luma chat"
    assert form_of(index, ("lumachad",)) is None
    assert form_of(index, ("abcd",)) is None


def test_all_letters_are_looked_for_among_all_forms():
    assert found("看 luma chat", "LumaChad", "LunaChat", "LumaChat") == [("luma chat", "LumaChat")]


def test_of_forms_with_the_same_letters_the_first_is_taken_and_others_are_still_found():
    assert found("看 lumachad", "LumaChat", "Luma Chat", "LumaChap") == [
        ("lumachad", "LumaChat"),
        ("lumachad", "LumaChap"),
    ]


def test_forms_in_full_width_are_found_alike():
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in "LumaChat")
    assert found("看 luma chat", wide) == [("luma chat", wide)]


def test_four_letters_in_pieces_within_a_phrase_are_too_few():
    assert found("see a b cd here", "ABCD") == [("a b cd", "ABCD")]
    assert found("see a b c d", "ABCD") == []
    assert found("see is it he", "ISIT") == []
    assert ("is it he", "IsItHe") in found("see is it he now", "IsItHe")


def test_short_words_are_found_by_the_names_of_their_letters_unless_they_are_english():
    assert found("看 nbs 吧", "NPS") == [("nbs", "NPS")]
    assert found("看 nms 吧", "NPS") == []
    assert found("看 led 吧", "LET") == []
    assert found("看 n bs 吧", "NPS") == []


def test_every_place_between_words_counts():
    for place in (4, 7):
        assert found("看 lu ma chat", "LumaChat", owned=[place]) == []


@pytest.mark.parametrize(
    ("said", "form"),
    [
        (("luma", "chat"), "lumachat"),
        (("lumachat",), "luma chat"),
        (("node", "rs"), "node.rs"),
        (("fathom", "3"), "fathom-3"),
        (("fathom", "3", "5"), "fathom-3.5"),
    ],
)
def test_words_may_be_cut_otherwise(said, form):
    found = difference(said, form)
    assert found is not None
    assert found.same


@pytest.mark.parametrize("said", ["lumochat", "lumchat", "lummachat", "lumacaht", "umachat", "lumachatt", "lumacha"])
def test_a_letter_may_differ_be_lost_put_in_or_moved(said):
    found = difference((said,), "lumachat")
    assert found is not None
    assert not found.same
    assert found.change == (said, "lumachat")


@pytest.mark.parametrize(
    ("said", "form"),
    [
        (("fathom", "3"), "fathom-4"),
        (("fathom", "35"), "fathom-3.5"),
        (("fathom", "3", "5"), "fathom 35"),
        (("fathomo",), "fathom0"),
        (("lunechat",), "lumachat"),
        (("lanechut",), "lumachat"),
        (("fathum", "4a"), "fathom-4"),
        (("basis",), "bases"),
        (("model", "x"), "model s"),
        (("model",), "model s"),
        (("a", "model"), "model"),
        (("phase", "iii"), "phase ii"),
        (("towers",), "tower"),
        (("tower",), "towers"),
        (("scaled",), "scaler"),
        (("scaled",), "scale"),
        (("scale",), "scaler"),
        (("analyses",), "analysis"),
        (("lum", "towers"), "lum tower"),
        (("lumtowers",), "lum tower"),
    ],
)
def test_what_an_editor_never_changes_is_no_difference(said, form):
    assert difference(said, form) is None


def test_two_letters_may_differ_where_the_consonants_are_the_same():
    found = difference(("deep", "sick"), "deepseek")
    assert found is not None
    assert (found.apart, found.letters, found.change, found.plain) == (2, 7, None, True)
    assert difference(("deap", "sok"), "deepseek") is None


def test_an_ending_that_sounds_like_another_inflects_only_english():
    assert difference(("kestrelis",), "kestreles") is not None


def test_a_lost_letter_at_the_end_may_be_a_mishearing_of_what_is_no_word():
    found = difference(("drimme",), "drimmer")
    assert found is not None
    assert not found.plain


def test_the_word_that_changes_is_told():
    found = difference(("glow", "spyre", "park"), "glow spire park")
    assert found is not None
    assert (found.first, found.past, found.change, found.letters) == (1, 2, ("spyre", "spire"), 13)
    joined = difference(("glow", "spyrepark"), "glow spire park")
    assert joined is not None
    assert (joined.first, joined.past, joined.change) == (1, 2, None)


def test_of_a_code_only_its_own_letters_count():
    found = difference(("studio", "gbt4"), "studio gpt4")
    assert found is not None
    assert found.letters == 3


def test_letters_whose_names_sound_alike_are_near():
    near, far = difference(("bqs",), "pqs"), difference(("mqs",), "pqs")
    assert near is not None
    assert far is not None
    assert (near.near, far.near) == (True, False)


@pytest.mark.parametrize("word", ["tower", "planned", "planning", "cities", "makes", "making", "quickly", "vr", "42"])
def test_english_is_known_with_its_inflections(word):
    assert is_english(word)


@pytest.mark.parametrize("word", ["lumachat", "pelagix", "plannimg", ""])
def test_other_words_are_no_english(word):
    assert not is_english(word)


@pytest.mark.parametrize(
    ("said", "form", "alike"), [("nimbo", "nimba", True), ("simbo", "nimbo", False), ("bimbo", "pimbo", True)]
)
def test_words_may_begin_alike(said, form, alike):
    found = difference((said,), form)
    assert found is not None
    assert found.begins is alike


def test_the_shorter_of_both_counts():
    for said, form in (("kestrels", "kestrelso"), ("kestrelso", "kestrels")):
        found = difference((said,), form)
        assert found is not None
        assert found.letters == 8


def test_only_two_roman_numerals_are_never_taken_for_each_other():
    assert difference(("phase", "xi"), "phase xii") is None
    assert difference(("phase", "xa"), "phase xi") is not None


def test_one_english_word_among_those_cut_otherwise_is_told():
    found = difference(("brightly", "chad"), "brightlychat")
    assert found is not None
    assert (found.plain, found.partly) == (False, True)


# The launch of a product, and a panel on software; nobody makes any of it.
LAUNCH = [
    {"term": "LumaChat", "type": "product"},
    {"term": "Luma Hub", "type": "product"},
    {"term": "Kestrel Studio", "type": "product"},
    {"term": "Fathom-3", "type": "product"},
    {"term": "Fathom-4", "type": "product"},
    {"term": "Model S", "type": "product"},
    {"term": "XRQ500A", "type": "product"},
    {"term": "AQ Tower", "type": "place"},
    {"term": "AQ Town", "type": "place"},
    {"term": "AQ", "type": "term"},
    {"term": "Smart Care", "type": "product"},
    {"term": "智光塔", "type": "place", "aliases": ["Glow Spire"]},
]
PANEL = [
    {"term": "Pelagix", "type": "org"},
    {"term": "TarnDB", "type": "product"},
    {"term": "Tarn OS", "type": "product"},
    {"term": "Open Quill", "type": "product"},
    {"term": "Nimbo", "type": "product"},
    {"term": "Node.rs", "type": "product"},
    {"term": "SetPoint", "type": "product"},
    {"term": "Brightly", "type": "product", "not": ["brightli"]},
    {"term": "NPS", "type": "term"},
    {"term": "Phase II", "type": "term"},
]
BOTH = Lexicon.from_records(LAUNCH + PANEL)


def edits(text, lexicon=BOTH):
    return correct_terms(text, lexicon=lexicon).edits


def lexicon(*terms):
    return Lexicon.from_records([{"term": term} for term in terms])


@pytest.mark.parametrize(
    ("text", "after"),
    [
        # Cut otherwise.
        ("今天发布 luma chat 的新版", "今天发布 LumaChat 的新版"),
        ("今天发布Luma-Chat的新版", "今天发布LumaChat的新版"),
        ("大家打开LU MA CHAT看看", "大家打开LumaChat看看"),
        ("入口在lumahub里面", "入口在Luma Hub里面"),
        ("用 tarn db 存数据", "用 TarnDB 存数据"),
        ("系统是tarnos", "系统是Tarn OS"),
        ("系统是 tarn o s 的", "系统是 Tarn OS 的"),
        ("换成 fathom 3 以后快了", "换成 Fathom-3 以后快了"),
        ("换成fathom4以后快了", "换成Fathom-4以后快了"),
        ("后端用 node rs 写的", "后端用 Node.rs 写的"),
        ("去 set point 上看", "去 SetPoint 上看"),
        ("去\uff4c\uff55\uff4d\uff41 \uff43\uff48\uff41\uff54上看", "去LumaChat上看"),
        ("晚上 glowspire 会亮灯", "晚上 Glow Spire 会亮灯"),
        # A letter differs, is lost, put in, or has changed places.
        ("今天发布lumachad的新版", "今天发布LumaChat的新版"),
        ("今天发布lumachaat的新版", "今天发布LumaChat的新版"),
        ("今天发布lunkaht，不对，lumahcat的新版", "今天发布lunkaht，不对，LumaChat的新版"),
        ("我来自 pelagis 公司", "我来自 Pelagix 公司"),
        ("他们用 open quil 写稿", "他们用 Open Quill 写稿"),
        ("他们用openqwill写稿", "他们用Open Quill写稿"),
        ("请看 kestrol studio 的演示", "请看 Kestrel Studio 的演示"),
        ("请看 kestral-studio 的演示", "请看 Kestrel Studio 的演示"),
        ("这是 fathon 4 的成绩", "这是 Fathom-4 的成绩"),
        ("楼下就是 ax tower 了", "楼下就是 AQ Tower 了"),
        ("楼下就是aitower了", "楼下就是AQ Tower了"),
        ("晚上 glow spyre 会亮灯", "晚上 Glow Spire 会亮灯"),
        ("we use pelagis here", "we use Pelagix here"),
        # Two letters differ, and it sounds the same.
        ("我来自 palagex 公司", "我来自 Pelagix 公司"),
        ("请看 kastrel studyo 的演示", "请看 Kestrel Studio 的演示"),
        ("用 bride li 调灯光", "用 bride li 调灯光"),
        ("去 kestrell stewdio 看", "去 kestrell stewdio 看"),  # three letters
        # Few letters, but the text has it right elsewhere.
        ("Nimbo 是新的。大家都在用 nimbu 吧", "Nimbo 是新的。大家都在用 Nimbo 吧"),
    ],
)
def test_what_is_applied(text, after):
    assert correct_terms(text, lexicon=BOTH).text == after


@pytest.mark.parametrize(
    ("text", "before", "after", "ground"),
    [
        ("大家都在用 nimbu 吧", "nimbu", "Nimbo", "字母太少"),
        ("门口发 smart card 给大家", "smart card", "Smart Care", "“card”本身也是常用的英文"),
        ("楼下就是 AR tower 了", "AR tower", "AQ Tower", "“AR”本身也是常用的英文"),
        ("we set point by point", "set point", "SetPoint", "也可能是普通的英文词组"),
        ("他们做了 fathom 4 个版本", "fathom 4", "Fathom-4", "末尾的数字也可能另有所指"),
        ("先调查 NBS 再说", "NBS", "NPS", "字母太少"),
        ("用 tornoz 系统", "tornoz", "Tarn OS", "字母太少"),
        ("Pelagix、Pelagis两家都来了", "Pelagis", "Pelagix", "并列"),
    ],
)
def test_what_is_only_suggested(text, before, after, ground):
    (edit,) = edits(text)
    assert (edit.before, edit.after, edit.applied) == (before, after, False)
    assert ground in edit.reason
    assert edit.reason.endswith("请核对")


@pytest.mark.parametrize(
    "text",
    [
        "今天发布 LumaChat 和 Luma Hub",  # right
        "今天发布lumachat的新版",  # but for its case
        "这是 fathom-5 的成绩，不是 fathom 2",  # numbers
        "换成 fathom3.5 以后快了",
        "他们开 model x 去的",  # a letter by itself
        "他们开 model 去的",
        "型号是 XRQ500B 的",  # a code
        "进入 phase III 了",  # a Roman numeral
        "这一带有几座 aq towers",  # inflections
        "他们逛了 kestrel studios",
        "这几家 pelagixs",
        "brightli 照旧",  # what the lexicon wants left alone
        "bright-li 照旧",
        "我来自 pela，gix 公司",  # across punctuation
        "我来自 luma。chat 公司",
        "今天 luma\nchat 发布",
        "今天 luma  chat 发布",
        "写信给 user@pelagis.com 吧",  # addresses
        "打开 www.pelagis.cn 吧",
        "人名 Pelagisé 没错",
        "看 node.js 的文档",  # too far
        "来自 belakics 集团",
        "用 quail opener",
        "用 tor 和 n p s o 都行",
        "他们说 just wait 就好",
        "AR 和 VR 都是热点，我做 AI 的",  # short words
        "去 aq，tower 在那边",
        "模型是 x l，不是 s",
    ],
)
def test_what_is_left(text):
    assert [e for e in edits(text) if e.before != "fathom3"] == []


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("he will not on any account go", "Notion"),
        ("we apply for it", "Applx"),
        ("there is a motion to go", "Notion"),
    ],
)
def test_english_in_a_phrase_is_left(text, term):
    assert edits(text, lexicon(term)) == ()


def test_words_cut_otherwise_in_a_phrase_are_only_suggested():
    assert [e.applied for e in edits("the lum achad is good", lexicon("LumaChat"))] == [True]
    assert [e.applied for e in edits("the brightly chad is good", lexicon("BrightlyChat"))] == [False]
    assert [e.applied for e in edits("今天发布 brightly chad 了", lexicon("BrightlyChat"))] == [True]


def test_five_letters_must_begin_alike():
    assert [e.applied for e in edits("Nimbo是新的。用 nimbu 吧", lexicon("Nimbo"))] == [True]
    assert [e.applied for e in edits("Nimbo是新的。用 simbo 吧", lexicon("Nimbo"))] == [False]


def test_a_word_in_three_companies_is_left_in_a_phrase():
    text = "kestrol one。kestrol two。kestrol three。看kestrol，好"
    assert [(e.before, e.applied) for e in edits(text, lexicon("Kestrel"))] == [("kestrol", False)]


def test_a_number_with_a_point_is_not_cut():
    assert edits("换成 fathom 3.5 以后快了") == ()


def test_a_word_that_longer_stretches_need_changed_is_changed_by_itself():
    text = "我们先看AR tower，再去AR town走走。AR是这里的核心，大家都在谈AR。"
    corrected = correct_terms(text, lexicon=BOTH)
    assert corrected.text == "我们先看AQ Tower，再去AQ Town走走。AQ是这里的核心，大家都在谈AQ。"
    assert corrected.edits[-1].reason == "与词条“AQ”只差一个字母，文中“AR tower”“AR town”也要同样改"


def test_one_longer_stretch_only_suggests_it():
    found = [(e.before, e.applied) for e in edits("我们先看AX tower，AX是这里的核心。")]
    assert found == [("AX tower", True), ("AX", False)]


def test_the_same_stretch_twice_counts_once():
    found = [(e.before, e.applied) for e in edits("我们先看AX tower，再看AX tower，AX是这里的核心。")]
    assert found == [("AX tower", True), ("AX tower", True), ("AX", False)]


def test_no_longer_stretch_leaves_it():
    assert edits("AX是这里的核心。") == ()


def test_a_word_in_other_company_stands_in_its_own_right():
    text = "我们先看AR tower，再去AR town走走。做AR glass的、AR SDK的，还有AR、VR的都来了，AR很热。"
    assert not any(edit.applied for edit in edits(text))


def test_a_word_beside_another_is_not_one_by_itself():
    text = "我们先看AX tower，再去AX town走走。AX market很大。"
    assert correct_terms(text, lexicon=BOTH).text == "我们先看AQ Tower，再去AQ Town走走。AX market很大。"


def test_a_short_form_of_several_words_is_found_by_the_word_that_is_misheard():
    text = "我们先看AX tower，再去AX town走走，最后讲AX PC。"
    more = Lexicon.from_records([*LAUNCH, {"term": "AQ PC"}])
    assert correct_terms(text, lexicon=more).text.endswith("最后讲AQ PC。")


def test_the_text_may_have_it_right_elsewhere():
    text = "AQ tower在河边。楼下就是 AR tower 了"
    assert [(e.before, e.applied) for e in edits(text)] == [("AR tower", True)]


def test_what_is_a_form_itself_is_right():
    assert edits("楼下就是 AR tower 了", lexicon("AQ Tower", "AR")) == ()
    assert edits("用 open quil 写稿", lexicon("Open Quill", "Quil")) == ()


def test_between_two_forms_that_are_as_near_the_question_is_open():
    (edit,) = edits("请看 kestrol 的演示", lexicon("Kestrel", "Kestrul"))
    assert not edit.applied
    assert {edit.after, edit.runner_up} == {"Kestrel", "Kestrul"}
    assert edit.margin < 1
    assert "也可能是" in edit.reason


def test_a_form_within_a_longer_one_is_no_rival():
    (edit,) = edits("用 open quill api 写", lexicon("OpenQuill", "OpenQuill API"))
    assert (edit.before, edit.after, edit.applied) == ("open quill api", "OpenQuill API", True)


def test_of_two_ways_to_write_a_form_the_first_is_taken():
    records = [{"term": "LumaChat", "aliases": ["Luma-Chat"]}]
    (edit,) = edits("今天发布 luma chat", Lexicon.from_records(records))
    assert (edit.after, edit.applied, edit.runner_up) == ("LumaChat", True, None)


def test_a_known_mishearing_goes_before():
    records = [{"term": "LumaChat", "heard_as": ["luna chat"]}, {"term": "LunaChat"}]
    (edit,) = edits("今天发布 luna chat", Lexicon.from_records(records))
    assert edit.after == "LumaChat"
    assert edit.reason.startswith("词表注明")


def test_the_reason_names_the_alias_that_is_meant():
    (edit,) = edits("晚上 glow spyre 会亮灯")
    assert edit.entry == "智光塔"
    assert edit.reason == "与词条“智光塔”的写法“Glow Spire”只差一个字母，原文不是常用的英文"


def test_chinese_heard_for_letters_is_still_decided_by_sound():
    assert correct_terms("我们用轻云OS系统", lexicon=lexicon("青云OS")).text == "我们用青云OS系统"


def test_latin_words_are_put_right_in_a_record_that_stays_so():
    text = "主持人：欢迎大家。今天请 pelagis 的方志明介绍 luma chat。\n方志明：谢谢。luma-chat 用了 tarn db，部署在 AX tower 和 AX town，AX 很好。\n"
    record = parse_transcript(text, lexicon=BOTH)
    assert "请 Pelagix 的方志明介绍 LumaChat" in record.clean_text
    again = parse_transcript(record.clean_text, lexicon=BOTH)
    assert [e for e in again.edits if e.kind == "term" and e.applied] == []


def case(said, form, **known):
    found = difference(tuple(said.split()), form)
    assert found is not None
    usual = {"one_word": " " not in said, "phrase": False, "company": frozenset(), "echo": None, "attested": False}
    return Case(found=found, word=found.before, **(usual | known))


def fate(*args, **known):
    score, _ = judged(case(*args, **known))
    return "applied" if score >= APPLY else "suggested" if score >= SUGGEST else "left"


@pytest.mark.parametrize(
    ("said", "form", "known", "becomes"),
    [
        ("kestrol", "kestrel", {}, "applied"),
        ("nimbos", "nimbus", {}, "applied"),
        ("nimbu", "nimbo", {}, "suggested"),
        ("nimbu", "nimbo", {"attested": True}, "applied"),
        ("nimbu", "nimbo", {"echo": "nimbu hub"}, "applied"),
        ("simbo", "nimbo", {"attested": True}, "suggested"),
        ("nbs", "nps", {"attested": True}, "suggested"),
        ("palagex", "pelagix", {}, "applied"),
        ("nambos", "nimbus", {}, "suggested"),
        ("nambos", "nimbus", {"attested": True}, "suggested"),
        ("nambos", "nimbus", {"echo": "nambos hub"}, "applied"),
        ("motion", "notion", {}, "suggested"),
        ("motion", "notion", {"attested": True}, "suggested"),
        ("motion", "notion", {"phrase": True}, "left"),
        ("motion", "notion", {"echo": "motion hub"}, "applied"),
        ("suiting", "seating", {}, "left"),
        ("ar tower", "aq tower", {}, "suggested"),
        ("ar tower", "aq tower", {"attested": True}, "applied"),
        ("kestrol", "kestrel", {"company": frozenset("abc")}, "suggested"),
        ("kestrol", "kestrel", {"company": frozenset("ab")}, "applied"),
        ("kestrol", "kestrel", {"company": frozenset("abc"), "phrase": True}, "left"),
        ("kestrol", "kestrel", {"company": frozenset(["kestrel"])}, "suggested"),
        ("brightly chad", "brightlychat", {"phrase": True}, "suggested"),
        ("brightly chad", "brightlychat", {}, "applied"),
    ],
)
def test_what_becomes_of_words_that_are_almost_a_form(said, form, known, becomes):
    assert fate(said, form, **known) == becomes


def test_more_letters_prove_more_and_a_second_letter_less():
    scores = [
        judged(case(*pair))[0] for pair in (("nimbos", "nimbus"), ("kestrol", "kestrel"), ("lumachad", "lumachat"))
    ]
    assert scores == sorted(set(scores))
    assert judged(case("palagex", "pelagix"))[0] < judged(case("pelagex", "pelagix"))[0]
    assert judged(case("kestrolkestrelkestrel", "kestrelkestrelkestrel"))[0] < SAME


def test_what_is_proven_is_applied_and_what_is_doubtful_is_not():
    assert SUGGEST < DOUBTFUL + 0.05 < APPLY < PROVEN < SAME


def test_the_ground_says_what_counts():
    grounds = [
        judged(case("kestrol", "kestrel", **known))[1]
        for known in ({}, {"attested": True}, {"echo": "kestrol hub"}, {"company": frozenset("abc")})
    ]
    assert grounds == [
        "原文不是常用的英文",
        "文中另有写对的",
        "文中“kestrol hub”也要同样改",
        "但“kestrol”在文中也与别的英文词连用",
    ]
