import numpy as np

from transcript import Lexicon
from transcript.lexicon.hash_table import pack
from transcript.lexicon.index import CALLED, HEARD, KEPT, RIGHT, SHORT, build, called_forms, short_forms, spelling

COLUMNS = {
    "term": pack([(0, "乔若川"), (1, "惠民通"), (2, "乔明")]),
    "type": pack([(0, "person"), (1, "term"), (2, "person")]),
    "title": pack([(0, "副处长")]),
    "heard_as": pack([(1, "会民通")]),
    "not": pack([(1, "惠民")]),
}


def forms(kind):
    index = build(COLUMNS)
    return {index.form(number) for number in np.flatnonzero(index.kinds == kind).tolist()}


def test_each_form_has_its_kind():
    assert {"乔若川", "惠民通", "乔明"} <= forms(RIGHT)
    assert forms(HEARD) == {"会民通"}
    assert forms(KEPT) == {"惠民"}
    assert {"乔副处长", "乔处"} <= forms(CALLED)
    assert forms(SHORT) == {"若川"}


def test_people_are_called_by_surname_and_title():
    called = [form for row, form in called_forms(COLUMNS) if row == 0]
    assert {"乔若川副处长", "乔副处长", "乔处长"} <= set(called)
    assert not {form for row, form in called_forms(COLUMNS) if row != 0}


def test_what_two_people_share_names_neither():
    assert "老乔" not in {form for _, form in short_forms(COLUMNS)}
    alone = {"term": pack([(0, "乔若川")]), "type": pack([(0, "person")])}
    assert "老乔" in {form for _, form in short_forms(alone)}


def test_forms_are_measured_in_characters():
    index = build(COLUMNS)
    numbers = np.arange(len(index))
    assert index.sizes(numbers).tolist() == [len(index.form(number)) for number in numbers.tolist()]
    assert index.longest == max(index.sizes(numbers))


def test_spellings_are_compared_in_simplified_script():
    index = build({"term": pack([(0, "惠民通")])})
    assert index.simplified(0) == "惠民通"
    assert spelling("惠").tolist() == [ord("惠")]
    assert "惠民通" in Lexicon.from_records([{"term": "惠民通"}])
