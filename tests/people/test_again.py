from transcript.people import find_mentions


def names(text: str) -> list[str | None]:
    return [m.name for m in find_mentions(text) if m.form != "title"]


def test_a_name_once_found_is_found_again_whole_and_by_its_given_name() -> None:
    assert names("请乔志远发言。刚才志远说得好，乔志远说得对。") == ["乔志远", "志远", "乔志远"]


def test_a_given_name_that_is_a_word_counts_only_where_it_is_called() -> None:
    assert names("请乔荣幸发言。很荣幸来到这里。谢谢荣幸。") == ["乔荣幸", "荣幸"]


def test_a_full_name_that_is_a_word_counts_only_where_it_is_called() -> None:
    assert names("我叫田野。我们在希望的田野上。请田野发言。田野，你看呢？") == ["田野", "田野", "田野"]
