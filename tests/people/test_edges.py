from transcript.people.edges import edge, employer_before
from transcript.words import cut


def ends(behind: str) -> float:
    return edge(cut("方志明" + behind), 3)


def test_a_form_of_address_ends_a_name_best_then_a_mark_then_a_word_that_follows_names() -> None:
    assert ends("同志发言") > ends("，请") > ends("发言") > ends("桌子")
    assert ends("") == ends("，")


def test_inside_a_word_no_name_ends() -> None:
    assert edge(cut("方便大家"), 1) < 0


def test_an_employer_stands_before_a_name_with_or_without_de() -> None:
    assert employer_before(cut("请柳溪银行的方志明"), 6) == 1
    assert employer_before(cut("请柳溪银行方志明"), 5) == 1
    assert employer_before(cut("请勤劳的方志明"), 4) is None
