"""Reading the page: the words, the ways through it, filters, search, views, themes, paper, phone."""

from pathlib import Path

import pytest

from transcript import parse_transcript
from transcript.writers.minutes import parts_of

ROOT = Path(__file__).parents[2]

WORDS = "[...document.querySelectorAll('article .words')].map(block => block.textContent)"


def squeezed(text):
    return "".join(text.split())


def shown_turns(page):
    return page.locator("article:visible").count()


def test_the_words_are_those_of_the_record_in_both_views(desk, seed):
    page = desk.open(seed)
    assert [squeezed(words) for words in page.evaluate(WORDS)] == [squeezed(turn.text) for turn in seed.turns]
    page.click("#view-verbatim")
    assert [squeezed(words) for words in page.evaluate(WORDS)] == [squeezed(turn.raw) for turn in seed.turns]
    page.click("#view-clean")
    assert squeezed(page.evaluate(WORDS)[1]) == squeezed(seed.turns[1].text)


def test_the_page_can_begin_with_the_words_as_they_stand(desk, spring):
    page = desk.open(spring.to_html(view="verbatim"))
    assert page.get_attribute("#view-verbatim", "aria-pressed") == "true"
    assert "三千二百" in page.evaluate(WORDS)[1] + page.evaluate(WORDS)[3]


def test_turns_say_who_as_what_and_when(desk, spring):
    page = desk.open(spring)
    head = page.locator("article").nth(1).locator("header")
    assert head.locator(".name").inner_text() == "钱穆之"
    assert head.locator(".standing").inner_text() == "县农业农村局 局长"
    assert head.locator("time").inner_text() == "00:21"
    assert head.locator(".act").inner_text() == "通报"


@pytest.mark.parametrize("seed_file", ["000_5be14b635efe493f", "004_4c4c1350fb7f6556"])
def test_a_report_shows_its_parts(desk, seed_file):
    record = parse_transcript(ROOT / "seeds" / f"{seed_file}.txt")
    page = desk.open(record)
    parts = [(heading or "", record.text_of(span)) for heading, span in parts_of(record)]
    blocks = page.locator("#blocks").text_content()
    assert squeezed(blocks) == squeezed("".join(heading + words for heading, words in parts if words.strip()))
    assert not page.is_visible("#timeline")
    assert page.locator(".change").count() == 0
    assert not page.is_visible("#review")


def test_contents_and_agenda_lead_to_their_places(desk, seed):
    page = desk.open(seed)
    page.click("#contents > ol > li:nth-child(6) > a")
    assert page.locator("article").nth(5).bounding_box()["y"] < 200
    page.click("#contents ol ol a >> nth=-1")
    assert page.evaluate("scrollY") > 5000
    page.click("#agenda-items a >> nth=0")
    assert 0 <= page.locator("article").nth(1).bounding_box()["y"] < 200
    page.wait_for_selector('#contents li.now[data-block="672"]')


def test_the_timeline_is_to_scale_and_leads_to_turns(desk, seed):
    page = desk.open(seed)
    number, longest = max(enumerate(seed.turns), key=lambda pair: pair[1].end_ms - pair[1].start_ms)
    lane = page.locator(".lane").filter(has=page.locator(f'[data-speaker="{longest.speaker.id}"]'))
    track = lane.locator(".track")
    middle = (longest.start_ms + longest.end_ms) / 2 / seed.turns[-1].end_ms
    track.click(position={"x": track.bounding_box()["width"] * middle, "y": 5})
    assert 0 <= page.locator("article").nth(number).bounding_box()["y"] < 200
    spoken = f"{round((longest.end_ms - longest.start_ms) / 60000)} 分"
    assert spoken in lane.inner_text()
    page.locator(".doubts .track").click(position={"x": 40, "y": 5})
    assert page.is_visible("#popover")


def test_a_name_in_the_timeline_filters_by_speaker(desk, seed):
    page = desk.open(seed)
    name = page.locator(".lane-name[data-speaker]").nth(0)
    own = sum(turn.speaker.id == "S1" for turn in seed.turns)
    name.click()
    assert shown_turns(page) == own
    assert page.input_value("#by-speaker") == "S1"
    assert f"{own} / {len(seed.turns)}" in page.inner_text("#filter-note")
    name.click()
    assert shown_turns(page) == len(seed.turns)
    page.select_option("#by-speaker", "S2")
    assert shown_turns(page) == 1


def test_kinds_and_confidence_filter_marks_and_list(desk, seed):
    page = desk.open(seed)
    numbers = page.locator(".edit.kind-number")
    assert numbers.first.evaluate("node => node.classList.contains('quiet')") is False
    shown = page.locator(".edit.kind-number:not(.quiet)").count()
    page.click("[data-kind=number]")
    assert page.locator(".edit.kind-number:not(.quiet)").count() == 0
    page.click("[data-kind=number]")
    assert page.locator(".edit.kind-number:not(.quiet)").count() == shown > 0
    page.click("[data-state=all]")
    everything = page.inner_text("#count")
    page.locator("#by-confidence").fill("50")
    assert page.inner_text("#confidence-value") == "50%"
    expected = sum(edit.confidence <= 0.5 for edit in seed.edits)
    assert f"{expected} 处" in page.inner_text("#count") != everything
    page.check("#only-marked")
    assert 0 < shown_turns(page) < 21
    page.uncheck("#only-marked")
    page.click("[data-state=done]")
    assert page.inner_text("#count") == "没有已核的改动"
    page.click("[data-state=open]")


