"""No stage and no output grows faster than the text, counted in lines of Python that run, so that no clock decides.

What a function in C does is not counted; `benchmarks/scaling.py` measures that in seconds, at sizes that show it.
"""

import sys

import hostile
import pytest

from transcript import TranscriptError, parse_transcript

SMALL, LARGE = 400, 1600
# 4 is linear and 16 quadratic; from a small text to a large one a search may reach its full width.
STEEPEST = 5.5
# What a text costs that is too short for a stage, and the page with its script and style, do not grow.
FIXED_STEPS = 60_000
CHOSEN = [*hostile.TOKENS[::5], "分之一", "呃字幕由", "啊一二三呃", "嗯，"]


def measured(text):
    """Lines run, and the sizes of JSON, HTML and Markdown."""
    steps = 0

    def step(_frame, _event, _value):
        nonlocal steps
        steps += 1
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        record = parse_transcript(text)
        outputs = record.to_json(), record.to_html(), record.to_markdown()
    except TranscriptError:
        outputs = ("",)
    finally:
        sys.settrace(before)
    return steps, [len(output) for output in outputs]


@pytest.mark.parametrize("token", dict.fromkeys(CHOSEN), ids=repr)
def test_time_and_outputs_grow_with_the_text(token):
    make = hostile.repeated(token)
    measured(make(SMALL))  # what is loaded once is loaded
    (steps, sizes), (more_steps, more_sizes) = measured(make(SMALL)), measured(make(LARGE))
    assert more_steps <= STEEPEST * steps + FIXED_STEPS
    for size, more in zip(sizes, more_sizes, strict=True):
        assert more <= STEEPEST * size
