"""Checking words on the page: what buttons and keys decide about edits."""

import json

import pytest
from desk_work import card, decisions, named, place, saved, the, words_of

from transcript import parse_transcript
from transcript.reviewing import Decisions, Place, RemovePoint

expect = pytest.importorskip("playwright.sync_api").expect


def test_a_suggestion_is_accepted_from_its_card(desk, meeting):
    page = desk.open(meeting)
    expect(page.locator("#progress-text")).to_have_text("已核 0 / 6")
    card(page, "种籽站").locator("[data-verdict=accept]").click()
    assert "种籽站" in words_of(page, 1)
    expect(page.locator("#progress-text")).to_have_text("已核 1 / 6")
    assert decisions(page) == [{"action": "accept", "edit": named(the(meeting, "种籽站"))}]


def test_all_alike_are_accepted_at_once_and_undone_at_once(desk, meeting):
    page = desk.open(meeting)
    card(page, "春耕").locator("[data-verdict=accept-all]").click()
    assert page.locator("#blocks").text_content().count("春耕") == 3
    page.click("#undo")
    assert page.locator("#blocks").text_content().count("春耕") == 0
    card(page, "春耕").locator("[data-verdict=refuse-all]").click()
    assert [decision["action"] for decision in decisions(page)] == ["refuse"] * 3


def test_one_of_several_is_accepted_alone(desk, meeting):
    page = desk.open(meeting)
    card(page, "春耕").locator("[data-verdict=accept]").click()
    assert page.locator("#blocks").text_content().count("春耕") == 1
    assert "2 处" in card(page, "春耕").inner_text()


def test_a_change_that_was_made_is_taken_back(desk, meeting):
    page = desk.open(meeting)
    assert "水沟" in words_of(page, 3)
    card(page, "水沟").locator("[data-verdict=refuse]").click()
    assert "水渠" in words_of(page, 3)
    page.click("[data-state=done]")
    card(page, "水沟").locator("[data-verdict=reopen]").click()
    assert "水沟" in words_of(page, 3)
    assert decisions(page) == []


def test_own_words_and_the_other_candidate(desk, meeting):
    page = desk.open(meeting)
    edit = the(meeting, "种籽站")
    card(page, "种籽站").locator("[data-verdict=replace]").click()
    page.fill("dialog [name=text]", "供种站")
    page.keyboard.press("Enter")
    assert "供种站" in words_of(page, 1)
    expected = {
        "action": "replace",
        "start": edit.span.start,
        "end": edit.span.end,
        "before": "种子站",
        "after": "供种站",
        "kind": "term",
    }
    assert decisions(page) == [expected]
    page.click("#undo")
    card(page, "种籽站").locator(".goto").click()
    page.click("#popover .other >> text=种植站")
    assert decisions(page) == [{**expected, "after": "种植站"}]


def test_accepting_takes_back_what_stands_in_the_way(desk, meeting):
    page = desk.open(meeting)
    card(page, "种籽站").locator("[data-verdict=accept]").click()
    page.click("[data-state=open]")
    card(page, "籽种").locator("[data-verdict=accept]").click()
    assert "籽种站" in words_of(page, 1)
    assert decisions(page) == [
        {"action": "refuse", "edit": named(the(meeting, "种籽站"))},
        {"action": "accept", "edit": named(the(meeting, "籽种"))},
    ]


def test_keys_alone_settle_everything(desk, meeting):
    page = desk.open(meeting)
    page.keyboard.press("n")
    expect(page.locator("#popover")).to_contain_text("春更")
    for key in "aaarra":
        page.keyboard.press(key)
    expect(page.locator("#progress-text")).to_have_text("已核 6 / 6")
    assert [decision["action"] for decision in decisions(page)] == ["accept"] * 3 + ["refuse"] * 2 + ["accept"]
    page.keyboard.press("u")
    expect(page.locator("#progress-text")).to_have_text("已核 5 / 6")
    page.keyboard.press("e")
    page.fill("dialog [name=text]", "水塘")
    page.keyboard.press("Enter")
    assert "水塘" in words_of(page, 3)


