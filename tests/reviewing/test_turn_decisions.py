import pytest

from transcript.model import Person
from transcript.reviewing import Decisions, Merge, Move, Place, Rename, Split
from transcript.reviewing.misfits import UnfitError
from transcript.reviewing.turn_decisions import Floor, unsettled


@pytest.fixture
def floor(meeting):
    return Floor(meeting.source, meeting.turns)


def held(floor):
    """Who speaks from where on."""
    return [(start, floor.speakers[floor.ids[start]].display) for start in floor.starts]


MEETING = [(7, "主持人"), (46, "方志明"), (84, "主持人"), (119, "乔若川")]


def test_a_speaker_is_renamed_everywhere(floor, place):
    floor.carry_out(Rename(turn=place("感谢方局长"), person=Person(name="江一帆", surname="江", title="副县长")))
    assert [name for _, name in held(floor)] == ["江一帆", "方志明", "江一帆", "乔若川"]
    host = floor.speakers["S1"]
    assert (host.surname, host.title, host.role) == ("江", "副县长", "host")
    assert floor.decided == {84}  # of the other turns it is still open whether they are theirs


def test_what_was_known_of_a_renamed_speaker_goes(floor, place):
    floor.carry_out(Rename(turn=place("谢谢主持人"), person=Person(name="阿依古丽·买买提")))
    speaker = floor.speakers["S2"]
    assert (speaker.name, speaker.surname, speaker.title, speaker.organization) == ("阿依古丽·买买提", None, None, None)


def test_one_turn_alone_gets_a_new_speaker(floor, place):
    floor.carry_out(Rename(turn=place("感谢方局长"), where="turn", person=Person(name="江一帆")))
    assert [name for _, name in held(floor)] == ["主持人", "方志明", "江一帆", "乔若川"]
    assert list(floor.speakers) == ["S1", "S2", "S3", "S4"]
    assert floor.decided == {84}


def test_a_turn_that_becomes_the_neighbours_joins_it(floor, place):
    floor.carry_out(Rename(turn=place("感谢方局长"), where="turn", same_as=place("谢谢主持人")))
    assert held(floor) == [(7, "主持人"), (46, "方志明"), (119, "乔若川")]


def test_two_speakers_of_one_full_name_are_one(floor, place):
    floor.carry_out(Rename(turn=place("各位领导好"), person=Person(name="方志明", title="副县长")))
    assert held(floor)[3] == (119, "方志明")
    assert floor.ids[119] == "S2"
    assert (floor.speakers["S2"].title, floor.speakers["S2"].organization) == ("副县长", "县水利局")
    assert "S3" not in floor.speakers


def test_the_host_turns_out_to_be_a_guest(floor, place):
    floor.carry_out(Rename(turn=place("各位领导下午"), same_as=place("各位领导好")))
    assert held(floor) == [(7, "乔若川"), (46, "方志明"), (84, "乔若川")]


def test_two_unknown_people_stay_two(floor, place):
    floor.carry_out(Split(at=place("下面请县供销社"), person=Person()))
    floor.carry_out(Split(at=place("化肥备足"), person=Person()))
    assert len({floor.ids[start] for start in floor.starts}) == 5


def test_a_split_given_to_the_next_speaker_moves_the_boundary(floor, place):
    floor.carry_out(Split(at=place("谢谢大家"), same_as=place("感谢方局长")))
    assert [start for start, _ in held(floor)] == [7, 46, 70, 119]


def test_a_merged_turn_between_two_of_one_speaker_joins_all_three(floor, place):
    floor.carry_out(Merge(turn=place("谢谢主持人")))
    assert held(floor) == [(7, "主持人"), (119, "乔若川")]


def test_a_turn_moves_back_and_forth(floor, place):
    floor.carry_out(Move(turn=place("感谢方局长"), to=place("谢谢大家")))
    floor.carry_out(Move(turn=place("谢谢大家"), to=place("下面请县供销社")))
    assert [start for start, _ in held(floor)] == [7, 46, 93, 119]


