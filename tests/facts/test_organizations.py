import pytest

from transcript.facts.organizations import attending_organizations


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市财政局、青河银行有关负责同志参加会议。", ("市财政局", "青河银行")),
        ("参加会议的还有：市水利局、市教育局。", ("市水利局", "市教育局")),
        ("市财政局和市水利局负责人出席会议。", ("市财政局", "市水利局")),
        ("各部门负责人参加会议。", ()),
        ("市财政局去年修了渠。", ()),
    ],
)
def test_those_named_as_present(text: str, names: tuple[str, ...]):
    assert attending_organizations(text) == names


def test_each_is_named_once():
    assert attending_organizations("市财政局参加会议。市财政局负责人出席会议。") == ("市财政局",)
