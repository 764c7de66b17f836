import json

import pytest

from transcript import Decisions, SchemaError, SourceError
from transcript.model import Person
from transcript.reviewing import Accept, Merge, Move, Refuse, Rename, Replace, Split


@pytest.fixture
def decisions(meeting, place):
    return Decisions.of(
        meeting,
        [
            Accept(edit=meeting.edits[0]),
            Refuse(edit=meeting.edits[0]),
            Replace(start=63, end=66, before="水力站", after="水利站"),
            Rename(turn=place("谢谢主持人"), person=Person(name="方志铭", title="局长")),
            Move(turn=place("感谢方局长"), to=place("谢谢大家")),
            Split(at=place("种子也备"), same_as=place("各位领导下午")),
            Merge(turn=place("感谢方局长")),
        ],
    )


def saved(decisions, number, **changes):
    data = json.loads(decisions.to_json())
    data["decisions"][number] |= changes
    return json.dumps(data)


def test_every_decision_is_read_back(decisions, tmp_path):
    assert Decisions.from_json(decisions.to_json()) == decisions
    decisions.save(tmp_path / "会议.decisions.json")
    assert Decisions.load(tmp_path / "会议.decisions.json") == decisions
    assert len(decisions) == len(list(decisions)) == 7


def test_what_is_not_known_is_left_out(decisions):
    data = json.loads(decisions.to_json())
    assert list(data) == ["decisions_version", "source", "decisions"]
    assert data["decisions"][3] == {
        "action": "rename",
        "turn": {"at": 46, "words": "谢谢主持人。去年收入三千"},
        "where": "everywhere",
        "person": {"name": "方志铭", "title": "局长"},
    }
    assert "person" not in data["decisions"][5]


def test_a_file_saved_by_a_windows_editor_is_read(decisions):
    assert Decisions.from_json(b"\xef\xbb\xbf" + decisions.to_json().replace("\n", "\r\n").encode()) == decisions


def test_lone_surrogates_are_kept(meeting):
    decisions = Decisions.of(meeting, [Replace(start=7, end=8, before="各", after="\udc00")])
    decisions.to_json().encode("utf-8")
    assert Decisions.from_json(decisions.to_json()) == decisions


@pytest.mark.parametrize(
    ("number", "changes", "message"),
    [
        (0, {"edit": {"start": 1}}, r"^\$\.decisions\[0\]\.edit: key 'end' is missing"),
        (0, {"edit": None}, r"^\$\.decisions\[0\]\.edit: expected object, found null"),
        (2, {"before": 7}, r"^\$\.decisions\[2\]\.before: expected str, found int 7"),
        (2, {"start": True}, r"^\$\.decisions\[2\]\.start: expected int, found bool"),
        (2, {"end": 67}, r"^\$\.decisions\[2\]: before '水力站' has 3 characters"),
        (2, {"kind": "word"}, r"^\$\.decisions\[2\]\.kind: 'kind' must be in"),
        (2, {"note": "?"}, r"^\$\.decisions\[2\]: unknown key 'note'"),
        (3, {"person": {"name": "方", "age": 3}}, r"^\$\.decisions\[3\]\.person: unknown key 'age'"),
        (3, {"same_as": {"at": 0, "words": "各"}}, r"^\$\.decisions\[3\]: expected either person or same_as"),
        (4, {"to": {"at": 3, "words": ""}}, r"^\$\.decisions\[4\]\.to: Length of 'words' must be >= 1"),
        (6, {"action": "marge"}, r"^\$\.decisions\[6\]\.action: expected one of: accept, .*; found 'marge'"),
        (6, {"action": ["merge"]}, r"^\$\.decisions\[6\]\.action: expected one of"),
    ],
)
def test_the_error_names_the_place(decisions, number, changes, message):
    with pytest.raises(SchemaError, match=message):
        Decisions.from_json(saved(decisions, number, **changes))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", r"\$: expected object, found array"),
        ('{"decisions_version": 2}', "written by a newer version"),
        ('{"schema_version": 1}', r"\$\.decisions_version: expected 1, found None"),
        ('{"decisions_version": 1, "decisions": []}', "expected an object with the keys 'source'"),
        ('{"decisions_version": 1, "source": {}, "decisions": {}}', "expected an object with the keys 'source'"),
        ('{"decisions_version": 1, "source": {"sha256": "0"}, "decisions": []}', r"\$\.source: key 'characters'"),
        ('{"decisions_version": 1,\n "source": }', "not JSON"),
        (b"\xff\xfe\xfa", "not JSON"),
    ],
)
def test_what_is_no_file_of_decisions_is_refused(text, message):
    with pytest.raises(SchemaError, match=message):
        Decisions.from_json(text)


def test_a_decision_in_the_list_is_an_object(decisions):
    data = decisions.to_dict() | {"decisions": ["accept"]}
    with pytest.raises(SchemaError, match=r"\$\.decisions\[0\]: expected object, found str"):
        Decisions.from_dict(data)


def test_only_decisions_are_held(meeting):
    with pytest.raises(TypeError):
        Decisions.of(meeting, [meeting.edits[0]])


def test_errors_of_files_name_the_file(tmp_path):
    path = tmp_path / "决定.json"
    with pytest.raises(SourceError, match="决定"):
        Decisions.load(path)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(SchemaError, match="决定"):
        Decisions.load(path)
