import attrs
import pytest

from transcript import DecisionError, Decisions, Meeting, Person, parse_transcript
from transcript.model import AgendaItem, Candidate, Point, Speech
from transcript.reviewing import Accept, Merge, Move, Place, Refuse, RemovePoint, Rename, Replace, Split, State
from transcript.text import Span


def decide(record, *decisions, **more):
    return record.apply(Decisions.of(record, decisions), **more)


def spoken(record):
    return [(turn.speaker.display, turn.text[:4]) for turn in record.turns]


WRITE = Replace(start=63, end=66, before="水力站", after="水利站")


def test_decisions_of_another_document_are_refused_whatever_the_policy(meeting):
    other = parse_transcript("00:05\n\n各位好。\n")
    for policy in ("raise", "report"):
        with pytest.raises(DecisionError, match="another document: a text of 12 characters") as failed:
            meeting.apply(Decisions.of(other, []), misfits=policy)
        assert failed.value.misfits == ()


def test_an_unknown_policy_is_refused(meeting):
    with pytest.raises(ValueError, match="expected one of: raise, report"):
        decide(meeting, misfits="skip")


def test_nothing_is_applied_by_halves(meeting, place):
    with pytest.raises(DecisionError, match="1 of 2 decisions do not fit") as failed:
        decide(meeting, WRITE, Merge(turn=place("种子也备")))
    (misfit,) = failed.value.misfits
    assert (misfit.index, str(misfit)) == (1, "$.decisions[1]: no turn begins at 140")
    assert "\n    $.decisions[1]: no turn begins at 140" in str(failed.value)


def test_a_report_applies_what_fits_and_names_the_rest(meeting, place):
    decided = decide(meeting, WRITE, Merge(turn=place("种子也备")), misfits="report")
    assert "水利站" in decided.clean_text
    (problem,) = decided.problems
    assert problem.message == "第2项决定未执行：位置140处没有发言开始。"
    assert problem.span.slice(meeting.source.text) == "种子也备足了。\n"


def test_decisions_survive_a_second_run(meeting):
    decisions = Decisions.of(meeting, [Refuse(edit=meeting.edits[0]), WRITE])
    again = parse_transcript(meeting.source.text)
    assert again.apply(Decisions.from_json(decisions.to_json())) == meeting.apply(decisions)


def test_the_decisions_of_a_first_run_are_taken_into_the_parse(meeting, place):
    decisions = Decisions.of(meeting, [WRITE, Rename(turn=place("各位领导好"), person=Person(name="乔若川"))])
    parsed, applied = parse_transcript(meeting.source.text, decisions=decisions), meeting.apply(decisions)
    assert parsed.clean_text == applied.clean_text
    assert [(t.span, t.speaker.name) for t in parsed.turns] == [(t.span, t.speaker.name) for t in applied.turns]


def test_what_no_longer_fits_is_a_problem_of_the_parse(meeting, place):
    decisions = Decisions.of(meeting, [Move(turn=place("种子也备"), to=place("种子也备"))])
    again = parse_transcript(meeting.source.text, decisions=decisions)
    assert [problem.kind for problem in again.problems] == ["decision"]


def test_a_decided_turn_is_sure_and_the_names_of_candidates_follow(meeting, place):
    maybe = (
        Candidate(speaker="S3", name="乔若川", probability=0.6),
        Candidate(speaker="S2", name="x", probability=0.2),
    )
    unsure = attrs.evolve(meeting.turns[3], speaker_confidence=0.6, candidates=maybe)
    other = attrs.evolve(meeting.turns[1], candidates=maybe)
    record = attrs.evolve(meeting, turns=(meeting.turns[0], other, meeting.turns[2], unsure, *meeting.turns[4:]))
    decided = decide(record, Rename(turn=place("各位领导好"), person=Person(name="白晓")))
    assert (decided.turns[3].speaker_confidence, decided.turns[3].candidates) == (1.0, ())
    assert [candidate.name for candidate in decided.turns[1].candidates] == ["白晓", "方志明"]


