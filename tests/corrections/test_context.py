import numpy as np

from transcript import Lexicon
from transcript.corrections.alignment import compare
from transcript.corrections.candidates import Hits
from transcript.corrections.context import NgramCounts, context_gain
from transcript.corrections.phonetic_text import PhoneticText


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
