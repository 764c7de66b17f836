"""Checking a record on the page: what buttons and keys decide, what is saved, what is loaded again."""

import json
import random

import pytest

from transcript import parse_transcript
from transcript.decisions import Decisions
from transcript.decisions.floor import is_spoken

expect = pytest.importorskip("playwright.sync_api").expect


def saved(page):
    with page.expect_download() as download:
        page.click("#save")
    return json.loads(download.value.path().read_text(encoding="utf-8"))


def decisions(page):
    return saved(page)["decisions"]


def words_of(page, turn):
    return page.locator("article .words").nth(turn).text_content()


def loaded(page, text):
    page.set_input_files("#file", {"name": "a.json", "mimeType": "application/json", "buffer": text.encode()})


def place(record, at):
    return {"at": at, "words": record.source.text[at : at + 12]}


def starts(record):
    return [turn.span.start for turn in record.turns]


def named(edit):
    return {
        "start": edit.span.start,
        "end": edit.span.end,
        "before": edit.before,
        "after": edit.after,
        "kind": edit.kind,
    }


def the(record, after, number=0):
    return [edit for edit in record.edits if edit.after == after][number]


def card(page, words):
    return page.locator(".card", has_text=words)


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


def change(page, turn, what):
    page.locator(".change").nth(turn).click()
    page.check(f"dialog [value={what}]")
    page.click("dialog button >> text=继续")


def test_a_speaker_is_renamed_everywhere(desk, meeting):
    page = desk.open(meeting)
    change(page, 0, "rename")
    page.fill("dialog [name=name]", "江一帆")
    page.fill("dialog [name=title]", "主任")
    page.click("dialog button >> text=确定")
    assert page.locator(".name").all_text_contents().count("江一帆") == 2
    person = {"name": "江一帆", "title": "主任"}
    assert decisions(page) == [
        {"action": "rename", "turn": place(meeting, starts(meeting)[0]), "where": "everywhere", "person": person}
    ]
    assert "江一帆" in page.inner_text("#lanes")
    assert "江一帆" in page.inner_text("#contents")


def test_one_turn_is_given_to_somebody_who_speaks_already(desk, meeting):
    page = desk.open(meeting)
    change(page, 2, "rename")
    page.select_option("dialog [name=known]", label=page.locator(".name").nth(3).text_content())
    page.check("dialog [value=turn]")
    page.click("dialog button >> text=确定")
    assert page.locator("article").count() == 3
    first, last = place(meeting, starts(meeting)[2]), place(meeting, starts(meeting)[3])
    assert decisions(page) == [{"action": "rename", "turn": first, "where": "turn", "same_as": last}]


def test_a_turn_joins_the_one_before(desk, meeting):
    page = desk.open(meeting)
    change(page, 3, "merge")
    assert page.locator("article").count() == 3
    assert decisions(page) == [{"action": "merge", "turn": place(meeting, starts(meeting)[3])}]
    page.click("#undo")
    assert page.locator("article").count() == 4


def test_a_turn_is_split(desk, meeting):
    page = desk.open(meeting)
    change(page, 1, "split")
    at = meeting.source.text.index("春更不误")
    page.select_option("dialog [name=place]", str(at))
    page.fill("dialog [name=name]", "吴可")
    page.click("dialog button >> text=确定")
    assert page.locator(".name").nth(2).text_content() == "吴可"
    person = {"name": "吴可"}
    assert decisions(page) == [{"action": "split", "at": place(meeting, at), "person": person}]


def test_a_turn_begins_elsewhere(desk, meeting):
    page = desk.open(meeting)
    change(page, 1, "move")
    to = meeting.source.text.index("下面请")
    page.select_option("dialog [name=place]", str(to))
    page.fill("dialog [name=shift]", "2")
    assert "请钱局长" in page.inner_text("dialog .preview")
    page.click("dialog button >> text=确定")
    assert words_of(page, 1).startswith("请钱局长")
    assert decisions(page) == [
        {"action": "move", "turn": place(meeting, starts(meeting)[1]), "to": place(meeting, to + 2)}
    ]


def test_dialogs_can_be_left(desk, meeting):
    page = desk.open(meeting)
    page.locator(".change").nth(1).click()
    page.click("dialog button >> text=取消")
    change(page, 1, "rename")
    page.keyboard.press("Escape")
    assert decisions(page) == []


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
    ("change", "message"),
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
def test_a_file_that_does_not_fit_is_named_and_changes_nothing(desk, meeting, change, message):
    page = desk.open(meeting)
    loaded(
        page,
        json.dumps({"decisions_version": 1, "source": {"sha256": meeting.source.sha256}, "decisions": [], **change}),
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
