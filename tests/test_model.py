import attrs
import pytest

from transcript import Edit, Span, Speaker, Turn
from transcript.model import Evidence


def test_an_edit_covers_what_it_replaces():
    with pytest.raises(ValueError, match="before"):
        Edit(span=Span(0, 2), before="惠民通", after="会民通", kind="term", confidence=0.5, reason="")


@pytest.mark.parametrize("confidence", [-0.1, 1.1])
def test_a_confidence_lies_between_nought_and_one(confidence):
    with pytest.raises(ValueError, match="confidence"):
        Edit(span=Span(0, 1), before="会", after="惠", kind="term", confidence=confidence, reason="")


def test_values_do_not_change():
    turn = Turn(span=Span(0, 1), speaker=Speaker(id="S1", role="guest"))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        turn.confidence = 0.5


@pytest.mark.parametrize(
    ("speaker", "shown"),
    [
        (Speaker(id="S1", role="guest", name="方志明", title="局长"), "方志明"),
        (Speaker(id="S1", role="guest", surname="方", title="局长"), "方局长"),
        (Speaker(id="S1", role="host"), "主持人"),
        (Speaker(id="S3", role="guest"), "发言人3"),
    ],
)
def test_what_is_printed_for_a_speaker(speaker, shown):
    assert speaker.display == shown


def test_evidence_is_a_value():
    assert Evidence(cue="thanks", span=Span(0, 2), weight=1.0) == Evidence(cue="thanks", span=Span(0, 2), weight=1.0)
