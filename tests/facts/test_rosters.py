from transcript.facts.rosters import People


def row_of(text: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(p.name, p.title, p.organization) for _, p in People.of(text).row_before(len(text), 0)]


def test_a_title_holds_for_the_names_after_it():
    assert row_of("市水利局局长方志明，副局长许建国、何一鸣") == [
        ("方志明", "局长", "市水利局"),
        ("许建国", "副局长", None),
        ("何一鸣", "副局长", None),
    ]


def test_a_title_may_follow_the_name():
    assert row_of("方志明局长、何一鸣主任") == [("方志明", "局长", None), ("何一鸣", "主任", None)]


def test_ordinary_words_are_no_people():
    assert row_of("大家都按时来到现场") == []
