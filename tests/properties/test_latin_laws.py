"""Latin words among Chinese, and forms of a lexicon in any disguise: numbers stay, edits fit, and once is enough."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from transcript import Lexicon, correct_terms

TERMS = (
    "LumaChat",
    "Luma Hub",
    "Luma Harbour",
    "AQ Tower",
    "AQ Town",
    "AQ",
    "Fathom-3",
    "Fathom-4",
    "Tarn OS",
    "Nimbo",
    "Model S",
)
BOTH = Lexicon.from_records([*({"term": term} for term in TERMS), {"term": "青石桥", "not": ["luma chad"]}])
# Short texts are parsed in a millisecond or two: more of them than of meetings.
MORE = settings(max_examples=4 * settings.default.max_examples)
LETTERS = "abcdehilmnorstuxABT"
FILLERS = (
    "我们用",
    "，",
    "。",
    "、",
    "和",
    " ",
    "  ",
    "-",
    ".",
    "@",
    "\n",
    "3",
    "4",
    "5.0",
    "é",
    "\uff21",
    "\ud800",
    "AR",
    "ar tower",
    "AX town",
    "tower",
    "the",
    "清石桥",
)


@st.composite
def disguised(draw):
    """A form with letters changed, lost, put in, cut and joined."""
    form = list(draw(st.sampled_from(TERMS)))
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(form) - 1))
        form[at] = draw(st.sampled_from(("", " ", "-", form[at] * 2, *LETTERS)))
    return "".join(form)


def texts():
    return st.lists(st.one_of(disguised(), st.sampled_from(FILLERS)), max_size=12).map("".join)


def lexicons():
    terms = st.lists(st.one_of(disguised(), st.text(LETTERS + "34 -.", min_size=2, max_size=9)), min_size=1, max_size=8)
    cleaned = terms.map(lambda found: [t.strip() for t in found if len(t.strip()) > 1 and t.strip(" -.")])
    return st.one_of(st.just(BOTH), cleaned.map(lambda found: Lexicon.from_records([{"term": term} for term in found])))


@MORE
@given(texts(), lexicons())
def test_digits_stay_and_so_does_what_is_no_word(text, lexicon):
    corrected = correct_terms(text, lexicon=lexicon)
    assert re.findall("[0-9]+", corrected.text) == re.findall("[0-9]+", text)
    for edit in corrected.edits:
        assert edit.before == edit.span.slice(text)
        assert edit.before != edit.after
        assert not set("，。、\n@") & set(edit.before)
        assert re.findall("[0-9]+", edit.after) == re.findall("[0-9]+", edit.before)


@MORE
@given(texts(), lexicons())
def test_a_corrected_text_stays_as_it_is(text, lexicon):
    once = correct_terms(text, lexicon=lexicon).text
    assert correct_terms(once, lexicon=lexicon).text == once
