import numpy as np

from transcript.corrections.heard import Heard
from transcript.corrections.probes import Probes

TEXT = "到青石桥街，河道治理工程"


def probes(text=TEXT, *, longest=7, within=None):
    return Probes.of(Heard.of(text, folded=text), longest=longest, within=within or range(len(text)))


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