def test_a_turn_that_stays_keeps_its_times_and_evidence(meeting, place):
    decided = decide(meeting, Split(at=place("种子也备"), same_as=place("各位领导下午")))
    assert decided.turns[:3] == meeting.turns[:3]
    guest, host = decided.turns[3:]
    assert (guest.start_ms, guest.end_ms, host.start_ms) == (110_000, 130_000, 130_000)
    assert guest.evidence == meeting.turns[3].evidence
    assert (host.confidence, [e.cue for e in host.evidence], host.interpolated) == (
        1.0,
        ["decision on the speaker"],
        False,
    )


def test_a_speech_follows_its_turn_and_its_speaker(meeting, place):
    decided = decide(
        meeting,
        Split(at=place("种子也备"), same_as=place("各位领导下午")),
        Rename(turn=place("谢谢主持人"), person=Person(name="方志铭", title="局长")),
    )
    assert [(s.person.name, s.span) for s in decided.speeches] == [("方志铭", Span(46, 75)), ("乔若川", Span(119, 131))]


def test_the_speech_of_a_merged_turn_is_part_of_another(meeting, place):
    decided = decide(meeting, Merge(turn=place("各位领导好")))
    assert [speech.person.name for speech in decided.speeches] == ["方志明"]


def test_what_was_read_out_inside_a_turn_stays(meeting, place):
    read = Speech(
        person=Person(name="方志明", surname="方", title="局长", organization="县水利局"), act="致辞", span=Span(52, 62)
    )
    record = attrs.evolve(meeting, speeches=(read,))
    decided = decide(record, Rename(turn=place("谢谢主持人"), person=Person(name="方志铭")))
    assert [(speech.span, speech.person.name) for speech in decided.speeches] == [(Span(52, 62), "方志铭")]


def test_the_agenda_follows_the_turns(meeting, place):
    item = AgendaItem(number=1, text="发言", span=Span(7, 20), turns=(1, 3))
    record = attrs.evolve(meeting, agenda=(item,))
    assert decide(record, Merge(turn=place("谢谢主持人"))).agenda[0].turns == (0, 1)
    assert decide(record, Split(at=place("去年收入"), person=Person())).agenda[0].turns == (1, 4)


def test_no_point_reaches_into_the_next_turn(meeting, place):
    points = (Point(span=Span(46, 75), depth=1), Point(span=Span(52, 60), depth=2))
    record = attrs.evolve(meeting, points=points)
    decided = decide(record, Split(at=place("水力站"), person=Person()))
    assert [point.span for point in decided.points] == [Span(46, 63), Span(52, 60)]


def test_a_report_has_no_turns_to_decide():
    report = parse_transcript(
        "青河市召开水利工作会议\n2031年5月6日，青河市水利局召开工作会议，局长方志明出席会议并讲话。\n会议指出，要修好水渠。\n"
    )
    assert report.kind == "report"
    with pytest.raises(DecisionError, match="no turn begins at 0"):
        decide(report, Merge(turn=Place.of(report.source.text, 0)))
    at = report.source.text.index("水渠")
    assert "修好渠道" in decide(report, Replace(start=at, end=at + 2, before="水渠", after="渠道")).clean_text


def test_an_accepted_suggestion_is_applied(meeting):
    suggested = meeting.with_edit(meeting.edits[0], applied=False)
    decided = decide(suggested, Accept(edit=suggested.edits[0]))
    assert decided.turns[1].text == meeting.turns[1].text


def test_a_moved_boundary_takes_the_words_along(meeting, place):
    decided = decide(meeting, Move(turn=place("感谢方局长"), to=place("谢谢大家")))
    assert spoken(decided)[2] == ("主持人", "谢谢大家")
    assert decided.turns[1].text.endswith("修好了。")


@pytest.fixture
def listed(meeting):
    """The meeting with a head: those present, one of them heard wrongly."""
    known = Meeting(title="春耕会", attendees=(Person(name="方志明", title="局长"), Person(surname="乔", title="主任")))
    return attrs.evolve(meeting, meeting=known)


