import pytest

from transcript import parse_transcript
from transcript.cleaning import in_script, script_edits
from transcript.edits import apply_edits
from transcript.model import Edit
from transcript.text import Span


@pytest.mark.parametrize(
    ("script", "said", "written"),
    [
        ("simplified", "歡迎陳處長，裡面的後臺。", "欢迎陈处长，里面的后台。"),
        ("traditional", "头发和发展，皇后和以后。", "頭髮和發展，皇后和以後。"),
        ("keep", "歡迎陈處長。", "歡迎陈處長。"),
    ],
)
def test_the_speech_is_written_in_the_script(recorded, script, said, written):
    source = recorded(said)
    edits = script_edits(source, script=script)
    assert apply_edits(source.text, edits) == source.text.replace(said, written)
    assert all(edit.kind == "script" and len(edit.span) < 5 for edit in edits)


def test_mixed_scripts_become_one(recorded):
    source = recorded("歡迎陈處长。")
    assert apply_edits(source.text, script_edits(source, script="simplified")).endswith("欢迎陈处长。\n\n")


def test_phrases_may_change_their_length(recorded, monkeypatch):
    class Longer:
        def convert(self, text: str) -> str:
            return text.replace("滑鼠", "鼠标器").replace("軟體", "件")

    monkeypatch.setattr("transcript.cleaning.script._converter", lambda _: Longer())
    source = recorded("用滑鼠，開軟體。好，用滑鼠。")
    edits = script_edits(source, script="simplified")
    assert apply_edits(source.text, edits).endswith("用鼠标器，開件。好，用鼠标器。\n\n")


def test_what_other_stages_write_is_in_the_script_too():
    edit = Edit(span=Span(0, 2), before="農經", after="農信", kind="term")
    assert in_script([edit], script="simplified")[0].after == "农信"


def test_a_record_in_one_script_keeps_its_source():
    record = parse_transcript("歡迎陳處長。百分之五點五億。", script="simplified")
    assert record.clean_text.startswith("欢迎陈处长。")
    assert record.verbatim_text == "歡迎陳處長。百分之五點五億。"


def test_control_characters_and_surrogates_stay(recorded):
    source = recorded("裡面\ud800後\x00臺。")
    assert apply_edits(source.text, script_edits(source, script="simplified")).endswith("里面\ud800后\x00台。\n\n")


def test_an_unknown_script_is_refused():
    with pytest.raises(ValueError, match="simplified"):
        parse_transcript("好", script="klingon")
