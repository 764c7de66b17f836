from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from transcript import Lexicon, LexiconError, SourceError
from transcript.lexicon import Entry


@pytest.fixture
def load(tmp_path):
    def write_and_load(text, *, name="lexicon.txt", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return Lexicon.load(path)

    return write_and_load


@pytest.fixture
def faults(load):
    """Line, column and message of every fault of a text."""

    def found(text, **how):
        with pytest.raises(LexiconError) as caught:
            load(text, **how)
        return [(f.line, f.column, f.message) for f in caught.value.faults or (caught.value,)]

    return found


def records(lexicon):
    return lexicon.to_records()


TOML = """\
# 词表
terms = ["惠民通", "石桥夜校"]

[[person]]
term = "乔若川"
title = "处长"
heard_as = ["桥若川"]

[[entry]]
term = "柳溪村"
type = "地名"
not = "留在村"
weight = 2
"""


def test_toml_has_sections_of_tables_and_of_words(load):
    assert list(load(TOML, name="词表.toml")) == [
        Entry(term="惠民通", type="term"),
        Entry(term="石桥夜校", type="term"),
        Entry(term="乔若川", type="person", title="处长", heard_as=("桥若川",)),
        Entry(term="柳溪村", type="place", not_=("留在村",), weight=2.0),
    ]


def test_toml_is_known_by_its_shape(load):
    assert load(TOML, name="anything") == load(TOML, name="词表.toml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_with_chinese_headers_in_any_encoding(load, encoding):
    text = "序号,姓名（必填）,职务,工作单位,误听,不改\r\n1,乔若川,处长,石桥市林业局,桥若川、乔若穿,\r\n2,方行舟,,水务局,,行舟\r\n"
    lexicon = load(text, name="名单.csv", encoding=encoding)
    assert list(lexicon) == [
        Entry(
            term="乔若川",
            type="person",
            title="处长",
            organization="石桥市林业局",
            heard_as=("桥若川", "乔若穿"),
        ),
        Entry(term="方行舟", type="person", organization="水务局", not_=("行舟",)),
    ]
    assert lexicon.problems == ()


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_tables_with_english_headers_and_other_delimiters(load, delimiter):
    text = "sep=;\n" * (delimiter == ";") + "Term,Type,Weight\n惠民通,product,2.5\n".replace(",", delimiter)
    assert records(load(text)) == [{"term": "惠民通", "type": "product", "weight": 2.5}]


def test_a_table_may_have_quoted_cells_and_columns_nobody_needs(load):
    lexicon = load('词条,电话,别名\n"惠民,通",110,惠民|惠通\n')
    assert records(lexicon) == [{"term": "惠民,通", "aliases": ["惠民", "惠通"]}]
    assert [p.kind for p in lexicon.noted] == ["column"]
    assert "电话" in lexicon.problems[0].message


def test_a_table_of_one_column(load):
    assert records(load("姓名\n乔若川\n方行舟\n")) == [
        {"term": "乔若川", "type": "person"},
        {"term": "方行舟", "type": "person"},
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('["惠民通", {"term": "石桥镇", "类型": "地名"}]', [{"term": "惠民通"}, {"term": "石桥镇", "type": "place"}]),
        ('[{"text": "惠民通", "weight": 4, "lang": "zh"}]', [{"term": "惠民通", "weight": 4.0}]),
        (
            '{"人员": [{"姓名": "乔若川"}], "terms": ["惠民通"]}',
            [{"term": "乔若川", "type": "person"}, {"term": "惠民通", "type": "term"}],
        ),
        (
            '{"惠民通": 3, "石桥镇": ["时桥镇"]}',
            [{"term": "惠民通", "weight": 3.0}, {"term": "石桥镇", "heard_as": ["时桥镇"]}],
        ),
        ('{"term": "惠民通"}', [{"term": "惠民通"}]),
        (
            '{"term": "惠民通"}\n\n{"term": "石桥镇", "heard_as": ["时桥镇"]}\n',
            [{"term": "惠民通"}, {"term": "石桥镇", "heard_as": ["时桥镇"]}],
        ),
    ],
)
def test_json_in_its_shapes(load, text, expected):
    assert records(load(text)) == expected
    assert records(load(text, name="lexicon.json")) == expected


def test_hot_words_one_a_line(load):
    text = "# 热词\n惠民通 20\n石桥镇\t20\n柳溪村,10\n乔若川 | 桥若川 | 乔若穿\n青禾计划|20\n时桥夜校 -> 石桥夜校\n\n// 完\n农服中心 20 ~~~ 农副中心\n"
    assert records(load(text)) == [
        {"term": "惠民通"},
        {"term": "石桥镇"},
        {"term": "柳溪村", "weight": 0.5},
        {"term": "乔若川", "heard_as": ["桥若川", "乔若穿"]},
        {"term": "青禾计划"},
        {"term": "石桥夜校", "heard_as": ["时桥夜校"]},
        {"term": "农服中心", "not": ["农副中心"]},
    ]


def test_hot_words_keep_letters_punctuation_and_emoji(load):
    text = "惠民e付\n“三步走”战略\nPower BI\n村🏀赛\n"
    assert [e.term for e in load(text)] == ["惠民e付", "“三步走”战略", "Power BI", "村🏀赛"]


def test_a_line_of_several_words_is_reported(load):
    lexicon = load("惠民通、石桥镇\n柳溪村\n")
    assert [p.kind for p in lexicon.problems] == ["punctuation"]


def test_duplicates_of_a_file_are_merged_and_reported(load):
    lexicon = load("惠民通\n惠民通 | 会民通\n")
    assert records(lexicon) == [{"term": "惠民通", "heard_as": ["会民通"]}]
    assert [p.kind for p in lexicon.problems] == ["duplicate"]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("", "空.txt", [(None, None, "the file is empty")]),
        (" \n\n", "空.csv", [(None, None, "the file is empty")]),
        ("# 只有注释\n", "空.txt", [(1, 1, "no entries")]),
        ("[]", "空.json", [(1, 1, "no entries")]),
        ("惠民通 0\n石桥镇\n柳溪村 -3\n", "a.txt", [(1, 1, "above 0, found 0"), (3, 1, "above 0, found -3")]),
        ("惠民通\n  -> \n", "a.txt", [(2, 3, "expected a word")]),
        ("惠民通\n石桥\x07镇\n", "a.txt", [(2, 1, "U+0007")]),
        ("乔若川,处长\n", "a.csv", [(1, 1, "no column for the terms")]),
        ("职务,单位\n处长,林业局\n", "a.csv", [(1, 1, "no column for the terms")]),
        ("词条,术语\n甲乙,丙丁\n", "a.csv", [(1, 1, "2 columns")]),
        ("词条,权重\n惠民通,高\n石桥镇,1,多\n", "a.csv", [(2, 5, "above 0, found '高'"), (3, 7, "expected 2 cells")]),
        ("词条,权重\n惠民通,-1\n", "a.csv", [(2, 5, "above 0, found -1.0")]),
        ("类型,词条\n地名,\n", "a.csv", [(2, 4, '"term" is missing')]),
        ('词条,别名\n"惠民通,甲\n', "a.csv", [(2, 1, "quotation mark")]),
        ("词条,别名\n", "a.csv", [(1, 1, "no row below the header")]),
        ('{"人员": [{"姓名": 7}]}', "a.json", [(1, 10, '"term" must be a text, found 7')]),
        ('["惠民通", 7,\n null]', "a.json", [(1, 9, "expected an entry or a word, found 7"), (2, 2, "found None")]),
        ('["惠民通",\n}', "a.json", [(2, 1, "not JSON")]),
        ('{"惠民通": "会民通"}', "a.json", [(1, 2, "expected a weight or a list")]),
        ('{"people": ["乔若川"], "colours": []}', "a.json", [(1, 21, 'unknown section "colours"')]),
        ('{"term": "惠民通"}\n{"term": }\n', "a.jsonl", [(2, 10, "not JSON")]),
        ("42", "a.json", [(1, 1, "expected a list or an object")]),
        (
            '[[person]]\nterm = "乔若川"\n\n[[person]]\nterm = "方行舟"\nrank = 3\n',
            "a.toml",
            [(6, 1, 'unknown key "rank"')],
        ),
        ('[[person]]\nterm = "乔若川\n', "a.toml", [(2, 12, "not TOML")]),
        (
            '[[person]]\nterm = "乔若川"\nweight = "重"\n[[person]]\ntitle = "处长"\n',
            "a.toml",
            [(3, 1, "above 0"), (4, 1, '"term" is missing')],
        ),
        ("[" * 100_000, "a.json", [(1, 1, "not JSON")]),
    ],
)
def test_faults_say_where_and_what_was_expected(faults, text, name, expected):
    found = faults(text, name=name)
    assert [(line, column) for line, column, _ in found] == [(line, column) for line, column, _ in expected]
    for (_, _, message), (_, _, words) in zip(found, expected, strict=True):
        assert words in message


