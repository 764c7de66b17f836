import pytest

from transcript.errors import FormatError
from transcript.readers import read

SHORT = (
    'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n9\n<exists>\n3\n'
    '"IntervalTier"\n"江一帆"\n0\n9\n2\n0\n2.5\n"他说""好"" 1"\n2.5\n9\n""\n'
    '"TextTier"\n"咳嗽"\n0\n9\n1\n4\n"x"\n'
    '"IntervalTier"\n"吴可"\n0\n9\n1\n1\n2\n"嗯。"\n'
)


def test_the_short_form_with_two_speakers_and_points():
    source, _ = read(SHORT)
    assert [(s.start_ms, s.end_ms, s.label, s.span.slice(source.text)) for s in source.speech] == [
        (0, 2500, "江一帆", '他说"好" 1'),
        (1000, 2000, "吴可", "嗯。"),
    ]


def test_utf16_with_carriage_returns():
    assert read(SHORT.replace("\n", "\r").encode("utf-16"))[0] == read(SHORT)[0]


@pytest.mark.parametrize("cut", range(70, len(SHORT) - 6, 11))
def test_a_grid_that_breaks_off_is_refused(cut):
    with pytest.raises(FormatError, match=r"format 'textgrid': expected a (number|text)"):
        read(SHORT[:cut])


@pytest.mark.parametrize("count", ["1e300", "-5", "99999999"])
def test_a_count_that_is_not_true(count):
    text = SHORT.replace("<exists>\n3", f"<exists>\n{count}")
    if count == "-5":
        assert read(text)[0].text == ""
        return
    with pytest.raises(FormatError, match="expected"):
        read(text)


def test_a_tier_of_no_known_kind():
    with pytest.raises(FormatError, match="TextTier, found 'Tier'"):
        read(SHORT.replace('"TextTier"', '"Tier"'))
