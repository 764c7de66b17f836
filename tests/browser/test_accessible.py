"""axe-core finds nothing serious, whatever is open, in either theme; the page can be used without a mouse."""

import attrs
import pytest

from transcript import Edit, Span


def deciding(page):
    page.keyboard.press("n")
    for key in "ar":
        page.keyboard.press(key)
    page.click("[data-state=done]")


def filtering(page):
    page.click("[data-state=all]")
    page.click("[data-kind=number]")
    page.locator(".lane-name[data-speaker]").nth(1).click()


def changing(what):
    def change(page):
        page.locator(".change").nth(1).click()
        page.check(f"dialog [value={what}]")
        page.click("dialog button >> text=继续")

    return change


STATES = {
    "as opened": lambda _: None,
    "an edit": lambda page: page.keyboard.press("n"),
    "verbatim": lambda page: page.click("#view-verbatim"),
    "filtered": filtering,
    "decided": deciding,
    "help": lambda page: page.keyboard.press("?"),
    "what to change": lambda page: page.locator(".change").nth(1).click(),
    "where to split": changing("split"),
    "who speaks": changing("rename"),
}


@pytest.fixture(scope="module")
def checked(spring):
    """A short record with something to check."""
    words = spring.source.text
    at = words.index("春耕")
    edit = Edit(
        span=Span(at, at + 2), before="春耕", after="春播", kind="term", applied=False, confidence=0.4, reason="试"
    )
    return attrs.evolve(spring, edits=(*spring.edits, edit))


@pytest.fixture
def serious(axe):
    """What axe-core finds on a page that is serious."""

    def check(page):
        found = axe.run(page).response["violations"]
        bad = [fault for fault in found if fault["impact"] in {"serious", "critical"}]
        return [(fault["id"], fault["impact"], fault["nodes"][0]["html"][:200]) for fault in bad]

    return check


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_nothing_serious(desk, serious, checked, state, dark):
    page = desk.open(checked, dark=dark)
    STATES[state](page)
    assert serious(page) == []


@pytest.mark.parametrize("panel", ["contents", "text", "review"])
def test_nothing_serious_on_a_phone(desk, serious, seed, panel):
    page = desk.open(seed, width=390, height=844)
    page.click(f".tabs [data-panel={panel}]")
    assert serious(page) == []


def test_every_control_has_a_name_and_can_be_reached_by_keyboard(desk, seed):
    page = desk.open(seed)
    nameless = page.evaluate(
        """[...document.querySelectorAll('button, select, input:not([hidden])')].filter(node => node.offsetParent)
           .filter(node => node.tabIndex < 0 || !(node.textContent.trim() || node.getAttribute('aria-label') || (node.labels || []).length))
           .map(node => node.outerHTML)"""
    )
    assert nameless == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#blocks') !== null")


def test_focus_returns_to_the_text_when_the_popover_closes(desk, seed):
    page = desk.open(seed)
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "popover"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.classList.contains('edit')")
