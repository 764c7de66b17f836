"""What the page saves, loads and keeps; what the library makes of it."""

import json
import random

import pytest
from desk_work import card, change, decisions, loaded, named, place, saved, words_of

from transcript.reviewing import Decisions
from transcript.reviewing.turn_decisions import is_spoken

expect = pytest.importorskip("playwright.sync_api").expect


def test_what_was_saved_is_loaded(desk, meeting):
    page = desk.open(meeting)
    card(page, "春耕").locator("[data-verdict=accept-all]").click()
    change(page, 0, "rename")
    page.fill("dialog [name=name]", "江一帆")
    page.click("dialog button >> text=确定")
    file = saved(page)
    assert file["source"] == {"sha256": meeting.source.sha256, "characters": len(meeting.source.text)}
    assert file["decisions_version"] == 1
    other = desk.open(meeting, name="other.html")
    loaded(other, json.dumps(file))
    expect(other.locator("#progress-text")).to_have_text("已核 3 / 6")
    assert other.locator(".name").nth(2).text_content() == "江一帆"
    assert saved(other) == file


def test_words_replaced_where_nothing_was_changed_are_loaded(desk, meeting):
    at = meeting.source.text.index("大家讨论")
    decision = {"action": "replace", "start": at, "end": at + 2, "before": "大家", "after": "各位", "kind": "term"}
    page = desk.open(meeting)
    loaded(
        page, json.dumps({"decisions_version": 1, "source": {"sha256": meeting.source.sha256}, "decisions": [decision]})
    )
    expect(page.locator("article .words").nth(2)).to_contain_text("请各位讨论")
    assert decisions(page) == [decision]


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ({"decisions_version": 2}, "别的版本"),
        ({"source": {"sha256": "0" * 64}}, "另一份文字稿"),
        ({"decisions": 7}, "不是核对结果文件"),
        ({"decisions": [{"action": "fly"}]}, "看不懂"),
        (
            {
                "decisions": [
                    {"action": "accept", "edit": {"start": 1, "end": 2, "before": "甲", "after": "乙", "kind": "term"}}
                ]
            },
            "没有这处改动",
        ),
        ({"decisions": [{"action": "merge", "turn": {"at": 3, "words": "甲"}}]}, "没有这样的一段"),
        ({"decisions": [{"action": "merge"}]}, "看不懂"),
        ({"decisions": [None]}, "看不懂"),
    ],
)
def test_a_file_that_does_not_fit_is_named_and_changes_nothing(desk, meeting, fault, message):
    page = desk.open(meeting)
    loaded(
        page,
        json.dumps({"decisions_version": 1, "source": {"sha256": meeting.source.sha256}, "decisions": [], **fault}),
    )
    expect(page.locator("dialog")).to_contain_text(message)
    page.click("dialog button")
    assert decisions(page) == []


def test_no_json_is_named(desk, meeting):
    page = desk.open(meeting)
    loaded(page, "\x00<script>")
    expect(page.locator("dialog")).to_contain_text("不是核对结果文件")


def test_the_load_button_asks_for_a_file(desk, meeting):
    page = desk.open(meeting)
    with page.expect_file_chooser():
        page.click("#load")


def test_work_that_was_not_saved_is_offered_again(desk, meeting):
    page = desk.open(meeting)
    card(page, "种籽站").locator("[data-verdict=accept]").click()
    page.reload()
    expect(page.locator("dialog")).to_contain_text("1 项决定")
    page.click("dialog button >> text=接着核对")
    assert "种籽站" in words_of(page, 1)
    page.reload()
    page.click("dialog button >> text=从头开始")
    assert "种籽站" not in words_of(page, 1)
    page.reload()
    assert page.locator("dialog").count() == 0


def test_the_page_works_where_nothing_may_be_kept(desk, meeting):
    page = desk.open(meeting.to_html())
    page.evaluate("Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden') } })")
    card(page, "种籽站").locator("[data-verdict=accept]").click()
    assert len(decisions(page)) == 1


SHOWN = """[...document.querySelectorAll('article')].map(article =>
    [Number(article.id.slice(1)), ...['.name', '.standing', '.words'].map(part => article.querySelector(part).textContent)])"""


def of_the_page(page):
    """What the page shows of each turn: where it begins, who speaks, the words."""
    return [(start, name, standing, "".join(words.split())) for start, name, standing, words in page.evaluate(SHOWN)]


def of_the_record(record):
    return [
        (turn.span.start, turn.speaker.display, standing_of(turn.speaker), "".join(turn.text.split()))
        for turn in record.turns
    ]


