"""Whatever is decided about a record, the laws of records hold for what comes of it, or nothing does."""

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from laws import of_edits, of_turns
from strategies import decisions_about, documents, meetings, transcripts

from transcript import DecisionError, Lexicon, MeetingRecord, parse_transcript, review
from transcript.reviewing import Accept, Decisions, Refuse


def records() -> st.SearchStrategy[MeetingRecord]:
    texts = st.one_of(
        meetings().map(lambda meeting: meeting.text), transcripts(max_pieces=20), documents(max_pieces=20)
    )
    return texts.map(lambda text: parse_transcript(text or "。"))


@given(records(), st.data())
def test_the_laws_hold_after_decisions(record, data):
    decisions = data.draw(decisions_about(record))
    decided = record.apply(decisions, misfits="report")
    assert [*of_turns(decided), *of_edits(decided)] == []
    assert decided.source is record.source
    assert MeetingRecord.from_json(decided.to_json()) == decided
    assert all(index < len(decided.turns) for item in decided.agenda for index in item.turns)
    assert set(decided.speakers) == {turn.speaker for turn in decided.turns} or not decided.turns


@given(records(), st.data())
def test_all_decisions_fit_or_all_that_do_not_are_named(record, data):
    decisions = data.draw(decisions_about(record))
    reported = record.apply(decisions, misfits="report")
    problems = reported.problems[len(record.problems) :]
    if not problems:
        assert record.apply(decisions) == reported
        return
    with pytest.raises(DecisionError) as failed:
        record.apply(decisions)
    assert tuple(misfit.problem for misfit in failed.value.misfits) == problems


@given(records(), st.data())
def test_what_does_not_fit_has_no_effect_at_all(record, data):
    decisions = data.draw(decisions_about(record))
    reported = record.apply(decisions, misfits="report")
    try:
        record.apply(decisions)
    except DecisionError as error:
        unfit = {misfit.index for misfit in error.misfits}
        fitting = [one for index, one in enumerate(decisions) if index not in unfit]
        alone = record.apply(Decisions.of(record, fitting))
        assert attrs.evolve(alone, problems=reported.problems) == reported
    else:
        assert reported.problems == record.problems


@given(records(), st.data())
def test_decisions_are_read_back_from_their_json(record, data):
    decisions = data.draw(decisions_about(record))
    saved = decisions.to_json()
    saved.encode("utf-8")
    assert Decisions.from_json(saved) == decisions
    assert Decisions.from_json(saved.encode()) == decisions


@given(records(), st.data())
def test_refusing_and_accepting_do_to_the_text_what_the_record_does(record, data):
    assume(record.edits)
    edits = data.draw(st.lists(st.sampled_from(record.edits), unique=True, max_size=5))
    refused = record.apply(Decisions.of(record, [Refuse(edit=edit) for edit in edits]))
    assert refused.clean_text == record.with_edits(edits, applied=False).clean_text
    again = [edit for edit in edits if edit.applied]
    assert refused.apply(Decisions.of(record, [Accept(edit=edit) for edit in again])).clean_text == record.clean_text


@given(records(), st.data())
def test_words_are_decided_in_any_order(record, data):
    decisions = [
        one for one in data.draw(decisions_about(record)) if not hasattr(one, "turn") and not hasattr(one, "at")
    ]
    shuffled = data.draw(st.permutations(decisions))
    decided = [record.apply(Decisions.of(record, order), misfits="report") for order in (decisions, shuffled)]
    assert decided[0].edits == decided[1].edits


@given(records(), st.data())
def test_whatever_candidates_a_reviewer_chooses_fit(record, data):
    def choose(doubts):
        return [data.draw(st.sampled_from([None, *doubt.candidates])) for doubt in doubts]

    decided = record.apply(review(record, reviewer=choose, unsure=1.0, batch=3))
    assert [*of_turns(decided), *of_edits(decided)] == []


@given(records(), st.data())
def test_any_decisions_teach_a_lexicon_that_is_read_back(record, data):
    first, second = data.draw(decisions_about(record)), data.draw(decisions_about(record))
    learned = Lexicon.from_records([{"term": "水利站", "type": "place"}]).learn(record, first).learn(record, second)
    assert Lexicon.from_records(learned.to_records()) == learned
    assert learned[0].term == "水利站"
    for entry in learned:
        assert not {*entry.heard_as} & {*entry.not_, entry.term}
