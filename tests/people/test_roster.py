"""One entry a person for the whole document, and whom each mention means."""

import time

import pytest

from transcript.people import KnownPerson, Mention, Roster, build_roster
from transcript.text import Span


def said(text: str, *parts: tuple[str, dict[str, str]]) -> list[Mention]:
    """Mentions with the words of *parts*, found one after the other; name and surname give the pieces."""
    mentions, at = [], 0
    for words, fields in parts:
        start = text.index(words, at)
        at = start + len(words)
        piece = fields.get("name") or fields.get("surname")
        pieces = ()
        if piece:
            first = text.index(piece, start)
            pieces = (Span(first, first + len(piece)),)
        mentions.append(Mention(span=Span(start, at), pieces=pieces, **fields))  # type: ignore[arg-type]
    return mentions


def full(name: str, **more: str) -> dict[str, str]:
    return {"form": "full", "name": name, "surname": name[0], **more}


def who(roster: Roster, mention: int) -> str | None:
    person = roster.person_of(mention)
    return person.name if person else None


def test_surname_title_and_given_name_are_the_one_they_fit() -> None:
    text = "下面请柳溪银行副行长方志明同志发言。谢谢方行长。请县水利局局长乔若川发言。志明行长讲得好，乔局长也讲得好。"
    mentions = said(
        text,
        ("柳溪银行副行长方志明同志", full("方志明", title="副行长", organization="柳溪银行")),
        ("方行长", {"form": "surname", "surname": "方", "title": "行长"}),
        ("县水利局局长乔若川", full("乔若川", title="局长", organization="县水利局")),
        ("志明行长", {"form": "given", "name": "志明", "title": "行长"}),
        ("乔局长", {"form": "surname", "surname": "乔", "title": "局长"}),
    )
    roster = build_roster(text, mentions=mentions)
    assert [who(roster, n) for n in range(5)] == ["方志明", "方志明", "乔若川", "方志明", "乔若川"]
    assert [(p.name, p.title, p.organization) for p in roster.people] == [
        ("方志明", "副行长", "柳溪银行"),
        ("乔若川", "局长", "县水利局"),
    ]


def test_a_nickname_is_the_only_one_with_the_surname() -> None:
    text = "先请周德旺局长介绍。老周，你接着说。请乔若川补充。"
    mentions = said(
        text,
        ("周德旺局长", full("周德旺", title="局长")),
        ("老周", {"form": "nickname", "name": "老周", "surname": "周"}),
        ("乔若川", full("乔若川")),
    )
    roster = build_roster(text, mentions=mentions)
    assert who(roster, 1) == "周德旺"
    assert roster.people[0].called == ("老周",)


def test_a_misheard_name_is_the_one_with_the_title() -> None:
    text = "下面请省财政厅处长李岩发言。谢谢李媛处长。李处长讲得很好。"
    mentions = said(
        text,
        ("省财政厅处长李岩", full("李岩", title="处长", organization="省财政厅")),
        ("李媛处长", full("李媛", title="处长")),
        ("李处长", {"form": "surname", "surname": "李", "title": "处长"}),
    )
    roster = build_roster(text, mentions=mentions)
    assert len(roster.people) == 1
    assert set(roster.people[0].variants) == {"李岩", "李媛"}


def test_known_people_give_the_right_spelling() -> None:
    text = "谢谢李媛处长。"
    mentions = said(text, ("李媛处长", full("李媛", title="处长")))
    people = [
        KnownPerson(name="李岩", title="处长", organization="省财政厅", source="participants"),
        KnownPerson(name="李岩", source="lexicon"),
    ]
    roster = build_roster(text, mentions=mentions, people=people)
    assert len(roster.people) == 1
    person = roster.people[0]
    assert (person.name, person.organization, person.sources, person.mentions) == (
        "李岩",
        "省财政厅",
        ("participants", "lexicon"),
        (0,),
    )


def test_known_people_who_are_not_mentioned_are_in_the_roster() -> None:
    roster = build_roster("", mentions=[], people=[KnownPerson(name="方志明"), KnownPerson(name="乔若川")])
    assert [(p.name, p.mentions, p.confidence) for p in roster.people] == [("方志明", (), 1.0), ("乔若川", (), 1.0)]
    assert roster.links == ()


def test_a_name_is_never_invented() -> None:
    text = "请方区长讲话。谢谢方区长。"
    mention = {"form": "surname", "surname": "方", "title": "区长"}
    roster = build_roster(text, mentions=said(text, ("方区长", mention), ("方区长", mention)))
    assert [(p.name, p.surname, p.title, p.display) for p in roster.people] == [(None, "方", "区长", "方区长")]


def test_different_people_stay_apart() -> None:
    text = "参加会议的有局长方志明、乔若川、钱穆之。"
    mentions = said(
        text, ("局长方志明", full("方志明", title="局长")), ("乔若川", full("乔若川")), ("钱穆之", full("钱穆之"))
    )
    roster = build_roster(text, mentions=mentions)
    assert [p.name for p in roster.people] == ["方志明", "乔若川", "钱穆之"]


