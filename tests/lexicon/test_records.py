import pytest

from transcript.lexicon.records import check


def rows(checked, key):
    return [text for _, text in checked.pairs.get(key, [])]


def test_the_same_entry_twice_is_one():
    checked = check([{"term": "方志明", "title": "局长"}, {"term": "方志明", "aliases": ["老方"]}])
    assert rows(checked, "term") == ["方志明"]
    assert rows(checked, "title") == ["局长"]
    assert rows(checked, "aliases") == ["老方"]
    assert len(checked.problems) == 1


def test_two_people_of_one_name_stay_two():
    checked = check([{"term": "方志明", "title": "局长"}, {"term": "方志明", "title": "教师"}])
    assert rows(checked, "term") == ["方志明", "方志明"]


def test_what_is_a_term_is_nobodys_mishearing():
    checked = check([{"term": "惠民通", "heard_as": ["会民通", "青禾贷"]}, {"term": "青禾贷"}])
    assert rows(checked, "heard_as") == ["会民通"]
    assert "青禾贷" in checked.problems[0].message


@pytest.mark.parametrize(
    ("word", "kind"), [("人名", "person"), ("Person", "person"), ("机构", "org"), ("船名", "船名")]
)
def test_types_in_the_words_of_the_library(word, kind):
    assert rows(check([{"term": "青禾", "type": word}]), "type") == [kind]


@pytest.mark.parametrize(
    ("record", "key"),
    [
        ({}, "term"),
        ({"term": 7}, "term"),
        ({"term": "好" * 101}, "term"),
        ({"term": "惠民通", "weight": 0}, "weight"),
        ({"term": "惠民通", "weight": True}, "weight"),
        ({"term": "惠民通", "count": -1}, "count"),
        ({"term": "惠民通", "aliases": 7}, "aliases"),
        ({"term": "惠民通", "别字": "会民通"}, "别字"),
    ],
)
def test_faults_name_the_record_and_the_key(record, key):
    (fault,) = check([{"term": "青禾贷"}, record]).faults
    assert fault.number == 1
    assert key in (fault.key or fault.message) or key in fault.message
