"""What a text has right already."""

import numpy as np
import pytest

from transcript import Lexicon
from transcript.corrections import term_candidates as candidates
from transcript.corrections.term_candidates import ExactMatches, Hits, PhoneticText, Queries, as_spelled, by_sound
from transcript.lexicon.index import Index
from transcript.text import fold


def heard(text, closed=None):
    return PhoneticText.of(text, folded=fold(text), closed=closed)


def windows(text, longest, within=None):
    sizes, starts = heard(text).windows(longest, within=within or range(len(text)))
    return [text[start : start + size] for size, start in zip(sizes.tolist(), starts.tolist(), strict=True)]


def test_windows_come_size_by_size_and_do_not_run_over_punctuation():
    assert windows("青石，桥街道", 3) == ["青石", "桥街", "街道", "桥街道"]
    assert windows("青石，桥街道", 9) == ["青石", "桥街", "街道", "桥街道"]


def test_what_is_no_speech_is_not_heard():
    closed = np.array([False, False, True, True])
    assert heard("青石桥街", closed).reach.tolist() == [2, 1, 0, 0]


def test_a_window_cuts_no_latin_word():
    text = heard("用BA系统")
    assert text.unbroken(np.array([1, 2]), np.array([5, 5])).tolist() == [True, False]


def test_windows_outside_the_text_are_not_unbroken():
    assert heard("青石").unbroken(np.array([-1, 0]), np.array([2, 3])).tolist() == [False, False]


def test_traditional_script_sounds_and_is_spelled_as_simplified():
    one, other = heard("青石橋街道"), heard("青石桥街道")
    assert one.codes.tolist() == other.codes.tolist()
    assert one.points.tolist() == other.points.tolist()
    assert (one.text, one.folded) == ("青石橋街道", "青石桥街道")


def test_what_may_not_be_changed_has_no_sound_but_its_spelling():
    closed = heard("青石桥", np.array([False, True, False]))
    assert (closed.codes > 0).tolist() == [True, False, True]
    assert closed.points.tolist() == heard("青石桥").points.tolist()
    assert closed.reach.tolist() == [1, 0, 1]


def test_windows_may_start_within_a_part_of_the_text_and_end_behind_it():
    assert windows("青石桥街道", 3, range(1, 3)) == ["石桥", "桥街", "石桥街", "桥街道"]


def test_where_nothing_is_said_there_are_no_windows():
    for text in ("", "，", "好", "好，好"):
        assert windows(text, 9) == []


def test_alike_sounds_are_one_kind():
    kinds = heard("青清请亲高").kinds.tolist()
    assert kinds[0] == kinds[1] == kinds[2]
    assert kinds[0] != kinds[4]


def test_places_inside_a_latin_word_or_a_number_are_known():
    assert np.flatnonzero(heard("用az09系统B2").inside).tolist() == [2, 3, 4, 8]
    assert not heard("用a，9系b统").inside.any()
    assert not heard("a:0/`{").inside.any()
    assert heard("").inside.tolist() == [False]


def test_unbroken_windows_may_end_with_the_text():
    text = heard("青石，桥街")
    starts, ends = np.array([0, 1, 3, 3]), np.array([2, 4, 5, 6])
    assert text.unbroken(starts, ends).tolist() == [True, False, True, False]


def test_a_space_between_latin_words_is_no_break():
    phonetic = PhoneticText.of("用 luna chat，luna。", folded="用 luna chat，luna。")
    assert phonetic.in_one_breath(2, 11)
    assert not phonetic.in_one_breath(0, 6)
    assert not phonetic.in_one_breath(7, 13)
    assert not phonetic.in_one_breath(1, 6)


INDEX = Lexicon.from_records(
    [{"term": t} for t in ("青石桥街道", "柳溪村", "梁水库", "石溪", "河道治理工程", "方志明")]
).index
NOTHING = np.zeros(0, dtype=np.int32)


def found(text: str, *, index: Index = INDEX, attested: np.ndarray = NOTHING) -> set[tuple[str, str]]:
    phonetic = PhoneticText.of(text, folded=fold(text))
    hits = by_sound(phonetic, index, attested=attested)
    rows = zip(hits.starts.tolist(), hits.ends.tolist(), hits.forms.tolist(), strict=True)
    return {(text[start:end], index.form(form)) for start, end, form in rows}


