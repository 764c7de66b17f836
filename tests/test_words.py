import ast
from pathlib import Path

import pytest
import rjieba

import transcript
from transcript.words import (
    cut,
    expand,
    frequency,
    in_dictionary,
    is_word,
    shared_words,
    tagged_words,
    words_in,
    words_of_role,
)

SOURCE = Path(transcript.__file__).parent
GROUPS = [
    line.split("\t")
    for line in (SOURCE / "shared_words.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
TEXTS = ("", "好", "谢谢方校长，水库的调度。", "A股\n涨", "区\ud800河道治理", "𠀀水库")


@pytest.mark.parametrize("text", TEXTS)
def test_words_cover_the_text_in_order(text: str) -> None:
    words = cut(text)
    at, seen = 0, []
    while at < len(words.text):
        assert words.begins(at)
        seen.append(words.text[at : words.end_of(at)])
        at = words.end_of(at)
    assert "".join(seen) == words.text == text.replace("\ud800", "?")
    assert seen == words_in(text)


def test_inside_a_word_nothing_begins_or_ends() -> None:
    words = cut("在水库边")
    assert not words.begins(2)
    assert words.end_of(2) == 2
    assert words.start_before(3) == 1
    assert words.begins(4)


def test_the_word_before_a_place_is_found_from_anywhere_in_it() -> None:
    words = cut("看人工智能大会")
    assert [words.start_before(place) for place in range(7)] == [0, 0, 1, 1, 1, 1, 5]
    assert cut("人工智能").start_before(3) == 0


def test_unknown_words_stay_apart_or_are_guessed() -> None:
    assert words_in("杜霁岚说") == ["杜", "霁", "岚", "说"]
    assert len(words_in("杜霁岚说", unknown="guessed")) < 4


def test_names_of_the_dictionary_are_no_ordinary_words() -> None:
    assert is_word("水库")
    assert in_dictionary("李白")
    assert not is_word("李白")
    assert dict(tagged_words("水库"))["水库"].startswith("n")
    assert frequency("我们") > frequency("水库") > 0


def test_nobody_else_asks_the_segmenter() -> None:
    importers = set()
    for path in Path(transcript.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        importers |= {path.name} if "rjieba" in names else set()
    assert importers == {"words.py"}


def test_words_of_today_are_words() -> None:
    assert words_in("网红在直播") == ["网红", "在", "直播"]
    assert is_word("物联网")
    assert frequency("社保") == frequency("网红") == 140
    assert not in_dictionary("jieba,")
    assert dict(tagged_words("网红"))["网红"] == "n"
    assert dict(tagged_words("直播"))["直播"] == "vn"


def test_the_dictionary_of_others_stays_as_it_is() -> None:
    words_in("好")
    assert not rjieba.has_word("网红")


def test_the_list_of_words_holds_each_once_in_order_and_none_that_is_common() -> None:
    lines = (Path(transcript.__file__).parent / "words.txt").read_text(encoding="utf-8").splitlines()
    words = " ".join(line for line in lines if not line.startswith("#")).split()
    assert words == sorted(set(words))
    assert [word for word in words if rjieba.has_word(word) and rjieba.suggest_freq(word) > 200] == []


@pytest.mark.parametrize(("group", "words", "example"), GROUPS, ids=[row[0] for row in GROUPS])
def test_each_group_has_an_example_and_is_needed_by_several_rules(group, words, example) -> None:
    assert any(word in example for word in words.split())
    assert len(words.split()) == len(set(words.split()))
    code = "".join(path.read_text(encoding="utf-8") for path in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.tsv")])
    assert code.count(f"{{{group}}}") + code.count(f'shared_words("{group}")') > 1


def test_longer_words_are_tried_first() -> None:
    assert shared_words("REPORT")[-1] in {"讲", "说"}
    assert [len(word) for word in shared_words("ATTEND")] == sorted(map(len, shared_words("ATTEND")), reverse=True)


def test_other_braces_are_left_alone() -> None:
    assert expand(r"a{2}\p{Han}[^。]{0,4}") == r"a{2}\p{Han}[^。]{0,4}"


def test_a_group_without_a_row_is_an_error() -> None:
    with pytest.raises(KeyError, match="THANKS"):
        expand("{THANKS}")


def test_a_role_may_name_another_one(tmp_path) -> None:
    table = tmp_path / "table.tsv"
    table.write_text("# role\twords\npronoun\t我们 你们\nstart\t{pronoun} 因为\nstart\t所以\n", encoding="utf-8")
    assert words_of_role(table, "start") == ["我们", "你们", "因为", "所以"]
    assert words_of_role(table, "end") == []
