import numpy as np
import pytest

from transcript import Lexicon
from transcript.corrections.features import LIKELY, beside_title, entry_features, is_title, weigh, weigh_again, weights
from transcript.corrections.term_candidates import ExactMatches, Hits, PhoneticText, as_spelled, by_sound, joined


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


def test_a_doctor_by_title_is_called_one():
    doctor = {"term": "乔若川", "type": "person", "title": "副主任医师"}
    assert of_entry("请乔若穿医生讲", doctor) == {"title": 1.0, "other_title": 0.0, "organization": 0.0}
    assert of_entry("请乔若穿院长讲", doctor)["other_title"] == 1.0


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


def weighed(text, stretch, *records, known=(), places=1):
    """Features and score of the first record's term in the place of a stretch.

    Args:
        known: Stretches that are right, whatever they look like.
        places: How often the stretch is a candidate; the first is returned.
    """
    phonetic = PhoneticText.of(text, folded=text)
    index = Lexicon.from_records([{"term": r} if isinstance(r, str) else r for r in records]).index
    right = ExactMatches.of(as_spelled(phonetic, index))
    found = weigh(phonetic, index, by_sound(phonetic, index, attested=right.forms), right=right, least=-np.inf)
    for known_stretch in known:
        start = text.index(known_stretch)
        more = Hits(np.array([start]), np.array([start + len(known_stretch)]), np.array([0], dtype=np.int32))
        found = weigh_again(phonetic, index, found, right=ExactMatches.of(joined([right.hits, more])))
    row, *others = (
        i
        for i in range(len(found.hits))
        if text[found.hits.starts[i] : found.hits.ends[i]] == stretch and found.hits.forms[i] == 0
    )
    assert len(others) == places - 1
    return dict(zip(weights(), found.features[:, row], strict=True)), float(found.score[row])


def test_every_feature_has_a_weight_and_the_score_is_their_sum():
    features, score = weighed("我们到清石桥街道看了看", "清石桥街道", "青石桥街道")
    assert score == pytest.approx(sum(weights()[name] * value for name, value in features.items()))


def test_evidence_speaks_for_a_candidate_and_doubt_against_it():
    speaks = {"surprise", "attested", "same", "misheard", "left", "right"}
    against = {"alike", "tone", "close", "near", "part", "far", "chance", "edges", "torn", "particle", "untitled"}
    against |= {"lost", "put_in", "light"}
    assert all(weights()[name] >= 0 for name in speaks)
    assert all(weights()[name] <= 0 for name in against)


def test_the_nearer_the_sound_the_higher_the_score():
    scores = [weighed(f"我们到{s}石桥街道看了看", f"{s}石桥街道", "青石桥街道")[1] for s in "清亲"]
    assert scores == sorted(scores, reverse=True)


def test_what_is_odder_is_likelier_to_be_misheard():
    plain, _ = weighed("走到清石桥", "清石桥", "青石桥")
    usual, _ = weighed("清石桥，" * 30 + "走到清石桥", "清石桥", "青石桥", places=31)
    assert plain["surprise"] > usual["surprise"] > 0


def test_what_is_said_first_on_a_breath_is_marked():
    inside, _ = weighed("走到清石桥", "清石桥", "青石桥")
    after_mark, _ = weighed("好，清石桥", "清石桥", "青石桥")
    first, _ = weighed("清石桥很美", "清石桥", "青石桥")
    assert (inside["begins"], after_mark["begins"], first["begins"]) == (0, 1, 1)


def test_a_particle_that_would_have_to_go_is_marked():
    gone, _ = weighed("走到的石桥", "的石桥", "堤石桥")
    stays, _ = weighed("走到清石的", "清石的", "青石的")
    none, _ = weighed("走到清石桥", "清石桥", "青石桥")
    assert (gone["particle"], stays["particle"], none["particle"]) == (1, 0, 0)


def test_a_form_that_the_text_has_is_likelier():
    _, alone = weighed("走到清石桥", "清石桥", "青石桥")
    features, with_it = weighed("青石桥很美，走到清石桥", "清石桥", "青石桥")
    assert features["attested"] == pytest.approx(np.log(2))
    assert with_it > alone


def test_a_large_lexicon_asks_for_more():
    others = [f"{a}{b}桥" for a in "春夏秋冬东西南北" for b in "山水风云雨雪花草"]
    few, _ = weighed("走到清石桥", "清石桥", "青石桥")
    many, _ = weighed("走到清石桥", "清石桥", "青石桥", *others)
    assert many["chance"] > few["chance"]


def test_a_person_without_a_title_is_less_likely():
    person = {"term": "岑柏洲", "type": "person"}
    without, low = weighed("我们请岑百洲来讲", "岑百洲", person)
    beside, high = weighed("我们请岑百洲处长来讲", "岑百洲", person)
    assert (without["untitled"], beside["untitled"]) == (1, 0)
    assert high > low


def test_a_syllable_too_few_or_too_many_is_counted():
    lost, _ = weighed("办好青石桥街的事", "青石桥街", "青石桥街道")
    put_in, _ = weighed("办好青石大桥街道的事", "青石大桥街道", "青石桥街道")
    assert (lost["lost"], lost["put_in"]) == (1, 0)
    assert (put_in["lost"], put_in["put_in"]) == (0, 1)


@pytest.mark.parametrize(
    ("stretch", "doubled"), [("青石桥街道道", 1), ("青石石桥街道", 1), ("青石桥街道到", 0), ("青石大桥街道", 0)]
)
def test_a_character_said_twice_is_marked(stretch, doubled):
    features, _ = weighed(f"办好{stretch}的事", stretch, "青石桥街道")
    assert (features["put_in"], features["doubled"]) == (1, doubled)