@pytest.mark.parametrize(
    ("text", "said", "meant"),
    [
        ("到清石桥街道看", "清石桥街道", "青石桥街道"),
        ("到柳西村看", "柳西村", "柳溪村"),
        ("到柳村看", "柳村", "柳溪村"),
        ("到柳树溪村看", "柳树溪村", "柳溪村"),
        ("到粮水库看", "粮水库", "梁水库"),
        ("和道智理公成", "和道智理公成", "河道治理工程"),
        ("请房志明讲", "房志明", "方志明"),
        ("请志明讲", "志明", "方志明"),
    ],
)
def test_what_sounds_like_a_form_is_found(text: str, said: str, meant: str) -> None:
    assert (said, meant) in found(text)


@pytest.mark.parametrize("text", ["", "好", "柳，西村", "12", "\ud800"])
def test_nothing_is_found_across_a_break(text: str) -> None:
    assert not [said for said, _ in found(text) if "，" in said]


def test_forms_that_the_text_has_are_found_however_many_share_their_sounds() -> None:
    crowd = Lexicon.from_records([{"term": f"柳{c}村"} for c in "溪西希稀息悉惜晰锡"]).index
    text = "柳溪村的柳村"
    assert ("柳村", "柳溪村") not in found(text, index=crowd)
    right = as_spelled(PhoneticText.of(text, folded=text), crowd).forms
    assert ("柳村", "柳溪村") in found(text, index=crowd, attested=right)


def test_every_row_comes_once_and_in_order_of_place() -> None:
    rows = Hits(np.array([7, 3, 7, 7]), np.array([9, 6, 9, 10]), np.array([5, 900_000, 5, 1], dtype=np.int32)).unique()
    assert rows.starts.tolist() == [3, 7, 7]
    assert rows.ends.tolist() == [6, 9, 10]
    assert rows.forms.tolist() == [900_000, 5, 1]


def test_blocks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "到清石桥街道和柳村看，粮水库的和道智理公成，柳溪村。" * 5
    phonetic = PhoneticText.of(text, folded=text)
    whole = by_sound(phonetic, INDEX, attested=NOTHING), as_spelled(phonetic, INDEX)
    monkeypatch.setattr(candidates, "_AT_ONCE", 3)
    parts = by_sound(phonetic, INDEX, attested=NOTHING), as_spelled(phonetic, INDEX)
    for one, other in zip(whole, parts, strict=True):
        assert one.starts.tolist() == other.starts.tolist()
        assert one.forms.tolist() == other.forms.tolist()


def test_a_form_stands_once_at_a_place_whatever_other_forms_have_in_them() -> None:
    index = Lexicon.from_records([{"term": "石桥 A5"}, {"term": "青石桥街道"}]).index
    assert len(as_spelled(PhoneticText.of("青石桥街道。石桥 A5", folded="青石桥街道。石桥 A5"), index)) == 2


def test_rows_are_kept_moved_and_told_apart() -> None:
    rows = Hits(np.array([3, 5, 3]), np.array([6, 8, 6]), np.array([2, 0, 2], dtype=np.int32))
    moved = rows.moved(-1, 2)
    assert (moved.starts.tolist(), moved.ends.tolist(), moved.forms.tolist()) == ([2, 4, 2], [8, 10, 8], [2, 0, 2])
    assert rows.where(rows.forms > 0).starts.tolist() == [3, 3]
    assert rows.where(np.array([1])).starts.tolist() == [5]
    once = rows.unique()
    assert list(zip(once.starts.tolist(), once.ends.tolist(), once.forms.tolist(), strict=True)) == [
        (3, 6, 2),
        (5, 8, 0),
    ]
    nothing = np.zeros(0, dtype=np.int64)
    assert len(Hits(nothing, nothing, nothing.astype(np.int32)).unique()) == 0


def test_a_form_of_two_characters_is_found_as_it_is_spelled_and_none_inside_a_latin_word() -> None:
    index = Lexicon.from_records([{"term": "石溪"}, {"term": "A5系统"}]).index

    def spelled(text: str) -> list[str]:
        hits = as_spelled(PhoneticText.of(text, folded=fold(text).lower()), index)
        return [text[start:end] for start, end in zip(hits.starts.tolist(), hits.ends.tolist(), strict=True)]

    assert spelled("到石溪看石溪") == ["石溪", "石溪"]
    assert spelled("石") == []
    assert "A5系统" not in spelled("用BA5系统")