def test_a_renamed_speaker_is_renamed_among_those_present(listed, place):
    decided = decide(listed, Rename(turn=place("谢谢主持人"), person=Person(name="方自明")))
    assert decided.meeting.attendees == (Person(name="方自明", title="局长"), listed.meeting.attendees[1])
    assert "方志明" not in decided.to_markdown().split("## ")[0]
    assert "- **发言**：方自明" in decided.to_markdown()


def test_one_turn_renamed_leaves_the_others_of_the_speaker(listed, place):
    decided = decide(listed, Rename(turn=place("感谢方局长"), where="turn", person=Person(name="白晓")))
    assert decided.meeting.attendees == listed.meeting.attendees


def test_facts_are_stated_and_the_last_word_counts(listed):
    decided = decide(
        listed,
        State(fact="title", text="春耕推进会"),
        State(fact="start_date", text="2031-03-04"),
        State(fact="chair", people=(Person(name="江一帆", title="副县长"),)),
        State(fact="attendees", people=()),
        State(fact="place", text="县政府"),
        State(fact="place", text="县政府三楼会议室"),
    )
    facts = decided.to_markdown().split("## ")[0]
    assert "- **会议名称**：春耕推进会" in facts
    assert "- **时间**：2031年3月4日" in facts
    assert "- **主持人**：副县长 江一帆" in facts
    assert "- **地点**：县政府三楼会议室" in facts
    assert "出席" not in facts
    assert decide(decided, State(fact="place")).meeting.place is None


def test_stated_facts_are_saved_and_taken_into_the_parse(meeting):
    people = (Person(name="江一帆", title="副县长"), Person(name="白晓"))
    decisions = Decisions.of(meeting, [State(fact="attendees", people=people), State(fact="title", text="春耕会")])
    assert Decisions.from_json(decisions.to_json()) == decisions
    assert '"name": "白晓"\n' in decisions.to_json()
    assert parse_transcript(meeting.source.text, decisions=decisions).meeting.attendees == people


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"fact": "weather", "text": "雨"}, "'fact' must be in"),
        ({"fact": "title", "text": " "}, "text is empty"),
        ({"fact": "chair", "text": "江一帆"}, "stated by people"),
        ({"fact": "title", "people": ()}, "no list of people"),
        ({"fact": "chair", "people": ()}, "expected one person"),
        ({"fact": "start_date", "text": "三月四日"}, "isoformat"),
    ],
)
def test_a_fact_of_another_kind_is_refused(more, message):
    with pytest.raises(ValueError, match=message):
        State(**more)


def test_a_point_is_removed_and_those_inside_stay(meeting):
    at = meeting.source.text.index("去年收入")
    point = Point(span=Span(at, at + 12), depth=1, ordinal=1)
    inner = Point(span=Span(at + 4, at + 12), depth=2, ordinal=1)
    record = attrs.evolve(meeting, points=(point, inner))
    removed = RemovePoint(point=Place.of(meeting.source.text, at))
    assert decide(record, removed).points == (inner,)
    (problem,) = decide(meeting, removed, misfits="report").problems
    assert problem.message == f"第1项决定未执行：位置{at}处没有编号要点。"


def test_a_settled_boundary_binds_the_decoder(meeting, place):
    """Inside a sentence, where the decoder would look for none; and one that is refused is not found again."""
    host = Person(name="江一帆")
    split = Split(at=place("水力站修好了"), person=host)
    again = parse_transcript(meeting.source.text, decisions=Decisions.of(meeting, [split]))
    assert again.problems == ()
    assert {turn.span.start: turn.speaker.name for turn in again.turns}[split.at.at] == "江一帆"
    merge = Merge(turn=place("感谢方局长"))
    again = parse_transcript(meeting.source.text, decisions=Decisions.of(meeting, [merge]))
    assert again.problems == ()
    assert merge.turn.at not in [turn.span.start for turn in again.turns]
