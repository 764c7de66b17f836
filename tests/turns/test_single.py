"""A speech with one speaker."""

from transcript.model import Person
from transcript.readers import read
from transcript.turns.single import single_turn

SPEECH = "00:01\n各位来宾，大家好。\n\n00:30\n今年我们修好了三座桥。\n\n00:50\n"


def test_all_speech_is_one_turn_of_the_author() -> None:
    source, _ = read(SPEECH)
    author = Person(name="方志明", surname="方", title="局长", organization="柳溪县水利局")
    (turn,) = single_turn(source, author=author)
    assert turn.span.slice(source.text) == "各位来宾，大家好。\n\n00:30\n今年我们修好了三座桥。"
    speaker = turn.speaker
    assert (speaker.id, speaker.role) == ("S1", "guest")
    assert (speaker.name, speaker.surname, speaker.title) == ("方志明", "方", "局长")
    assert speaker.organization == "柳溪县水利局"


def test_an_unknown_author_stays_unknown() -> None:
    (turn,) = single_turn(read(SPEECH)[0], author=None)
    assert (turn.speaker.name, turn.speaker.surname, turn.speaker.title) == (None, None, None)


def test_no_speech_no_turn() -> None:
    assert single_turn(read("00:10\n\n00:20\n")[0], author=Person(name="方志明")) == ()
