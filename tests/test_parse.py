from pathlib import Path

import pytest

from transcript import Lexicon, parse_transcript

TEXT = "各位好，现在开会。下面请县水利局局长方志明同志发言。大家好，我讲三百二十一户。谢谢方局长，散会。"


def test_text_bytes_and_files_make_the_same_record(tmp_path):
    path = tmp_path / "会议.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    records = [parse_transcript(TEXT), parse_transcript(TEXT.encode()), parse_transcript(path)]
    assert len({record.clean_text for record in records}) == 1
    assert len({tuple(turn.span for turn in record.turns) for record in records}) == 1


def test_what_a_recogniser_returned_in_memory_is_a_source():
    record = parse_transcript({"segments": [{"start": 0.0, "end": 2.0, "text": "各位好。"}]})
    assert record.source.text == "各位好。"
    assert record.turns[0].end_ms == 2_000


def test_what_is_tidied_can_be_chosen():
    assert "321户" in parse_transcript(TEXT).clean_text
    assert "三百二十一户" in parse_transcript(TEXT, clean=()).clean_text
    with pytest.raises(ValueError, match="numbers"):
        parse_transcript(TEXT, clean=("digits",))


def test_names_of_the_lexicon_and_of_participants_are_right():
    heard = TEXT.replace("方志明", "方智明")
    lexicon = Lexicon.from_records([{"term": "方志明", "type": "person", "title": "局长"}])
    for known in ({"lexicon": lexicon}, {"participants": "局长 方志明 县水利局"}):
        assert "方志明" in parse_transcript(heard, **known).clean_text


def test_the_script_can_be_chosen():
    assert "各位好，現在開會" in parse_transcript(TEXT, script="traditional").clean_text
    with pytest.raises(ValueError, match="script"):
        parse_transcript(TEXT, script="japanese")


def test_the_source_is_never_edited():
    record = parse_transcript(Path(__file__).parents[1] / "examples" / "spring.txt")
    assert record.edits
    assert record.source.text == (Path(__file__).parents[1] / "examples" / "spring.txt").read_text(encoding="utf-8")
