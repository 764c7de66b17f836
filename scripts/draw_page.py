"""Draw the pictures of the review page that the documentation shows.

Usage: python scripts/draw_page.py, with the extra `browser`, Pillow, Debian's chromium and poppler-utils (for the printed page).
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from transcript import Lexicon, parse_transcript

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
COLOURS = 160


def checking(page: Page) -> None:
    for key in "nn":
        page.keyboard.press(key)


def deciding(page: Page) -> None:
    for key in "naarn":
        page.keyboard.press(key)


def reading(page: Page) -> None:
    page.evaluate("window.scrollTo(0, document.querySelector('#timeline').offsetTop - 80)")


def nothing(_: Page) -> None:
    pass


# Name, width, height, dark, what is done first.
VIEWS: tuple[tuple[str, int, int, bool, Callable[[Page], None]], ...] = (
    ("page", 1440, 900, False, nothing),
    ("page-checking", 1440, 900, False, deciding),
    ("page-dark", 1440, 900, True, reading),
    ("page-phone", 390, 844, False, nothing),
    ("page-phone-checking", 390, 844, False, checking),
)


def main() -> None:
    lexicon = Lexicon.load(ROOT / "examples" / "seed003.lexicon.toml")
    record = parse_transcript(ROOT / "seeds" / "003_1fb1898204eabd65.txt", lexicon=lexicon)
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(record.to_html(), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS.split())
        for name, width, height, dark, act in VIEWS:
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
            )
            page.goto(path.as_uri())
            page.wait_for_selector("#blocks[aria-busy=false]", state="attached")
            act(page)
            page.wait_for_timeout(2600)  # until messages are gone
            page.screenshot(path=IMAGES / f"{name}.png")
            if name == "page":
                page.pdf(path=Path(folder) / "page.pdf", prefer_css_page_size=True)
            page.close()
        browser.close()
        printed(Path(folder))
    for image in IMAGES.glob("page*.png"):
        Image.open(image).convert("RGB").quantize(COLOURS).save(image, optimize=True)


def printed(folder: Path) -> None:
    """The first and the last page on paper, side by side."""
    subprocess.run(["pdftoppm", "-r", "60", "-png", "page.pdf", "paper"], cwd=folder, check=True)
    sheets = sorted(folder.glob("paper-*.png"))
    pair = [Image.open(sheet) for sheet in (sheets[0], sheets[2], sheets[-1])]
    gap = 12
    picture = Image.new("RGB", (sum(sheet.width + gap for sheet in pair) - gap, pair[0].height), "#999999")
    at = 0
    for sheet in pair:
        picture.paste(sheet, (at, 0))
        at += sheet.width + gap
    picture.save(IMAGES / "page-printed.png")


if __name__ == "__main__":
    main()