def test_the_message_shows_the_line_with_a_caret(load):
    with pytest.raises(LexiconError) as caught:
        load("词条,权重\n惠民通,高\n", name="词表.csv")
    assert str(caught.value).split("\n")[1:] == ["    惠民通,高", "           ^"]
    assert "词表.csv:2:5: " in str(caught.value)


def test_of_very_many_faults_the_first_hundred_are_shown(load):
    with pytest.raises(LexiconError, match="5000 faults, the first 100 are shown") as caught:
        load("惠民通 0\n" * 5000)
    assert len(caught.value.faults) == 100


def test_bytes_that_are_no_text(tmp_path):
    path = tmp_path / "词表.txt"
    path.write_bytes(b"\xff\xff\x00\x81")
    with pytest.raises(LexiconError, match="UTF-8, GB18030"):
        Lexicon.load(path)


def test_a_spreadsheet_is_told_to_be_saved_as_a_table(tmp_path):
    path = tmp_path / "名单.xlsx"
    path.write_bytes(b"PK\x03\x04rest of an archive")
    with pytest.raises(LexiconError, match="save a spreadsheet as CSV"):
        Lexicon.load(path)


def test_a_missing_file(tmp_path):
    with pytest.raises(SourceError):
        Lexicon.load(tmp_path / "无")