def test_a_character_said_twice_is_likelier_put_in_than_another():
    twice, high = weighed("办好青石桥街道道的事", "青石桥街道道", "青石桥街道")
    other, low = weighed("办好青石桥街道到的事", "青石桥街道到", "青石桥街道")
    assert twice["edges"] == 0 < other["edges"]
    assert high > low


def test_what_is_put_right_speaks_for_the_rest():
    text = "青食桥很美，走到清石桥"
    _, before = weighed(text, "清石桥", "青石桥")
    features, after = weighed(text, "清石桥", "青石桥", known=["青食桥"])
    assert features["attested"] == pytest.approx(np.log(2))
    assert after > before


def test_a_text_without_candidates_has_no_scores():
    phonetic, index = PhoneticText.of("好的", folded="好的"), Lexicon.from_records([{"term": "青石桥街道"}]).index
    right = ExactMatches.of(as_spelled(phonetic, index))
    found = weigh(phonetic, index, by_sound(phonetic, index, attested=right.forms), right=right)
    assert len(weigh_again(phonetic, index, found, right=right).hits) == 0


def test_what_is_left_out_at_once_could_not_have_been_likely():
    terms = ["青石桥街道", "柳溪村", "梁水库", "石溪", "河道治理工程", "方志明", "志明桥", "清水河", "柳树湾"]
    text = "到清石桥街道和柳西村看粮水库，石西河倒治理工城，请房志明讲讲，柳溪村的清水和柳树弯"
    phonetic, index = PhoneticText.of(text, folded=text), Lexicon.from_records([{"term": term} for term in terms]).index
    right = ExactMatches.of(as_spelled(phonetic, index))
    hits = by_sound(phonetic, index, attested=right.forms)
    every, some = (weigh(phonetic, index, hits, right=right, least=least) for least in (-np.inf, LIKELY))
    likely = every.score > LIKELY
    assert 0 < likely.sum() <= len(some.hits) < len(every.hits)
    assert some.hits.starts[some.score > LIKELY].tolist() == every.hits.starts[likely].tolist()
    assert some.score[some.score > LIKELY].tolist() == every.score[likely].tolist()


def test_what_stays_and_what_is_torn_is_counted():
    inside, _ = weighed("走到清石桥", "清石桥", "青石桥")
    assert (inside["one"], inside["kept"], inside["alike"], inside["lost"], inside["put_in"]) == (1, 2, 1, 0, 0)
    torn, _ = weighed("我们讨论服务中新建设", "务中新", "雾中新")
    assert torn["torn"] == 1
    whole, _ = weighed("我们讨论服务，中新建设", "中新", "中信")
    assert whole["torn"] < torn["torn"] + 1


def test_where_both_ends_are_torn_it_counts_twice():
    features, _ = weighed("受理环境", "理环", "李欢")
    assert features["torn"] == 2


def test_neighbours_of_right_forms_speak_for_a_form():
    alone, _ = weighed("我们走到清石桥附近", "清石桥", "青石桥")
    beside, _ = weighed("我们走到青石桥附近，我们走到清石桥附近", "清石桥", "青石桥")
    assert (alone["left"], alone["right"]) == (0, 0)
    assert beside["left"] > 0 < beside["right"]


def test_a_term_that_is_nobodys_name_needs_no_title():
    assert weighed("我们到清石桥去", "清石桥", {"term": "青石桥", "type": "place"})[0]["untitled"] == 0


def test_in_an_empty_text_nothing_is_weighed():
    phonetic, index = PhoneticText.of("好的", folded="好的"), Lexicon.from_records([{"term": "青石桥"}]).index
    right = ExactMatches.of(as_spelled(phonetic, index))
    found = weigh(phonetic, index, by_sound(phonetic, index, attested=right.forms), right=right)
    assert found.features.shape == (len(weights()), 0)
    assert found.score.tolist() == []


@pytest.mark.parametrize(
    ("text", "stretch", "light"),
    [
        ("办好青石的桥街道的事", "青石的桥街道", 1),
        ("办好青石桥的街道的事", "青石桥的街道", 1),
        ("办好青石大桥街道的事", "青石大桥街道", 0),
        ("办好青石桥街的事", "青石桥街", 0),
        ("办好清石桥街道的事", "清石桥街道", 0),
    ],
)
def test_a_particle_that_is_put_in_weighs_little(text, stretch, light):
    assert weighed(text, stretch, "青石桥街道")[0]["light"] == light


def test_a_particle_that_is_lost_weighs_little():
    assert weighed("说的青石之在这里", "青石之", "青石之桥")[0]["light"] == 0
    assert weighed("说的青石桥在这里", "青石桥", "青石之桥")[0]["light"] == 1


def test_who_mishears_a_part_in_one_way_mishears_it_in_another():
    alone, _ = weighed("走到清石桥街道", "清石桥街道", "青石桥街道", "青石桥")
    both, _ = weighed("走到清石桥街道，又到轻石桥", "清石桥街道", "青石桥街道", "青石桥")
    assert alone["misheard"] == 0 < both["misheard"]


def test_an_edge_that_is_a_particle_in_the_form_too_is_no_doubt():
    assert weighed("我们在青石地买的", "青石地", "青石的")[0]["particle"] == 0
    assert weighed("我们在青石地买的", "青石地", "青石堤")[0]["particle"] == 1
    assert weighed("我们地青石买的", "地青石", "的青石")[0]["particle"] == 0
    assert weighed("我们地青石买的", "地青石", "堤青石")[0]["particle"] == 1
