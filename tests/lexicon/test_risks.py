from transcript import Lexicon


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
