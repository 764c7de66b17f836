"""The page asks who speaks, and lets the facts of the meeting be changed; the library takes up the same decisions."""

import json

import pytest
from desk_work import change, loaded, saved

from transcript import Decisions

expect = pytest.importorskip("playwright.sync_api").expect


def taken_up(record, page):
    return record.apply(Decisions.from_json(json.dumps(saved(page))))


def test_who_speaks_is_asked_before_words_in_the_order_of_the_library(desk, spring):
    page = desk.open(spring)
    asked = [question.span.start for question in spring.questions() if question.is_about_people]
    shown = page.locator(".question").evaluate_all("cards => cards.map(card => Number(card.dataset.question))")
    assert shown == asked != []
    page.locator(".question button", has_text="另填").first.click()
    page.fill("dialog [name=name]", "江一帆")
    page.click("dialog button >> text=确定")
    expect(page.locator(".question")).to_have_count(len(asked) - 1)
    assert [turn.speaker.display for turn in taken_up(spring, page).turns][::2] == ["江一帆"] * 3


def test_a_candidate_is_a_click(desk, spring):
    page = desk.open(spring)
    page.locator(".question").first.locator(".actions button").first.click()
    expect(page.locator(".question")).to_have_count(0)
    assert taken_up(spring, page).questions() == []


def test_facts_are_changed_saved_loaded_and_undone(desk, spring):
    page = desk.open(spring)
    page.click("#change-facts")
    page.fill("dialog [name=place]", "县政府三楼会议室")
    page.fill("dialog [name=start_date]", "2031-03-04")
    page.fill("dialog [name=chair]", "副县长 江一帆")
    page.click("dialog button >> text=确定")
    facts = page.locator("#facts").text_content()
    assert all(words in facts for words in ("县政府三楼会议室", "2031年3月4日", "副县长 江一帆"))
    meeting = taken_up(spring, page).meeting
    assert (meeting.place, str(meeting.start_date), meeting.chair.name) == ("县政府三楼会议室", "2031-03-04", "江一帆")
    file = saved(page)
    page.click("#undo")
    assert "县政府" not in page.locator("#facts").text_content()
    other = desk.open(spring, name="other.html")
    loaded(other, json.dumps(file))
    expect(other.locator("#facts")).to_contain_text("县政府三楼会议室")


def test_a_renamed_speaker_is_renamed_among_those_present(desk, spring):
    page = desk.open(spring)
    change(page, 1, "rename")
    page.fill("dialog [name=name]", "钱慕之")
    page.click("dialog button >> text=确定")
    expect(page.locator("#facts")).to_contain_text("局长 钱慕之、")
    assert taken_up(spring, page).meeting.attendees[0].name == "钱慕之"
