import numpy as np

from transcript import Lexicon
from transcript.corrections.candidates import Hits
from transcript.corrections.entry_features import beside_title, entry_features, is_title
from transcript.corrections.phonetic_text import PhoneticText


def test_a_title_may_stand_on_either_side():
    text = "处长乔若川讲，柳文博同志讲，方志明讲"
    starts = np.array([text.index(name) for name in ("乔若川", "柳文博", "方志明")])
    assert beside_title(text, starts, starts + 3).tolist() == [True, True, False]


def test_the_longest_title_is_taken_whole():
    assert is_title("副行长")
    assert not is_title("副行长们")
    assert not is_title("")


def test_lone_surrogates_do_not_move_what_stands_beside():
    assert beside_title("\ud800乔若川处长", np.array([1]), np.array([4])).tolist() == [True]


QIAO = {"term": "乔若川", "type": "person", "title": "副处长、工会主席", "organization": "石桥市林业局"}


def of_entry(text, record=QIAO, *, said="乔若穿"):
    lexicon = Lexicon.from_records([record])
    start = text.index(said)
    hits = Hits(np.array([start]), np.array([start + len(said)]), np.array([0], dtype=np.int32))
    phonetic = PhoneticText.of(text, folded=text)
    return {name: float(row[0]) for name, row in entry_features(phonetic, lexicon.index, hits, lexicon.columns).items()}


def test_a_title_of_the_entry_beside_the_name_agrees():
    for text in ("请乔若穿处长讲", "请乔若穿工会主席讲", "请副处长乔若穿讲"):
        assert of_entry(text) == {"title": 1.0, "other_title": 0.0, "organization": 0.0}


def test_another_title_does_not_and_one_that_anybody_has_says_nothing():
    assert of_entry("请乔若穿院长讲")["other_title"] == 1.0
    assert of_entry("请乔若穿同志讲") == {"title": 0.0, "other_title": 0.0, "organization": 0.0}


def test_an_entry_without_a_title_has_no_other():
    assert of_entry("请乔若穿院长讲", {"term": "乔若川", "type": "person"})["other_title"] == 0.0


def test_the_organisation_said_before_a_name_counts_by_its_share():
    assert of_entry("石桥市林业局乔若穿")["organization"] == 1.0
    assert 0 < of_entry("市林业局的乔若穿")["organization"] < 1
    assert of_entry("乔若穿到石桥市林业局")["organization"] == 0.0


def test_terms_have_no_such_features():
    assert set(of_entry("乔若穿处长", {"term": "乔若川", "title": "处长", "type": "term"}).values()) == {0.0}