def test_shifted_keys_settle_all_alike(desk, meeting):
    page = desk.open(meeting)
    page.keyboard.press("n")
    page.keyboard.press("A")
    expect(page.locator("#progress-text")).to_have_text("已核 3 / 6")
    page.keyboard.press("u")
    expect(page.locator("#progress-text")).to_have_text("已核 0 / 6")
    page.keyboard.press("R")
    expect(page.locator("#progress-text")).to_have_text("已核 3 / 6")


def test_the_popover_says_all_that_is_known(desk, meeting):
    page = desk.open(meeting)
    page.locator(".edit", has_text="种子站").click()
    shown = page.inner_text("#popover")
    for known in ("术语", "建议", "把握 40%", "种子站", "种籽站", "试", "种植站", "籽种", "00:3"):
        assert known in shown
    page.keyboard.press("Escape")
    assert not page.is_visible("#popover")
    page.locator(".edit", has_text="种子站").click()
    page.click("#popover .close")
    page.locator(".edit", has_text="种子站").click()
    page.click("h1")
    assert not page.is_visible("#popover")


def test_the_popover_does_not_hide_what_it_is_about(desk, seed):
    page = desk.open(seed)
    for key in "nanrnnnpa":
        page.keyboard.press(key)
        page.wait_for_timeout(120)
        mark, box = page.locator(".edit.current").bounding_box(), page.locator("#popover").bounding_box()
        assert mark["y"] + mark["height"] <= box["y"] or mark["y"] >= box["y"] + box["height"]
        assert 56 <= mark["y"] <= 900
        assert box["y"] >= 0


def test_what_was_settled_is_not_asked_again(desk, meeting):
    page = desk.open(meeting)
    card(page, "春耕").locator("[data-verdict=accept-all]").click()
    card(page, "种籽站").locator("[data-verdict=refuse]").click()
    settled = meeting.apply(Decisions.from_json(json.dumps(saved(page))))
    expect(desk.open(settled, name="settled.html").locator("#progress-text")).to_have_text("已核 0 / 2")


SELECT = """([words]) => {
    const walker = document.createTreeWalker(document.querySelector('#blocks'), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(words);
        if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
    }
}"""


def test_selected_words_are_replaced(desk, meeting):
    page = desk.open(meeting)
    page.evaluate(SELECT, ["大家讨论"])
    page.click("#chooser")
    assert page.input_value("dialog [name=text]") == "大家讨论"
    page.fill("dialog [name=text]", "各位讨论")
    page.keyboard.press("Enter")
    assert "请各位讨论" in words_of(page, 2)
    expect(page.locator("#progress-text")).to_have_text("已核 0 / 6")
    at = meeting.source.text.index("大家讨论")
    made = {"action": "replace", "start": at, "end": at + 4, "before": "大家讨论", "after": "各位讨论", "kind": "term"}
    assert decisions(page) == [made]
    page.locator(".edit", has_text="各位讨论").click()
    page.click("#popover [data-verdict=reopen]")
    assert "请大家讨论" in words_of(page, 2)
    page.evaluate(SELECT, ["大家讨论"])
    page.keyboard.press("e")
    page.keyboard.press("Escape")
    assert decisions(page) == []


def test_selected_words_are_counted_by_code_points(desk):
    record = parse_transcript("主持人：𠮷村的𠮷老师来了，请他说。\n江一帆：好的。\n")
    page = desk.open(record)
    page.evaluate(SELECT, ["老师来"])
    page.keyboard.press("e")
    page.fill("dialog [name=text]", "教授来")
    page.keyboard.press("Enter")
    assert "𠮷村的𠮷教授来了" in words_of(page, 0)
    assert decisions(page)[0]["start"] == record.source.text.index("老师来")


def test_a_point_is_removed_and_comes_back(desk):
    record = parse_transcript("各位好，我讲三点。一是修渠道，二是清淤泥，三是种树木。谢谢大家。")
    page = desk.open(record)
    assert page.locator(".unpoint").count() == 3
    page.locator(".unpoint").nth(1).dispatch_event("click")
    assert page.locator(".unpoint").count() == 2
    assert decisions(page) == [{"action": "remove_point", "point": place(record, record.points[1].span.start)}]
    assert [
        p.ordinal
        for p in record.apply(
            Decisions.of(record, [RemovePoint(point=Place.of(record.source.text, record.points[1].span.start))])
        ).points
    ] == [1, 3]
    page.click("#undo")
    assert page.locator(".unpoint").count() == 3
