from transcript.outline.ordinals import STYLE_NAMES
from transcript.outline.weights import BORDERS, border_weights, mark_weights


def test_each_style_has_its_weights():
    assert set(mark_weights()) == set(STYLE_NAMES)
    assert all(len(row) == len(BORDERS) for row in mark_weights().values())


def test_a_line_of_its_own_speaks_for_a_bare_numeral_more_than_a_comma():
    bare = border_weights("bare border")
    assert bare[BORDERS.index("LINE")] > bare[BORDERS.index("COMMA")]
