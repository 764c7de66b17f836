from transcript import parse_transcript

MEETING = """下面请枫林县水利厅二级巡视员乔木兰同志发言。

01:00

尊敬的各位领导，大家好。我讲两点。谢谢大家。

02:00

接下来请枫林县教育局副局长方家和同志发言。

02:10

尊敬的各位领导，大家好。我也讲两点。谢谢大家。

03:00

感谢方副局长。刚才枫林县水利厅乔巡，枫林县教育局方局，都讲得很好。也感谢嘉禾副局长。会议到此结束。
"""


def test_rolls_and_misheard_given_names_lead_to_the_person() -> None:
    record = parse_transcript(MEETING)
    called = {s.name: [v.text for v in s.variants] for s in record.speakers if s.name}
    assert called["乔木兰"] == ["二级巡视员乔木兰同志", "乔巡"]
    assert called["方家和"] == ["副局长方家和同志", "方副局长", "方局", "嘉禾副局长"]
    assert all(v.span.slice(MEETING) == v.text for s in record.speakers for v in s.variants)