def test_what_is_put_in_or_lost_at_the_ends_is_found() -> None:
    assert ("石桥街道", "青石桥街道") in found("到石桥街道看")
    assert ("青石桥街", "青石桥街道") in found("到青石桥街看")
    assert ("石溪", "石溪") not in {(said, meant) for said, meant in found("到石大溪看") if len(said) == 3}


@pytest.mark.parametrize("said", ["和道智理公成", "盒道治理共程", "河刀直理公程"])
def test_a_long_form_is_found_by_any_of_its_syllables(said: str) -> None:
    assert (said, "河道治理工程") in found(f"推进{said}建设")


TEXT = "到青石桥街，河道治理工程"


def probes(text=TEXT, *, longest=7, within=None):
    return Queries.of(PhoneticText.of(text, folded=text), longest=longest, within=within or range(len(text)))


def stretches(found, numbers, text=TEXT):
    """The windows behind some hashes, once for each."""
    windows = found.windows[numbers]
    begins, sizes = found.starts[windows].tolist(), found.sizes[windows].tolist()
    return [text[start : start + size] for start, size in zip(begins, sizes, strict=True)]


def direct(found, text=TEXT):
    return stretches(found, slice(found.laid), text)


def test_every_unbroken_window_is_looked_up_by_all_its_syllables():
    windows = [part[a:b] for part in TEXT.split("，") for a in range(len(part)) for b in range(a + 2, len(part) + 1)]
    assert sorted(stretches(probes(), slice(len(windows)))) == sorted(windows)


def test_a_window_is_looked_up_without_each_syllable_inside():
    found = direct(probes())
    assert found.count("河道治理工程") == 1 + 4
    assert found.count("青石桥街") == 1 + 2
    assert found.count("石桥街") == 1 + 1


def test_two_syllables_are_looked_up_as_they_sound_and_as_they_are():
    assert direct(probes()).count("河道") == 2


def test_what_is_too_long_is_looked_up_as_a_whole_only():
    found = direct(probes("河道治理工程和青石桥街", longest=12), "河道治理工程和青石桥街")
    assert found.count("河道治理工程和青石桥街") == 1
    assert found.count("河道治理工程和青石") == 1 + 7


def test_long_forms_are_looked_up_by_two_syllables_or_four():
    found = probes()
    laid = stretches(found, slice(found.laid, None))
    assert {len(said) for said in laid} == {2, 3, 4}
    assert laid.count("石桥街") == laid.count("河道") == laid.count("河道治理") == 1


def test_the_hash_of_a_window_is_that_of_the_same_sounds_elsewhere():
    found = probes("青石桥，清石桥")
    whole = np.flatnonzero(found.sizes == 3)
    assert found.hashes[whole[0]] == found.hashes[whole[1]]


def test_nothing_is_looked_up_in_a_text_without_windows():
    for text in ("", "，", "好"):
        found = probes(text)
        assert len(found.hashes) == len(found.windows) == len(found.starts) == 0


def test_blocks_together_look_up_what_the_whole_does():
    halves = [probes(within=part) for part in (range(4), range(4, len(TEXT)))]
    assert sorted(direct(probes())) == sorted(direct(halves[0]) + direct(halves[1]))
    assert sorted(np.concatenate([half.hashes for half in halves])) == sorted(probes().hashes)


def attested(*rows: tuple[int, int, int]) -> ExactMatches:
    starts, ends, forms = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return ExactMatches.of(Hits(starts, ends, forms))


def test_forms_are_counted() -> None:
    right = attested((0, 3, 7), (5, 8, 2), (9, 12, 7))
    assert right.forms.tolist() == [2, 7]
    assert right.times(np.array([7, 2, 5, 1, 9])).tolist() == [2, 1, 0, 0, 0]


def test_nothing_stands_in_a_text_without_any() -> None:
    assert attested().times(np.array([3, 1])).tolist() == [0, 0]
    assert attested().owned(2).tolist() == [False, False]
    assert attested().stretches == ()


def test_the_characters_of_right_forms_are_owned() -> None:
    right = attested((1, 3, 0), (2, 4, 1), (6, 7, 0))
    assert np.flatnonzero(right.owned(8)).tolist() == [1, 2, 3, 6]
    assert np.flatnonzero(attested((0, 2, 0)).owned(2)).tolist() == [0, 1]


def test_of_stretches_that_overlap_the_first_and_longest_stands() -> None:
    right = attested((4, 6, 0), (0, 2, 1), (0, 4, 2), (2, 5, 3), (5, 8, 4))
    assert right.stretches == ((0, 4), (4, 6))