def test_links_are_chances_best_first() -> None:
    text = "请方志明局长和方明志局长。方局长先说。"
    mentions = said(
        text,
        ("方志明局长", full("方志明", title="局长")),
        ("方明志局长", full("方明志", title="局长")),
        ("方局长", {"form": "surname", "surname": "方", "title": "局长"}),
    )
    roster = build_roster(text, mentions=mentions)
    assert len(roster.links) == len(mentions)
    for ranked in roster.links:
        chances = [chance for _, chance in ranked]
        assert chances == sorted(chances, reverse=True)
        assert 0 < sum(chances) <= 1.001
        assert all(0 <= number < len(roster.people) for number, _ in ranked)


def test_latin_names_and_given_names() -> None:
    text = "有请云山科技的CTO Kevin Zhang。谢谢Kevin。"
    mentions = said(
        text,
        (
            "云山科技的CTO Kevin Zhang",
            {"form": "latin", "name": "Kevin Zhang", "title": "CTO", "organization": "云山科技"},
        ),
        ("Kevin", {"form": "latin", "name": "Kevin"}),
    )
    roster = build_roster(text, mentions=mentions)
    assert who(roster, 1) == who(roster, 0) == "Kevin Zhang"


def test_gender_by_the_form_of_address() -> None:
    text = "请方志明女士发言。"
    roster = build_roster(text, mentions=said(text, ("方志明女士", full("方志明", title="女士"))))
    assert roster.people[0].gender == "female"


def test_the_same_input_gives_the_same_roster() -> None:
    text = "请方志明局长发言。方局长好。"
    mentions = said(
        text,
        ("方志明局长", full("方志明", title="局长")),
        ("方局长", {"form": "surname", "surname": "方", "title": "局长"}),
    )
    assert build_roster(text, mentions=mentions) == build_roster(text, mentions=mentions)


def listed(names: list[str]) -> tuple[str, list[Mention]]:
    text, mentions = "", []
    for name in names:
        at = len(text)
        text += name + "、"
        mentions.append(
            Mention(
                span=Span(at, at + len(name)),
                form="full",
                name=name,
                pieces=(Span(at, at + len(name)),),
                surname=name[0],
            )
        )
    return text, mentions


def test_everybody_called_the_same_is_one_entry() -> None:
    text, mentions = listed(["王伟"] * 300)
    assert len(build_roster(text, mentions=mentions).people) == 1


def test_a_very_long_name_is_harmless() -> None:
    text, mentions = listed(["方" * 500, "方" * 499])
    assert build_roster(text, mentions=mentions).links


@pytest.mark.parametrize("known", [False, True])
def test_time_grows_with_the_number_of_names(known: bool) -> None:  # noqa: FBT001
    characters = "志明若川穆之一诺伟芳秀英娜敏静丽强磊军洋"

    def seconds(count: int) -> float:
        names = ["王李张刘"[n % 4] + characters[n // 4 % 20] + characters[n // 80 % 20] for n in range(count)]
        text, mentions = listed(names)
        people = [KnownPerson(name=name) for name in names] if known else []
        start = time.process_time()
        build_roster(text, mentions=[] if known else mentions, people=people)
        return time.process_time() - start

    seconds(50)
    assert seconds(800) < 12 * seconds(200) + 0.2


def test_two_of_one_list_are_two_people() -> None:
    text = "参加会议的有方志明、方志民、乔若川。"
    mentions = said(text, ("方志明", full("方志明")), ("方志民", full("方志民")), ("乔若川", full("乔若川")))
    roster = build_roster(text, mentions=mentions)
    assert [who(roster, n) for n in range(3)] == ["方志明", "方志民", "乔若川"]


def test_teacher_is_no_title_of_somebody_introduced_without_it() -> None:
    text = "我是主持人方志明。谢谢方老师。请乔若川老师讲。"
    mentions = said(
        text,
        ("方志明", full("方志明")),
        ("方老师", {"form": "surname", "surname": "方", "title": "老师"}),
        ("乔若川老师", full("乔若川", title="老师")),
    )
    roster = build_roster(text, mentions=mentions)
    assert [(p.name, p.title) for p in roster.people] == [("方志明", None), ("乔若川", "老师")]


def test_a_list_of_participants_says_who_is_misheard() -> None:
    text = "请方之明发言。"
    mentions = said(text, ("方之明", full("方之明")))
    roster = build_roster(text, mentions=mentions, people=[KnownPerson(name="方志明", title="局长")])
    assert who(roster, 0) == "方志明"


def test_another_given_name_is_somebody_else() -> None:
    text = "请柳溪银行副行长方志明发言。谢谢方行长，方行长讲得好。下面请县支行副行长方玉兰发言。"
    mentions = said(
        text,
        ("柳溪银行副行长方志明", full("方志明", title="副行长", organization="柳溪银行")),
        ("方行长", {"form": "surname", "surname": "方", "title": "行长"}),
        ("方行长", {"form": "surname", "surname": "方", "title": "行长"}),
        ("县支行副行长方玉兰", full("方玉兰", title="副行长", organization="县支行")),
    )
    roster = build_roster(text, mentions=mentions)
    assert [who(roster, n) for n in (0, 1, 3)] == ["方志明", "方志明", "方玉兰"]
