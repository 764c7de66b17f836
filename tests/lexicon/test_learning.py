import pytest

from transcript import DecisionError, Decisions, Edit, Lexicon, Span, parse_transcript
from transcript.model import Person
from transcript.reviewing import Accept, Place, Refuse, Rename, Replace, Split

TEXT = """00:05

各位领导下午好，现在开会。下面请县水利局局长方志鸣同志发言。

00:31

谢谢主持人。我们到青石乔街道看了水立站，青石乔街道很好，大家服务也好。

01:31

感谢方局长的发言。
"""
ROAD = {"term": "青石桥街道", "type": "place"}


@pytest.fixture
def meeting():
    """Parsed with a lexicon that makes two edits, 青石乔街道 twice."""
    return parse_transcript(TEXT, lexicon=Lexicon.from_records([ROAD]))


@pytest.fixture
def learn(meeting):
    """What the given decisions teach a lexicon of the given records, as records."""

    def learned(*decisions, records=(ROAD,)):
        lexicon = Lexicon.from_records(records)
        after = lexicon.learn(meeting, Decisions.of(meeting, decisions))
        assert lexicon == Lexicon.from_records(records)
        return after

    return learned


def replace(before, after, **more):
    start = TEXT.index(before)
    return Replace(start=start, end=start + len(before), before=before, after=after, **more)


def at(words):
    return Place.of(TEXT, TEXT.index(words))


def problem(lexicon, kind):
    return [problem.message for problem in lexicon.problems if problem.kind == kind]


def test_accepted_corrections_are_misheard_forms_with_counts(meeting, learn):
    first, second = meeting.edits
    assert (first.before, first.entry) == ("青石乔街道", "青石桥街道")
    lexicon = learn(Accept(edit=first), Accept(edit=second))
    assert lexicon.to_records() == [ROAD | {"heard_as": ["青石乔街道"], "decided": ["青石乔街道 +2"]}]


def test_refused_corrections_stay_as_they_are(meeting, learn):
    lexicon = learn(Refuse(edit=meeting.edits[0]))
    assert lexicon[0].not_ == ("青石乔街道",)
    assert lexicon[0].decided == ("青石乔街道 -1",)
    again = parse_transcript(TEXT, lexicon=lexicon)
    assert [edit for edit in again.edits if edit.kind == "term"] == []


def test_both_ways_is_neither_and_reported(meeting, learn):
    first, second = meeting.edits
    lexicon = learn(Accept(edit=first), Refuse(edit=second))
    assert lexicon.to_records() == [ROAD | {"decided": ["青石乔街道 +1 -1"]}]
    assert problem(lexicon, "conflict") == ["既有接受又有否定，不作误听，也不列为不改：青石乔街道→青石桥街道。"]


def test_what_the_user_called_misheard_and_refuses_now_is_a_conflict(meeting, learn):
    lexicon = learn(Refuse(edit=meeting.edits[0]), records=[ROAD | {"heard_as": ["青石乔街道"]}])
    assert (lexicon[0].heard_as, lexicon[0].not_) == ((), ())
    assert len(problem(lexicon, "conflict")) == 1


def test_meetings_add_up(meeting):
    lexicon = Lexicon.from_records([ROAD])
    once = lexicon.learn(meeting, Decisions.of(meeting, [Refuse(edit=meeting.edits[0])]))
    twice = once.learn(meeting, Decisions.of(meeting, [Refuse(edit=meeting.edits[0]), Accept(edit=meeting.edits[1])]))
    assert twice[0].decided == ("青石乔街道 +1 -2",)
    assert twice[0].not_ == ()


def test_own_words_are_a_new_term(learn):
    lexicon = learn(replace("水立站", "水利站"))
    assert lexicon[1].to_record() == {"term": "水利站", "heard_as": ["水立站"], "decided": ["水立站 +1"]}


def test_own_words_for_a_person_are_a_person(learn):
    assert learn(replace("方志鸣", "方志明", kind="name"))[1].type == "person"


def test_of_a_longer_phrase_the_term_is_learned():
    text = "请方志鸣局长发言。"
    edit = Edit(span=Span(1, 6), before="方志鸣局长", after="方志明局长", kind="name", entry="方志明")
    record = parse_transcript(text)
    record = type(record).from_dict(record.to_dict() | {"edits": [_plain(edit)]})
    lexicon = Lexicon.from_records([]).learn(record, Decisions.of(record, [Accept(edit=edit)]))
    assert [(entry.term, entry.type, entry.heard_as) for entry in lexicon] == [("方志明", "person", ("方志鸣",))]


