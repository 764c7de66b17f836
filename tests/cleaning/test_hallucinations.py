from transcript import parse_transcript


def repeats(lines: list[str]) -> list[str]:
    text = "".join(f"00:{i:02}\n\n{line}\n\n" for i, line in enumerate(lines))
    return [p.message for p in parse_transcript(text).problems if p.kind == "repeat"]


def test_a_segment_over_and_over_is_told():
    (message,) = repeats(["大家好，现在开会。", *["谢谢大家的观看。"] * 12, "散会。"])
    assert "重复12段" in message


def test_what_is_said_a_few_times_is_none():
    assert (
        repeats(
            ["大家好，现在开会。", "同意这个方案。", "同意这个方案。", "好。", "好。", "好。", "好。", "好。", "好。"]
        )
        == []
    )
