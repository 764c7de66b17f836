"""A real browser on real pages. Without one, or without playwright, these tests are skipped; where TRANSCRIPT_NO_SKIPS is set they fail."""

import os
import re
import shutil
from pathlib import Path

import attrs
import pytest

from transcript import Edit, Lexicon, Span, parse_transcript
from transcript.edits import with_texts

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# A closed network: without these flags the browser itself asks for hosts of its maker.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

MEETING = """发言人1 00:05
各位好，今天开春更工作会。下面请钱局长通报情况。
发言人2 00:21
好的，春更面积二十三万亩。种子站的种子够用，春更不误。
发言人1 00:55
谢谢，请大家讨论。
发言人3 01:10
我说两句，水渠还没有修好。
"""


def _unless(reason):
    (pytest.fail if os.environ.get("TRANSCRIPT_NO_SKIPS") else pytest.skip)(reason)


@pytest.fixture(scope="session")
def browser():
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        _unless("playwright is not installed: pip install 'transcript[browser]'")
    if not CHROMIUM:
        _unless("there is no chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe():
    """The accessibility checks of axe-core."""
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ModuleNotFoundError:
        _unless("axe-core is not installed: pip install 'transcript[browser]'")
    return Axe()


class Desk:
    """Opens records as pages, and sees to it that no page complains, asks the network or runs what it holds."""

    def __init__(self, browser, folder):
        self.browser, self.folder, self.contexts, self.faults = browser, folder, [], []

    def open(self, record, *, width=1440, height=900, dark=False, name="page.html"):
        path = self.folder / name
        path.write_text(record if isinstance(record, str) else record.to_html(), encoding="utf-8")
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", accept_downloads=True
        )
        self.contexts.append(context)
        return self.visit(context, path)

    def visit(self, context, path):
        page = context.new_page()
        page.on(
            "console",
            lambda message: self.faults.append(message.text) if message.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", self._dialog)
        page.on("request", lambda request: self.faults.append(request.url) if request.url != path.as_uri() else None)
        page.goto(path.as_uri())
        page.wait_for_selector("#blocks[aria-busy=false]", state="attached")
        return page

    def _dialog(self, dialog):
        if dialog.type != "beforeunload":
            self.faults.append(f"{dialog.type}: {dialog.message}")
        dialog.accept()

    def close(self):
        for context in self.contexts:
            context.close()
        assert self.faults == []


@pytest.fixture
def desk(browser, tmp_path):
    desk = Desk(browser, tmp_path)
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def seed():
    lexicon = Lexicon.load(ROOT / "examples" / "seed003.lexicon.toml")
    return parse_transcript(ROOT / "seeds" / "003_1fb1898204eabd65.txt", lexicon=lexicon)


@pytest.fixture(scope="session")
def spring():
    return parse_transcript(ROOT / "examples" / "spring.txt")


@pytest.fixture(scope="session")
def meeting():
    """A record with a change made, the same suggestion three times, and two suggestions that meet."""
    record = parse_transcript(MEETING, clean=("numbers",))
    text = record.source.text
    edits = list(record.edits)
    edits += [suggested(text, found.start(), 2, "春耕", confidence=0.62) for found in re.finditer("春更", text)]
    sown = text.index("种子站")
    edits.append(suggested(text, sown, 3, "种籽站", confidence=0.4, runner_up="种植站"))
    edits.append(suggested(text, sown, 2, "籽种", confidence=0.3))
    made = text.index("水渠")
    edits.append(suggested(text, made, 2, "水沟", confidence=0.7, applied=True))
    return record_with(record, edits)


def suggested(text, start, length, after, **more):
    span = Span(start, start + length)
    return Edit(
        **{
            "span": span,
            "before": span.slice(text),
            "after": after,
            "kind": "term",
            "applied": False,
            "reason": "试",
            **more,
        }
    )


def record_with(record, edits):
    turns = with_texts(record.turns, source=record.source, edits=edits)
    return attrs.evolve(record, edits=tuple(edits), turns=turns)