def standing_of(speaker):
    title = None if speaker.title and speaker.display.endswith(speaker.title) else speaker.title
    return " ".join(filter(None, (speaker.organization, title)))


def settle_some(page):
    card(page, "春耕").locator("[data-verdict=accept]").click()
    card(page, "水沟").locator("[data-verdict=refuse]").click()
    card(page, "籽种").locator("[data-verdict=replace]").click()
    page.fill("dialog [name=text]", "良种")
    page.click("dialog button >> text=确定")


def rename_to(name, turn, scope="everywhere"):
    def act(page):
        change(page, turn, "rename")
        page.fill("dialog [name=name]", name)
        page.fill("dialog [name=organization]", "县水利局")
        page.check(f"dialog [value={scope}]")
        page.click("dialog button >> text=确定")

    return act


def split_off(page):
    change(page, 1, "split")
    page.select_option("dialog [name=place]", index=2)
    page.fill("dialog [name=name]", "吴可")
    page.click("dialog button >> text=确定")


def move_up(page):
    change(page, 2, "move")
    page.select_option("dialog [name=place]", index=2)
    page.click("dialog button >> text=确定")


def hand_over(page):
    change(page, 0, "rename")
    page.select_option("dialog [name=known]", index=2)
    page.check("dialog [value=turn]")
    page.click("dialog button >> text=确定")


WORKS = {
    "edits": [settle_some],
    "a name everywhere": [rename_to("江一帆", 0)],
    "a name once": [rename_to("江一帆", 2, "turn")],
    "a name once for who speaks once": [rename_to("江一帆", 3, "turn")],
    "one name for two": [rename_to("江一帆", 0), rename_to("江一帆", 1)],
    "split, move, merge": [split_off, move_up, lambda page: change(page, 3, "merge")],
    "handed over": [hand_over],
    "all together": [
        settle_some,
        split_off,
        rename_to("江一帆", 2),
        hand_over,
        lambda page: page.click("#undo"),
        move_up,
    ],
}


@pytest.mark.parametrize("work", WORKS)
def test_the_library_makes_of_the_file_what_the_page_shows(desk, meeting, work):
    page = desk.open(meeting)
    for act in WORKS[work]:
        act(page)
    with page.expect_download() as download:
        page.click("#save")
    decisions = Decisions.from_json(download.value.path().read_text(encoding="utf-8"))
    assert decisions.decisions
    assert json.loads(decisions.to_json())["decisions"] == json.loads(download.value.path().read_bytes())["decisions"]
    assert of_the_record(meeting.apply(decisions)) == of_the_page(page)


def handful(record, seed):
    """Decisions about turns and edits as chance will have them; many do not fit what the earlier ones left."""
    chance = random.Random(seed)  # noqa: S311
    begins = [turn.span.start for turn in record.turns]
    spoken = [
        at for turn in record.turns for at in range(turn.span.start, turn.span.end) if is_spoken(record.source, at)
    ]

    def somewhere():
        return place(record, chance.choice([*begins, chance.choice(spoken)]))

    def somebody():
        person = {"name": chance.choice(["江一帆", "吴可", "单雪"]), "title": "主任"}
        return {"same_as": somewhere()} if chance.random() < 0.4 else {"person": person}

    kinds = (
        lambda: {"action": "rename", "turn": somewhere(), "where": chance.choice(["turn", "everywhere"]), **somebody()},
        lambda: {"action": "move", "turn": somewhere(), "to": place(record, chance.choice(spoken))},
        lambda: {"action": "split", "at": place(record, chance.choice(spoken)), **somebody()},
        lambda: {"action": "merge", "turn": somewhere()},
    )
    refused = [{"action": "refuse", "edit": named(edit)} for edit in record.edits]
    return refused + [chance.choice(kinds)() for _ in range(12)]


@pytest.mark.parametrize("seed_number", range(8))
def test_page_and_library_carry_out_the_same_decisions_alike(desk, meeting, seed_number):
    source = {"sha256": meeting.source.sha256, "characters": len(meeting.source.text)}
    file = json.dumps({"decisions_version": 1, "source": source, "decisions": handful(meeting, seed_number)})
    applied = meeting.apply(Decisions.from_json(file), misfits="report")
    unfit = len(applied.problems) - len(meeting.problems)
    page = desk.open(meeting)
    loaded(page, file)
    if unfit:
        expect(page.locator("dialog li")).to_have_count(unfit)
        page.click("dialog .primary")
    assert of_the_page(page) == of_the_record(applied)