def test_later_decisions_stand_on_earlier_ones(floor, place):
    floor.carry_out(Split(at=place("种子也备"), person=Person(name="江一帆")))
    floor.carry_out(Rename(turn=place("种子也备"), same_as=place("各位领导下午")))
    assert held(floor) == [*MEETING, (140, "主持人")]


@pytest.mark.parametrize(
    ("decide", "reason"),
    [
        (lambda place: Merge(turn=place("各位领导下午")), "is the first"),
        (lambda place: Merge(turn=place("去年收入")), "no turn begins"),
        (lambda _: Merge(turn=Place(at=46, words="感谢主持人")), "the source has '谢谢主持人' at 46"),
        (lambda _: Merge(turn=Place(at=9_999, words="谢")), "the source has '' at 9999"),
        (lambda place: Move(turn=place("谢谢主持人"), to=place("下面请县供销社")), "neither inside"),
        (lambda place: Move(turn=place("各位领导下午"), to=place("现在开会")), "is the first"),
        (lambda place: Move(turn=place("谢谢主持人"), to=place("谢谢主持人")), "begins at 46 already"),
        (lambda place: Move(turn=place("谢谢主持人"), to=place("00:31")), "no word of speech"),
        (lambda place: Split(at=place("00:31"), person=Person()), "no word of speech"),
        (lambda place: Split(at=place("谢谢主持人"), person=Person()), "begins at 46 already"),
        (lambda place: Split(at=place("去年收入"), same_as=place("谢谢主持人")), "already spoken by '方志明'"),
        (lambda place: Split(at=place("去年收入"), person=Person(name="方志明", title="司长")), "already spoken by"),
        (lambda place: Split(at=place("去年收入"), same_as=place("00:31")), "no turn begins"),
        (lambda place: Rename(turn=place("00:31"), person=Person(name="江一帆")), "no turn begins"),
    ],
)
def test_what_does_not_fit_says_why_and_changes_nothing(floor, place, decide, reason):
    before = dict(floor.speakers)
    with pytest.raises(UnfitError) as unfit:
        floor.carry_out(decide(place))
    assert reason in unfit.value.misfit(0, decide(place)).message
    assert held(floor) == MEETING
    assert floor.speakers == before


def test_a_later_answer_keeps_an_earlier_one_about_all_turns_from_others(meeting, place):
    host = Person(name="江一帆")
    earlier = Rename(turn=place("感谢方局长"), person=Person(name="乔若川"))
    later = Rename(turn=place("感谢方局长"), where="turn", person=host)
    decisions = Decisions.of(meeting, [Rename(turn=place("各位领导下午好"), person=host), earlier, later])
    turns = meeting.apply(Decisions.of(meeting, [decisions.decisions[0]])).turns
    assert [
        one.where for one in unsettled(decisions, source=meeting.source, turns=turns) if isinstance(one, Rename)
    ] == [
        "everywhere",
        "turn",
        "turn",
    ]


def test_an_answer_that_names_again_whom_the_machine_named_holds_everywhere(meeting, place):
    decisions = Decisions.of(meeting, [Rename(turn=place("谢谢主持人"), same_as=place("各位领导好"))])
    assert list(unsettled(decisions, source=meeting.source, turns=meeting.turns)) == list(decisions)


def test_decisions_about_boundaries_hold_on_the_turns_of_a_new_parse(meeting, place):
    """A turn to begin where one begins is renamed; one to be renamed that begins no more is split off; a refused one that is gone is done."""
    host = Person(name="江一帆")
    at, inside, gone = place("谢谢主持人"), place("去年收入"), place("水力站")
    decisions = Decisions.of(
        meeting,
        [Split(at=at, person=host), Rename(turn=inside, where="turn", person=Person(title="会计")), Merge(turn=gone)],
    )
    left = list(unsettled(decisions, source=meeting.source, turns=meeting.turns))
    assert left == [Rename(turn=at, where="turn", person=host), Split(at=inside, person=Person(title="会计"))]