def _plain(edit):
    fields = ("before", "after", "kind", "applied", "confidence", "reason", "entry", "runner_up", "margin", "yields_to")
    return {"span": {"start": edit.span.start, "end": edit.span.end}} | {name: getattr(edit, name) for name in fields}


def test_everyday_words_are_not_learned(learn):
    lexicon = learn(
        replace("服务", "伏务站"), replace("大家", "大伙"), replace("看了", "砍了"), replace("方局长", "方志明局长")
    )
    assert [(entry.term, entry.heard_as) for entry in lexicon] == [
        ("青石桥街道", ()),
        ("伏务站", ()),
        ("方志明局长", ()),
    ]
    assert problem(lexicon, "not learned") == [
        "改成的只有两个字，不收入词表：大伙、砍了。",
        "误听形式是常用词或对他人的称呼，没有学，以免改掉本义：服务→伏务站、方局长→方志明局长。",
    ]


def test_sentences_numbers_and_odd_characters_are_not_learned(learn):
    number = Edit(span=Span(0, 2), before="00", after="零零", kind="number")
    lexicon = learn(
        replace("谢谢主持人。", "谢谢！大家"), replace("水立站", "水\ud800站"), replace("很好", ""), Accept(edit=number)
    )
    assert len(lexicon) == 1
    assert problem(lexicon, "not learned")[0].startswith("改写的不是一个词")


def test_a_form_with_a_line_end_is_no_form(learn):
    (_, entry) = learn(replace("。\n\n00:31\n\n谢谢", "青石峪水库"))
    assert entry.to_record() == {"term": "青石峪水库"}


def test_renamed_speakers_are_new_people_and_what_was_heard_is_misheard(learn):
    person = Person(name="方志明", title="局长", organization="县水利局")
    lexicon = learn(Rename(turn=at("谢谢主持人"), person=person), records=[])
    assert [entry.to_record() for entry in lexicon] == [
        {
            "term": "方志明",
            "type": "person",
            "title": "局长",
            "organization": "县水利局",
            "heard_as": ["方志鸣"],
            "decided": ["方志鸣 +1"],
        },
        {"term": "县水利局", "type": "org"},
    ]


def test_somebody_else_was_not_misheard(learn):
    lexicon = learn(
        Rename(turn=at("谢谢主持人"), person=Person(name="乔若川")),
        Rename(turn=at("感谢方局长"), where="turn", person=Person(name="方志民")),
        Split(at=at("我们到"), person=Person(name="柳文博", title="\n")),
        Rename(turn=at("谢谢主持人"), same_as=at("感谢方局长")),
        records=[],
    )
    assert [entry.to_record() for entry in lexicon] == [
        {"term": name, "type": "person"} for name in ("乔若川", "方志民", "柳文博")
    ]


def test_another_title_is_reported_and_not_taken(learn):
    known = {"term": "方志明", "type": "person", "title": "副局长"}
    lexicon = learn(Rename(turn=at("谢谢主持人"), person=Person(name="方志明", title="局长")), records=[known])
    assert lexicon[0].title == "副局长"
    assert problem(lexicon, "conflict") == ["职务或单位与词表不同，词表未改：方志明（副局长、局长）。"]


def test_of_two_people_of_one_name_the_one_with_the_title_is_meant(learn):
    two = [{"term": "方志明", "type": "person", "title": title} for title in ("主任", "局长")]
    person = Person(name="方志明", title="局长")
    assert [e.heard_as for e in learn(Rename(turn=at("谢谢主持人"), person=person), records=two)] == [(), ("方志鸣",)]


@pytest.mark.parametrize("suffix", [".toml", ".csv", ".json", ".lexicon"])
def test_what_was_learned_is_saved_and_added_to(meeting, tmp_path, suffix):
    decisions = Decisions.of(meeting, [Accept(edit=meeting.edits[0]), replace("水立站", "水利站")])
    learned = Lexicon.from_records([ROAD]).learn(meeting, decisions)
    learned.save(tmp_path / f"词表{suffix}")
    loaded = Lexicon.load(tmp_path / f"词表{suffix}")
    assert loaded == learned
    assert loaded.learn(meeting, decisions)[0].decided == ("青石乔街道 +2",)


def test_decisions_about_another_document_teach_nothing(meeting):
    other = parse_transcript("00:05\n\n各位好。\n")
    with pytest.raises(DecisionError, match="another document"):
        Lexicon.from_records([]).learn(meeting, Decisions.of(other, []))
