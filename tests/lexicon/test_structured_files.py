import pytest

from transcript.lexicon.structured_files import read_json, read_toml

RECORDS = [
    {"type": "person", "term": "方志明", "title": "局长"},
    {"type": "term", "term": "惠民通"},
]


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_toml, '[[person]]\nterm = "方志明"\ntitle = "局长"\n[[term]]\nterm = "惠民通"\n'),
        (read_toml, '[["人员"]]\n"姓名" = "方志明"\n"职务" = "局长"\n[["术语"]]\n"词条" = "惠民通"\n'),
        (read_json, '{"person": [{"term": "方志明", "title": "局长"}], "terms": ["惠民通"]}'),
        (read_json, '{"人员": [{"姓名": "方志明", "职务": "局长"}], "术语": [{"词条": "惠民通"}]}'),
    ],
)
def test_sections_in_either_language(read, text):
    sheet = read(text)
    assert not sheet.misshapes
    assert [{"type": kind, **rest} for kind, rest in ((r.get("type"), r) for r in sheet.records)] == RECORDS


def test_entries_one_a_line():
    sheet = read_json('{"term": "惠民通"}\n{"term": "青禾贷"}\n')
    assert [record["term"] for record in sheet.records] == ["惠民通", "青禾贷"]
    assert sheet.locate(1, None) == (2, 1)


def test_words_with_weights_and_words_with_mishearings():
    assert read_json('{"惠民通": 20}').records == [{"term": "惠民通", "weight": 20}]
    assert read_json('{"惠民通": ["会民通"]}').records == [{"term": "惠民通", "heard_as": ["会民通"]}]


@pytest.mark.parametrize(
    ("read", "text", "place"),
    [
        (read_toml, "[[person]]\nterm = \n", (2, 8)),
        (read_json, '{"person": [\n{"term": }]}', (2, 10)),
        (read_json, '{"term": "甲"}\n{"term": }', (2, 10)),
    ],
)
def test_what_is_broken_has_a_place(read, text, place):
    (fault,) = read(text).misshapes
    assert fault.place == place


def test_entries_know_their_places():
    sheet = read_toml('[[person]]\nterm = "方志明"\n\n[[person]]\nterm = "何一鸣"\ntitle = "局长"\n')
    assert sheet.locate(1, None)[0] == 4
    assert sheet.locate(1, "title")[0] == 6
    assert read_json('[\n{"term": "甲"},\n{"term": "乙", "title": "丙"}]').locate(1, "title") == (3, 15)


@pytest.mark.parametrize(("read", "text"), [(read_json, '"惠民通"'), (read_json, "[1]"), (read_toml, "a = 2031-05-06")])
def test_what_is_no_list_of_entries_is_refused(read, text):
    assert read(text).misshapes
