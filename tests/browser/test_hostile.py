"""Whatever stands in a record is shown as text: in the page, and in every other format that a browser opens."""

import attrs
import pytest
from markdown_it import MarkdownIt

from transcript import AgendaItem, Edit, Meeting, MeetingRecord, Person, Point, Problem, Span, Speaker, Speech
from transcript.edits import with_texts
from transcript.model import Turn
from transcript.text import Moment, Segment, SourceText
from transcript.writers.formats import WRITERS

MARKUP = "".join(
    (
        "<script>alert(1)</script>",
        "</script><script>alert(2)</script>",
        "<img src=x onerror=alert(3)>",
        "[见](javascript:alert(4))",
        "<svg/onload=alert(5)>",
        "--></style><iframe src='javascript:alert(6)'>",
        "{{constructor.constructor('alert(7)')()}}${alert(8)}",
        "]]><a href='https://example.org/'>甲</a>&amp;",
        "\u202e倒着写\u2066字\x00\ud800\x1b[31m",
    )
)
NASTY = {
    "markup": MARKUP,
    "the end of the script": "</script><script>alert(1)</script>",
    "an address": "javascript:alert(1)",
    "a long name": "名" * 5_000,
    "marks on a letter": "长" + "\u0301" * 500,
}


def nasty_record(words):
    """A record in which every field holds the same words."""
    text = f"{words}\n{words}"
    spans = Span(0, len(words)), Span(len(words) + 1, len(text))
    first, second = (
        Speaker(
            id=f"S{n}", name=words + str(n), surname=words, title=words, organization=words, role="guest", label=words
        )
        for n in (1, 2)
    )
    person = Person(name=words, surname=words, title=words, organization=words)
    turns = [
        Turn(span=spans[0], speaker=first, start_ms=0, end_ms=5000),
        Turn(span=spans[1], speaker=second, start_ms=5000, end_ms=9000),
    ]
    source = SourceText(
        text=text,
        segments=tuple(Segment(span=span, start_ms=0, label=words) for span in spans),
        name=words.replace("/", "")[:50],
    )
    edits = (
        Edit(
            span=Span(0, 1),
            before=text[:1],
            after=words,
            kind="term",
            reason=words,
            entry=words,
            runner_up=words,
            margin=1.0,
        ),
        Edit(
            span=spans[1],
            before=words,
            after=words,
            kind="name",
            applied=False,
            confidence=0.5,
            reason=words,
            runner_up=words,
        ),
    )
    return MeetingRecord(
        source=source,
        turns=with_texts(turns, source=source, edits=edits[:1]),
        edits=edits,
        points=(Point(span=spans[0], depth=1, ordinal=1, heading=words),),
        agenda=(AgendaItem(number=1, text=words, span=spans[0], turns=(0, 1)),),
        speeches=(Speech(person=person, act=words, span=spans[0], on_behalf_of=words),),
        meeting=Meeting(
            title=words, place=words, organizer=words, chair=person, attendees=(person,), organizations=(words,)
        ),
        problems=(Problem(kind="number", message=words, span=spans[0]), Problem(kind="path", message=words)),
    )


def exercise(page):
    """Opens whatever shows words of the record."""
    page.click("#view-verbatim")
    page.click("#view-clean")
    page.keyboard.press("n")
    page.keyboard.press("a")
    page.keyboard.press("u")
    page.keyboard.press("Escape")
    page.locator(".lane-name[data-speaker]").first.click()
    page.locator(".lane-name[data-speaker]").first.click()
    page.locator(".change").first.click()
    page.click("dialog button >> text=继续")
    page.keyboard.press("Escape")
    page.fill("#search", "alert")
    page.locator("#agenda-items a").first.click()
    page.locator("#problem-items a").first.click()


@pytest.mark.parametrize("name", NASTY)
def test_in_the_page(desk, name):
    page = desk.open(nasty_record(NASTY[name]))
    exercise(page)
    assert page.evaluate("document.scripts.length") == 2
    made = "iframe, img, svg:not(.track), a[href^=javascript], a[href^=http]"
    assert page.evaluate(f"document.querySelectorAll('{made}').length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    places = [".words", ".name", ".standing", "#facts", "#agenda-items", "#problem-items", ".card .reason", "h1"]
    for selector in places:
        assert NASTY[name][:40] in page.locator(selector).last.text_content(), selector


def test_controls_that_turn_text_round_are_shown_by_name(desk):
    page = desk.open(nasty_record("甲\u202e乙\u2069丙\x07"))
    assert "甲[U+202E]乙[U+2069]丙␇" in page.locator(".words").last.text_content()
    shown = page.evaluate("document.body.innerText")
    assert not any(control in shown for control in "\u202e\u2069\x07")


def test_long_names_leave_the_page_in_shape_on_a_phone(desk):
    page = desk.open(nasty_record("名" * 5_000), width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("article header").first.bounding_box()["height"] < 400


@pytest.mark.parametrize(
    "writer", [writer for writer in WRITERS if writer.name not in {"docx", "html"}], ids=lambda writer: writer.name
)
def test_in_every_other_format(browser, tmp_path, writer):
    context = browser.new_context()
    page = context.new_page()
    ran = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.accept()))
    page.on("request", lambda request: ran.append(request.url) if not request.url.startswith("file:") else None)
    path = tmp_path / f"a{writer.suffixes[0] if writer.name in {'tei', 'akn', 'json'} else '.txt'}"
    written = writer.write(timed(nasty_record(MARKUP)))
    path.write_text(written, encoding="utf-8")
    page.goto(path.as_uri())
    if writer.name == "md":
        page.set_content(MarkdownIt("gfm-like", {"linkify": False}).enable("table").render(written))
        assert page.locator("script, iframe, img, svg, a").count() == 0
    context.close()
    assert ran == []


def timed(record: MeetingRecord) -> MeetingRecord:
    text = record.source.text
    return attrs.evolve(
        record, source=attrs.evolve(record.source, clock=(Moment(offset=0, ms=0), Moment(offset=len(text), ms=9000)))
    )
