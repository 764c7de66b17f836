import numpy as np

from transcript.corrections.heard import Heard
from transcript.corrections.probes import LAID, LOST, OTHER, PUT_IN, SAME, Probes

TEXT = "到青石桥街，河道治理工程"


def probes(text=TEXT, *, longest=7, within=None):
    return Probes.of(Heard.of(text, folded=text), longest=longest, within=within or range(len(text)))


def stretches(found, text=TEXT):
    """What each way looks up, once for each hash."""
    starts, ends, ways = found.places(np.arange(len(found.hashes)))
    said = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    return [said[first:past] for first, past in zip(ways.tolist(), ways[1:].tolist(), strict=False)]


def test_every_unbroken_window_is_looked_up_by_all_its_syllables():
    windows = {part[a:b] for part in TEXT.split("，") for a in range(len(part)) for b in range(a + 2, len(part) + 1)}
    same = stretches(probes())[SAME]
    assert len(same) == len(windows)
    assert set(same) == windows
    assert set(stretches(probes())[LOST]) == windows


def test_a_window_is_looked_up_without_each_syllable_inside():
    ways = stretches(probes())
    assert ways[OTHER].count("河道治理工程") == 4
    assert ways[PUT_IN].count("河道治理工程") == 4
    assert ways[OTHER].count("石桥街") == 1
    assert "石桥街" not in ways[PUT_IN]


def test_long_forms_are_looked_up_by_two_syllables_or_four():
    assert {len(said) for said in stretches(probes())[LAID]} == {2, 3, 4}


def test_the_hash_of_a_part_is_that_of_the_same_sounds_elsewhere():
    found = probes("青石桥，清石桥")
    starts, ends, ways = found.places(np.arange(len(found.hashes)))
    whole = [i for i in range(ways[SAME], ways[SAME + 1]) if ends[i] - starts[i] == 3]
    assert found.hashes[whole[0]] == found.hashes[whole[1]]


def test_nothing_is_looked_up_in_a_text_without_windows():
    for text in ("", "，", "好"):
        found = probes(text)
        assert not len(found.hashes)
        assert stretches(found, text) == [[]] * (LAID + 1)


def test_blocks_together_look_up_what_the_whole_does():
    whole = stretches(probes())
    halves = [stretches(probes(within=part)) for part in (range(4), range(4, len(TEXT)))]
    assert [sorted(a + b) for a, b in zip(*halves, strict=True)] == [sorted(way) for way in whole]
