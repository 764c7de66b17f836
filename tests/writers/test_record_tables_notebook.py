from html.parser import HTMLParser

from transcript import parse_transcript
from transcript.writers.record_tables import MOST_ROWS


class Reader(HTMLParser):
    """The cells of the table, and every tag."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def test_a_record_shows_its_turns():
    record = parse_transcript("发言人1 00:10\n各位好，现在开会。\n发言人2 00:31\n收入三千二百万元。\n")
    shown = Reader(record._repr_html_())
    assert shown.words[:2] == ["会议记录", "2 段发言　2 位发言人　00:37　改动 1 处"]
    assert shown.words[-4:] == ["00:31", "发言人2", "9", "收入3200万元。"]


def test_a_report_shows_its_parts():
    shown = Reader(
        parse_transcript(
            "青河市召开水利工作会议\n2031年5月6日，青河市水利局召开工作会议，局长方志明出席会议并讲话。\n"
        )._repr_html_()
    )
    assert "要点" in shown.words
    assert not any("段发言" in words for words in shown.words)


def test_a_long_record_is_cut():
    record = parse_transcript("".join(f"发言人{at % 2 + 1} {at:02}:00\n{'说' * 500}\n" for at in range(MOST_ROWS + 9)))
    shown = Reader(record._repr_html_())
    assert [tag for tag, _ in shown.tags].count("tr") == MOST_ROWS + 1
    assert shown.words[-1] == "…… 另有 9 行"
    assert max(map(len, shown.words)) < 100


def test_words_are_shown_and_never_run():
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'\u202e\ud800\x00"
    shown = Reader(parse_transcript(f"发言人1：{hostile}\n发言人2：好。\n")._repr_html_())
    assert {tag for tag, _ in shown.tags} <= {
        "div",
        "p",
        "strong",
        "br",
        "bdi",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert not any(name.startswith("on") or name == "src" for _, attributes in shown.tags for name in attributes)
    assert any(words.startswith("<script>alert(1)</script>") for words in shown.words)


def test_an_empty_record_shows_that_it_is_empty():
    assert Reader(parse_transcript("")._repr_html_()).words[:2] == ["会议记录", "改动 0 处　存疑 1 处"]
