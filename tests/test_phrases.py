from pathlib import Path

import pytest

import transcript
from transcript.phrases import expand, phrases

SOURCE = Path(transcript.__file__).parent
ROWS = [
    line.split("\t")
    for line in (SOURCE / "phrases.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("name", "words", "example"), ROWS, ids=[row[0] for row in ROWS])
def test_each_group_has_an_example_and_is_needed_by_several_rules(name, words, example):
    assert any(word in example for word in words.split())
    assert len(words.split()) == len(set(words.split()))
    files = [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.tsv")]
    uses = sum(
        path.read_text(encoding="utf-8").count(f"{{{name}}}")
        + path.read_text(encoding="utf-8").count(f'phrases("{name}")')
        for path in files
    )
    assert uses > 1


def test_longer_words_are_tried_first():
    assert phrases("REPORT")[-1] in {"讲", "说"}
    assert [len(word) for word in phrases("ATTEND")] == sorted(map(len, phrases("ATTEND")), reverse=True)


def test_other_braces_are_left_alone():
    assert expand(r"a{2}\p{Han}[^。]{0,4}") == r"a{2}\p{Han}[^。]{0,4}"


def test_a_name_without_a_row_is_an_error():
    with pytest.raises(KeyError, match="THANKS"):
        expand("{THANKS}")
