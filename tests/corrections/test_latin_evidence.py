import pytest

from transcript.corrections.decision import APPLY, SUGGEST
from transcript.corrections.latin_evidence import DOUBTFUL, PROVEN, SAME, Case, judged
from transcript.corrections.letters import difference


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
