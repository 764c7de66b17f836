from pathlib import Path

import pytest

from transcript import Lexicon, SourceError

SEEDS = Path(__file__).parents[2] / "seeds"

MINUTES = """\
石桥市林业局局长乔若川主持会议，副局长方志明、柳文博、李建平出席会议。
会议要求，稳步推进青禾贷试点，持续做好易地扶贫搬迁后续扶持，用好“惠民三步走”机制。
会议指出，要稳步推进青禾贷试点，认真落实《石桥市山林保护条例》。
"""


def mined(*documents):
    return {entry.term: entry for entry in Lexicon.mine(documents)}


def test_people_come_with_title_and_organization():
    found = mined(MINUTES)
    assert (found["乔若川"].title, found["乔若川"].organization) == ("局长", "石桥市林业局")
    assert found["石桥市林业局"].type == "org"


def test_names_in_a_list_share_the_title():
    found = mined(MINUTES)
    assert [found[name].title for name in ("方志明", "柳文博", "李建平")] == ["副局长"] * 3


def test_terms_recur_or_have_a_rare_word_or_are_quoted():
    found = mined(MINUTES)
    for term in ("青禾贷试点", "易地扶贫搬迁", "惠民三步走", "石桥市山林保护条例"):
        assert found[term].type == "term"
    assert not {"会议要求", "后续扶持", "稳步推进"} & found.keys()


def test_counts_and_sources(tmp_path):
    path = tmp_path / "纪要.txt"
    path.write_text(MINUTES, encoding="utf-8")
    found = mined(path, "听取了青禾贷试点的汇报。", "别的事情。")
    assert (found["青禾贷试点"].count, found["青禾贷试点"].sources) == (3, ("文本2", "纪要.txt"))


def test_a_draft_is_saved_and_read_again(tmp_path):
    draft = Lexicon.mine([MINUTES])
    draft.save(tmp_path / "草稿.toml")
    assert sorted(e.term for e in Lexicon.load(tmp_path / "草稿.toml")) == sorted(e.term for e in draft)


def test_terms_are_written_as_the_documents_write_them():
    assert "青禾貸試點" in mined("要穩步推進青禾貸試點。會議聽取了青禾貸試點的彙報。")


def test_nothing_to_mine():
    assert len(Lexicon.mine([])) == 0
    assert len(Lexicon.mine(["", "……", "\ud800"])) == 0


def test_a_missing_document():
    with pytest.raises(SourceError):
        Lexicon.mine([Path("无此文件")])


def test_reference_documents_give_their_people_and_terms():
    documents = [path for path in sorted(SEEDS.glob("*.txt")) if not path.name.startswith("003")]
    found = mined(*documents)
    people = "陈元富 孙涌 张利勇 潘功胜 朱鹤新 张青松 宣昌能 陆磊 曲吉山 周小莹"
    assert set(people.split()) <= {term for term, entry in found.items() if entry.type == "person"}
    terms = "易地扶贫搬迁 五篇大文章 支农支小再贷款 普惠金融 碳减排工具 金融科技 宏观审慎管理"
    assert set(terms.split()) <= found.keys()
