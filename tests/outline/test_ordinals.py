from transcript.outline.ordinals import find_marks


def test_where_two_forms_overlap_the_first_and_longer_stays():
    (mark,) = find_marks("第三个方面，修渠")
    assert (mark.style, mark.number, mark.start, mark.end) == ("di", 3, 0, 6)
