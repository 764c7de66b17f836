"""What tests of the page do with it again and again."""

import json


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


def change(page, turn, what):
    page.locator(".change").nth(turn).click()
    page.check(f"dialog [value={what}]")
    page.click("dialog button >> text=继续")
