import pytest

from transcript.people import find_mentions
from transcript.turns.press import Question, read_question


def question(text: str) -> Question | None:
    mention = next(m for m in find_mentions(text) if m.title == "记者")
    return read_question(text, mention)


def asked(text: str) -> str | None:
    found = question(text)
    return text[: found.end] if found else None


@pytest.mark.parametrize(
    "words",
    [
        "柳溪日报记者。请问今年收成怎么样？谢谢。",
        "谢谢主持人，我是柳溪晚报的记者，我想问两个问题，第一，收成怎么样？第二，价格怎么样？",
        "您好，柳溪网记者提问。我们注意到雨水很多，请问怎么办？另外，路什么时候修好？谢谢主持人。",
    ],
)
def test_a_question_goes_to_its_last_question_mark_and_thanks(words: str) -> None:
    assert asked(words + "今年收成很好。") == words


def test_a_journalist_who_is_spoken_of_asks_nothing() -> None:
    assert question("昨天我见到了柳溪日报记者，他说收成怎么样？") is None


def test_a_call_to_a_journalist_is_no_question() -> None:
    assert question("请柳溪日报记者提问。好的，收成怎么样？") is None


@pytest.mark.parametrize(
    ("behind", "answered"),
    [
        ("感谢您的提问。今年收成很好。", True),
        ("我来回答。", True),
        ("感谢您的提问，请方志明司长来回答。", False),
        ("这个问题请方司长回答。", False),
        ("好，下一个问题。", False),
    ],
)
def test_who_hands_a_question_on_does_not_answer(*, behind: str, answered: bool) -> None:
    found = question("柳溪日报记者。请问收成怎么样？谢谢。" + behind)
    assert found is not None
    assert found.answered is answered
