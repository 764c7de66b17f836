import numpy as np
import pytest

from transcript import Lexicon
from transcript.corrections.alignment import compare
from transcript.corrections.document_features import (
    NgramCounts,
    WordPrior,
    beside_right,
    context_gain,
    same_change,
    same_part,
    word_log,
)
from transcript.corrections.term_candidates import ExactMatches, Hits, PhoneticText, as_spelled, by_sound


def log(text, stretch, settled=()):
    start = text.index(stretch)
    return float(WordPrior.of(text, settled).log(np.array([start]), np.array([start + len(stretch)]))[0])


def test_a_word_is_more_ordinary_than_syllables_that_are_none():
    assert log("我们讨论服务中心的建设", "服务中心") > log("我们讨论摄营棱洼的建设", "摄营棱洼")


def test_what_the_text_says_often_is_more_ordinary():
    often = "青禾贷，" * 50
    assert log(often + "我们说青禾贷", "青禾贷") > log("我们说青禾贷", "青禾贷")


def test_a_place_inside_a_word_cuts_it():
    ordinary = WordPrior.of("服务中心")
    assert ordinary.cuts(np.array([0, 1, 4])).tolist() == [False, True, False]


def test_nothing_is_cut_out_of_an_empty_text():
    assert WordPrior.of("").cuts(np.array([0])).tolist() == [False]


def test_a_stretch_of_words_is_as_likely_as_they_are_together():
    text = "受理环境，服务中心"
    assert log(text, text) == pytest.approx(sum(log(text, word) for word in ("受理", "环境", "，", "服务中心")))


def test_what_is_left_of_the_words_outside_is_no_part_of_a_stretch():
    whole = log("受理环境", "受理环境")
    assert log("受理环境", "理环") == pytest.approx(whole - word_log("受") - word_log("境"))
    assert log("受理环境", "受理环") == pytest.approx(whole - word_log("境"))
    assert log("受理环境", "理环境") == pytest.approx(whole - word_log("受"))
    assert log("受理环境", "理环") > log("说云西共享", "云西")


def test_words_are_likelier_than_they_were_each_time_they_are_said_but_the_first():
    once, twice = log("青禾贷", "青禾贷"), log("青禾贷，青禾贷", "青禾贷")
    assert twice > once


def test_a_settled_stretch_is_a_word_that_counts():
    text = "我们说青禾贷的事，青禾贷很好"
    settled = [(3, 6), (9, 12)]
    ordinary = WordPrior.of(text, settled)
    assert ordinary.cuts(np.array([3, 4, 5, 6, 9, 10])).tolist() == [False, True, True, False, False, True]
    assert log(text, "青禾贷", settled) > log(text, "青禾贷")
    assert log(text, "很好", settled) == pytest.approx(log(text, "很好"), abs=0.1)
    assert log("青禾贷", "青禾贷", [(0, 3)]) > log("青禾贷", "青禾贷")


def test_a_word_that_no_dictionary_has_is_hardly_likely():
    assert word_log("青禾贷") == word_log("柳溪") < word_log("社员") < word_log("的")
    assert word_log("服务") > word_log("服务青")


def test_a_particle_is_a_word_of_its_own():
    text = "我们的目的"
    assert WordPrior.of(text).particles.tolist() == [False, False, True, False, False]


def test_a_latin_word_is_one_however_long_it_is():
    ordinary = WordPrior.of("看" + "a" * 500_000)
    assert ordinary.starts[1:-1].tolist() == [1] * 500_000
    assert not ordinary.before.any()


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


def gains(text, said, term):
    """The gain at every place where something was heard for a term."""
    index, phonetic = Lexicon.from_records([{"term": term}]).index, PhoneticText.of(text, folded=text)
    starts = np.array([at for at in range(len(text)) if text.startswith(said, at)], dtype=np.int64)
    hits = Hits(starts, starts + len(said), np.zeros(len(starts), dtype=np.int32))
    hits, compared = compare(phonetic, index, hits, most=2.0)
    return context_gain(phonetic, index, hits, compared)


def test_ngrams_are_counted_by_order():
    counts = NgramCounts.of(np.array([5, 6, 5, 6, 7], dtype=np.uint64))
    pair = (5 << 21) | 6
    assert counts.times(np.array([5, 6, 9], dtype=np.uint64), 1).tolist() == [2, 2, 0]
    assert counts.times(np.array([pair], dtype=np.uint64), 2).tolist() == [2]
    assert NgramCounts.of(np.zeros(0, dtype=np.uint64)).times(np.array([5], dtype=np.uint64), 1).tolist() == [0]


def test_a_form_that_the_document_has_between_the_same_words_fits_better():
    text = "推进河道治理工程。" * 6 + "推进河道知理工程。"
    assert gains(text, "知理", "治理")[0] > 4


def test_a_form_that_the_document_does_not_have_gains_nothing():
    assert gains("推进河道知理工程。", "知理", "治理")[0] <= 0


def test_the_same_mishearing_elsewhere_does_not_support_itself():
    once, often = gains("看柳西村。", "柳西", "柳溪"), gains("看柳西村。" * 9, "柳西", "柳溪")
    assert len(often) == 9
    assert np.allclose(once, often, atol=0.8)


def test_no_candidates_no_gains():
    assert gains("看柳西村。", "没有", "柳溪").tolist() == []
