"""What the review page costs: its size, when it first shows, and how long scrolling, filters and decisions take, in Debian's Chromium.

Usage: python benchmarks/page.py [TRANSCRIPT]. Goals: the seed's page at most 1.5 MB, first paint within 1 s; a ten-hour record (2,000 turns, 20,000 edits)
scrolls and filters within 100 ms. A time runs until the browser has drawn the next frame; beside it stands what the page's main thread
worked meanwhile, which does not grow when the machine has other work.
"""

import random
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from transcript import Edit, Lexicon, MeetingRecord, Segment, SourceText, Span, Speaker, Turn, parse_transcript
from transcript.edits import with_texts
from transcript.text import Moment

ROOT = Path(__file__).parent.parent
SEED = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "seeds" / "003_1fb1898204eabd65.txt"
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
TURNS, EDITS, HOURS = 2_000, 20_000, 10
TIMES = 11
CLAUSES = (
    "今年的水渠修了三百二十公里",
    "种子站那边还要再跑一趟",
    "这个问题大家都知道",
    "我们按照要求抓紧落实",
    "资金到位百分之九十五",
    "请各镇把底数摸清楚",
)
CHANGES = (
    ("三百二十", "320", "number"),
    ("百分之九十五", "95%", "number"),
    ("种子站", "种籽站", "term"),
    ("底数", "低数", "term"),
)

# Until the frame after the act is drawn.
TIMED = """async act => {
    const begin = performance.now();
    await (0, window.acts[act])();
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - begin;
}"""
ACTS = """() => {
    const click = selector => () => document.querySelector(selector).click();
    const set = (id, value, kind) => () => {
        const input = document.getElementById(id);
        input.value = value;
        input.dispatchEvent(new Event(kind, {bubbles: true}));
    };
    const key = name => () => document.body.dispatchEvent(new KeyboardEvent("keydown", {key: name, bubbles: true}));
    let at = 0;
    window.acts = {
        "scroll by a screen": () => window.scrollBy(0, innerHeight),
        "jump anywhere": () => window.scrollTo(0, ((at += 0.37) % 1) * document.documentElement.scrollHeight),
        "filter by kind": click("[data-kind=number]"),
        "filter by speaker": () => set("by-speaker", at++ % 2 ? "" : "S3", "change")(),
        "filter by confidence": () => set("by-confidence", 20 + (at++ % 8) * 10, "input")(),
        "filter by state": () => click(at++ % 2 ? "[data-state=all]" : "[data-state=open]")(),
        "search": () => set("search", at++ % 2 ? "水渠" : "资金到位", "input")(),
        "next in the list": key("n"),
        "accept": key("a"),
        "undo": key("u"),
        "clean / verbatim": key("v"),
    };
}"""


def ten_hours() -> MeetingRecord:
    """A made-up meeting of the size of the goal."""
    choose = random.Random(6)
    segments, turns, edits, clock, words, at = [], [], [], [], [], 0
    speakers = [
        Speaker(id=f"S{n + 1}", name=f"{'江吴钱乔单文方何'[n % 8]}{'一帆可穆之雪朔'[n % 7]}", role="guest")
        for n in range(24)
    ]
    for number in range(TURNS):
        said = "，".join(choose.choice(CLAUSES) for _ in range(16)) + "。"
        span = Span(at, at + len(said))
        start, end = (number * HOURS * 3_600_000 // TURNS, (number + 1) * HOURS * 3_600_000 // TURNS)
        segments.append(Segment(span=span, start_ms=start, end_ms=end))
        clock.append(Moment(offset=at, ms=start))
        turns.append(Turn(span=span, speaker=speakers[(number * 7) % 24], start_ms=start, end_ms=end))
        edits += [_edit(at + place, *change, choose) for change in CHANGES for place in _places(said, change[0])]
        words.append(said)
        at += len(said) + 1
    source = SourceText(text="\n".join(words), segments=tuple(segments), clock=tuple(clock), name="十小时.txt")
    kept = choose.sample(edits, min(EDITS, len(edits)))
    return MeetingRecord(source=source, turns=with_texts(turns, source=source, edits=kept), edits=tuple(kept))


def _places(text: str, words: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(words, at)]


def _edit(start: int, before: str, after: str, kind: str, choose: random.Random) -> Edit:
    applied = kind == "number" or choose.random() < 0.5
    confidence = round(choose.uniform(0.9, 1.0) if kind == "number" else choose.uniform(0.3, 0.99), 3)
    span = Span(start, start + len(before))
    return Edit(
        span=span,
        before=before,
        after=after,
        kind=kind,
        applied=applied,
        confidence=confidence,
        reason="读音相近，请核对",
    )


def opened(page: Page, record: MeetingRecord, folder: Path) -> None:
    path = folder / "page.html"
    path.write_text(record.to_html(), encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_selector("#blocks[aria-busy=false]", state="attached")
    ready = page.evaluate("performance.now()")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    print(
        f"{len(record.turns)} turns, {len(record.edits)} edits: {path.stat().st_size / 1e6:.2f} MB, first paint {paint:.0f} ms, all there {ready:.0f} ms"
    )


def measure(page: Page, act: str) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    times, worked = [], []
    for _ in range(TIMES):
        before = _worked(session)
        times.append(page.evaluate(TIMED, act))
        worked.append(_worked(session) - before)
    middle = TIMES // 2
    print(
        f"  {act:22} median {sorted(times)[middle]:5.0f} ms, worst {max(times):5.0f} ms;"
        f" main thread median {sorted(worked)[middle]:5.0f} ms, worst {max(worked):5.0f} ms"
    )
    session.detach()


def _worked(session: CDPSession) -> float:
    """Milliseconds of the main thread's tasks so far, of its own time."""
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"]) * 1000


def main() -> None:
    lexicon = ROOT / "examples" / "seed003.lexicon.toml"
    seed = parse_transcript(SEED, lexicon=Lexicon.load(lexicon))
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS.split())
        for record in (seed, ten_hours()):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            opened(page, record, Path(folder))
            page.evaluate(ACTS)
            for act in page.evaluate("Object.keys(window.acts)"):
                measure(page, act)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
