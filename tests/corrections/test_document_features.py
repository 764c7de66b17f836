import numpy as np

from transcript import Lexicon
from transcript.corrections.alignment import compare
from transcript.corrections.candidates import as_spelled, by_sound
from transcript.corrections.document_features import beside_right, same_change, same_part
from transcript.corrections.exact_matches import ExactMatches
from transcript.corrections.phonetic_text import PhoneticText


def looked_at(text, *terms):
    """The text, its lexicon, what is right in it, and the candidates with how they differ."""
    phonetic, index = PhoneticText.of(text, folded=text), Lexicon.from_records([{"term": term} for term in terms]).index
    right = ExactMatches.of(as_spelled(phonetic, index))
    hits, compared = compare(phonetic, index, by_sound(phonetic, index, attested=right.forms), most=0.45)
    return phonetic, index, right, hits, compared


def same(text, *terms, share=1.0, kind=same_change):
    phonetic, index, _, hits, compared = looked_at(text, *terms)
    values = kind(phonetic, index, hits, compared, np.full(len(hits), share))
    spans = zip(hits.starts.tolist(), hits.ends.tolist(), hits.forms.tolist(), strict=True)
    return {(text[s:e], index.form(f)): float(value) for (s, e, f), value in zip(spans, values, strict=True)}


def beside(text, stretch, *terms):
    phonetic, index, right, hits, _ = looked_at(text, *terms)
    left, after = beside_right(phonetic, hits, right.hits)
    (row,) = (
        i
        for i in range(len(hits))
        if text[hits.starts[i] : hits.ends[i]] == stretch and index.form(int(hits.forms[i])) == terms[0]
    )
    return left[row], after[row]


def test_the_same_change_in_another_stretch_speaks_for_a_change():
    found = same("清石桥修好了，清石镇也去了", "青石桥", "青石镇")
    assert found["清石桥", "青石桥"] == found["清石镇", "青石镇"] == np.log(2)


def test_a_phrase_that_repeats_itself_does_not_speak_for_itself():
    assert same("清石桥修好了，清石桥也去了", "青石桥")["清石桥", "青石桥"] == 0


def test_an_unlikely_change_says_less():
    assert same("清石桥修好了，清石镇也去了", "青石桥", "青石镇", share=0.5)["清石桥", "青石桥"] == np.log(1.5)


def test_what_stands_beside_the_right_form_speaks_for_a_stretch():
    assert beside("推进青石桥改造，推进清石桥改造", "清石桥", "青石桥") == (1, 1)
    assert beside("推进青石桥改造，走到清石桥改造", "清石桥", "青石桥") == (0, 1)
    assert beside("推进青石桥改造，推进清石桥施工", "清石桥", "青石桥") == (1, 0)


def test_the_edge_of_the_text_is_no_neighbour():
    assert beside("青石桥，清石桥", "清石桥", "青石桥") == (0, 0)


def test_another_way_to_mishear_the_same_part_speaks_for_a_change():
    text = "清石桥修好了，轻石镇也去了"
    found = same(text, "青石桥", "青石镇", kind=same_part)
    assert found["清石桥", "青石桥"] == found["轻石镇", "青石镇"] == np.log(2)
    assert same(text, "青石桥", "青石镇", kind=same_part, share=0.5)["清石桥", "青石桥"] == np.log(1.5)


def test_the_same_way_to_mishear_a_part_is_no_other_way():
    assert same("清石桥修好了，清石镇也去了", "青石桥", "青石镇", kind=same_part)["清石桥", "青石桥"] == 0
    assert same("清石桥修好了，柳西村也去了", "青石桥", "柳溪村", kind=same_part)["清石桥", "青石桥"] == 0


def test_context_is_of_two_characters_said_on_the_same_breath():
    assert beside("推进青石桥改造，前进清石桥改进", "清石桥", "青石桥") == (0, 0)
    assert beside("推进青石桥改造，进清石桥改", "清石桥", "青石桥") == (0, 0)


def test_a_change_inside_is_told_by_the_character_before_it():
    found = same("柳清石桥修好了，方清石镇也去了，柳清岭", "柳青石桥", "方青石镇", "柳青岭")
    assert found["柳清石桥", "柳青石桥"] == np.log(2)
    assert found["方清石镇", "方青石镇"] == 0