def test_names_and_terms_come_first_suggestions_before_changes_the_most_doubtful_at_the_top(desk, seed):
    page = desk.open(seed)
    cards = page.locator(".card").evaluate_all(
        "cards => cards.map(card => ['.kind', '.status', '.meter'].map(part => card.querySelector(part).textContent))"
    )
    said = [kind in {"人名", "术语", "序号"} for kind, _, _ in cards]
    assert said == sorted(said, reverse=True)
    for first in (True, False):
        rows = [
            (status, int(sure[2:].strip().rstrip("%")))
            for row, (_, status, sure) in zip(said, cards, strict=True)
            if row == first
        ]
        suggested = [share for status, share in rows if status == "建议"]
        made = [share for status, share in rows if status == "已改"]
        assert [status for status, _ in rows] == ["建议"] * len(suggested) + ["已改"] * len(made)
        assert suggested == sorted(suggested, reverse=True)
        assert made == sorted(made)
    page.select_option("#order", "place")
    places = page.locator(".card").evaluate_all("cards => cards.map(card => Number(card.dataset.edit))")
    assert places == sorted(places)


def test_more_cards_on_request(desk, seed):
    page = desk.open(seed)
    page.click("[data-state=all]")
    before = page.locator(".card").count()
    page.click("#more")
    assert page.locator(".card").count() > before


def test_search_goes_from_hit_to_hit(desk, seed):
    page = desk.open(seed)
    page.fill("#search", "乡村振兴")
    hits = sum(turn.text.count("乡村振兴") for turn in seed.turns)
    assert page.inner_text("#found") == f"1 / {hits}"
    page.press("#search", "Enter")
    page.click("#find-next")
    page.click("#find-previous")
    assert page.inner_text("#found") == f"2 / {hits}" or hits == 1
    page.fill("#search", "绝无此语")
    assert page.inner_text("#found") == "没有"
    page.press("#search", "Escape")
    assert page.input_value("#search") == ""


def test_dark_and_light(desk, spring):
    page = desk.open(spring, dark=True)
    background = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(background)
    page.click("#theme")
    assert page.evaluate(background) != dark
    page.click("#theme")
    assert page.evaluate(background) == dark


def test_help_lists_the_keys_and_can_turn_them_off(desk, seed):
    page = desk.open(seed)
    page.keyboard.press("?")
    assert "撤销上一步" in page.inner_text("dialog")
    page.uncheck("dialog input[type=checkbox]")
    page.click("dialog button >> text=关闭")
    page.keyboard.press("n")
    assert not page.is_visible("#popover")
    page.click("#help")
    page.check("dialog input[type=checkbox]")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    assert page.is_visible("#popover")


def test_a_phone_shows_one_part_at_a_time(desk, seed):
    page = desk.open(seed, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.is_visible("#contents")
    page.click(".tabs [data-panel=contents]")
    page.click("#contents > ol > li:nth-child(4) > a")
    assert page.is_visible("#blocks")
    page.click(".tabs [data-panel=review]")
    page.locator(".card .goto").first.click()
    assert page.is_visible("#popover")
    page.click(".tabs [data-panel=text]")
    assert not page.is_visible("#review")


def test_paper_shows_the_minutes_alone(desk, spring):
    page = desk.open(spring)
    page.emulate_media(media="print")
    assert not page.is_visible(".bar")
    assert not page.is_visible("#review")
    assert page.locator(".on-paper").all_text_contents()[1] == "县农业农村局局长 钱穆之（通报，00:21）"
    assert page.is_visible(".signatures")
    assert page.evaluate("getComputedStyle(document.querySelector('h1'), '::after').content") == '"记录"'
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_the_print_button_prints(desk, spring):
    page = desk.open(spring)
    page.evaluate("window.print = () => { document.title = '印' }")
    page.click("#print")
    assert page.title() == "印"


def test_a_source_without_times_is_to_scale_by_its_words(desk):
    page = desk.open(parse_transcript("主持人：现在开会，请大家发言。\n江一帆：好的，我来说几句，水渠修好了。\n"))
    assert page.is_visible("#timeline")
    assert "字" in page.inner_text(".lane-length >> nth=0")


def test_an_empty_record_opens(desk):
    page = desk.open(parse_transcript(""))
    assert page.inner_text("h1") == "会议记录"
    assert page.inner_text("#progress-text") == "没有待核之处"
    for key in "nparevu":
        page.keyboard.press(key)


def test_suggested_ends_of_sentences_are_shown_until_somebody_refuses_them(desk):
    text = (
        "各位领导大家下午好 今天我们开一个水渠建设的推进会 会议主要有两项内容 首先请水务站的站长汇报进展情况\n"
        "好的谢谢 这个月一共修了三公里水渠 主要的困难是石料运不上来 我的汇报就到这里 谢谢大家\n"
    )
    page = desk.open(parse_transcript(text))
    stops = page.locator(".edit.stop")
    assert stops.count() > 1
    assert set(stops.all_inner_texts()) <= {"。", "？"}
    page.click("#view-verbatim")
    assert stops.all_inner_texts() != ["。"] * stops.count()
    page.click("#view-clean")
    assert "好的谢谢。这个月" in page.locator("#blocks").text_content()
    while stops.count():
        page.locator('[data-verdict="refuse-all"]:visible').first.click(timeout=5000)
    assert "好的谢谢。这个月" not in page.locator("#blocks").text_content()


def test_the_lines_of_a_recorder_are_put_together_in_the_clean_view(desk):
    said = "今年的水渠修得比去年早，各乡镇都按时开了工。\n" * 12
    page = desk.open(parse_transcript(said, clean=()))
    assert page.locator(".words p").count() == 2
    page.click("#view-verbatim")
    assert page.locator(".words p").count() == 12
