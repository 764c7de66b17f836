"""Checking turns on the page: who speaks, where a turn begins."""

from desk_work import change, decisions, place, starts, words_of


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


def test_a_filter_ends_with_the_speaker(desk, meeting):
    page = desk.open(meeting)
    page.locator(".lane-name[data-speaker]").nth(2).click()
    assert page.locator("article:visible").count() == 1
    page.locator(".change:visible").click()
    page.check("dialog [value=merge]")
    page.click("dialog button >> text=继续")
    assert page.locator("article:visible").count() == 3


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