@pytest.mark.parametrize("suffix", ["toml", "csv", "json"])
def test_what_is_saved_is_loaded_again(tmp_path, suffix):
    lexicon = Lexicon.from_records(
        [
            {
                "term": "乔若川",
                "type": "person",
                "title": "处长",
                "organization": "“石桥”局",
                "count": 3,
                "sources": ["甲.txt", "乙.txt"],
            },
            {
                "term": "惠民e付",
                "type": "product",
                "aliases": ["惠民"],
                "heard_as": ["会民e付", "惠明e付"],
                "weight": 0.5,
            },
            {"term": "柳溪，村", "type": "水库", "not": ["留在村"]},
            {"term": "石\\桥"},
        ]
    )
    path = tmp_path / f"词表.{suffix}"
    lexicon.save(path)
    assert Lexicon.load(path).to_records() == lexicon.to_records()


def test_a_saved_table_may_be_an_empty_draft_with_comments(tmp_path):
    path = tmp_path / "词表.toml"
    Lexicon.from_records([{"term": "惠民通", "type": "product"}]).save(path)
    assert path.read_text(encoding="utf-8").startswith("# 词表")


def test_a_table_holds_texts_with_its_own_marks(tmp_path):
    lexicon = Lexicon.from_records([{"term": "惠|民通", "aliases": ["惠民、通", "惠民\\", "|"]}])
    lexicon.save(tmp_path / "词表.csv")
    assert Lexicon.load(tmp_path / "词表.csv") == lexicon


def test_a_lexicon_larger_than_memory(tmp_path, monkeypatch):
    def no_memory(_path):
        raise MemoryError

    monkeypatch.setattr("transcript.lexicon.lexicon.read_bytes", no_memory)
    path = tmp_path / "词表.txt"
    path.write_text("惠民通", encoding="utf-8")
    with pytest.raises(LexiconError, match="does not fit into memory"):
        Lexicon.load(path)


WORDS = st.text(alphabet=st.sampled_from("甲乙丙|\uff5c；;、，,\"'\\=+-@# AI[]{}（）·"), min_size=1, max_size=6)
RECORDS = st.fixed_dictionaries(
    {"term": WORDS},
    optional={
        "type": st.sampled_from(["person", "org", "place", "product", "term", "会议", "entry"]),
        "title": WORDS,
        **dict.fromkeys(("aliases", "heard_as", "not", "sources", "decided"), st.lists(WORDS, min_size=1, max_size=3)),
        "weight": st.sampled_from([0.5, 2, 10**20, 1e-300]),
        "count": st.integers(0, 10**30),
    },
)


@pytest.mark.parametrize("suffix", ["toml", "csv", "json", "lexicon"])
@given(records=st.lists(RECORDS, min_size=1, max_size=5))
def test_any_lexicon_is_read_back_as_it_was_saved(records, suffix):
    """With its order, whatever the types, and with the characters that part texts and cells."""
    try:
        lexicon = Lexicon.from_records(records)
    except LexiconError:
        reject()
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"lexicon.{suffix}"
        lexicon.save(path)
        assert Lexicon.load(path) == lexicon


@pytest.mark.parametrize("suffix", ["toml", "json", "csv"])
@pytest.mark.parametrize("digits", [400, 5000])
def test_a_weight_that_no_number_can_hold(tmp_path, suffix, digits):
    written = {
        "toml": '[[term]]\nterm = "惠民通"\nweight = 1{}',
        "json": '[{{"term": "惠民通", "weight": 1{}}}]',
        "csv": "term,weight\n惠民通,1{}",
    }
    path = tmp_path / f"词表.{suffix}"
    path.write_text(written[suffix].format("0" * digits), encoding="utf-8")
    with pytest.raises(LexiconError):
        Lexicon.load(path)
    with pytest.raises(LexiconError, match='"weight" must be a number above 0'):
        Lexicon.from_records([{"term": "惠民通", "weight": 10**digits}])
