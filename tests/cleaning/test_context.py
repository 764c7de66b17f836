import pytest

from transcript.cleaning.context import GRAM, said_elsewhere


def plainly(folded: str, wanted: list[str]) -> frozenset[str]:
    return frozenset(string for string in wanted if len(string) >= GRAM and string in folded)


@pytest.mark.parametrize(
    "folded",
    ["", "山区河道", "山区河道治理工程。" * 3, "山区\ud800河道治理工程", "𠀀" * 9, "好" * 200_000 + "山区河道治理工程"],
)
def test_what_is_found_stands_there(folded: str) -> None:
    wanted = [
        "山区河道治",
        "山区河道治理",
        "区河道治理工",
        "山区河道治理工程好",
        "区\ud800河道治理",
        "𠀀" * 7,
        "好好好好好山",
    ]
    assert said_elsewhere(folded, wanted) == plainly(folded, wanted)


def test_no_end_of_a_block_is_missed() -> None:
    folded = "".join(chr(0x4E00 + n % 20_000) for n in range(3 << 16))
    wanted = [folded[at : at + 8] for at in range((1 << 16) - 9, (1 << 16) + 3)]
    assert said_elsewhere(folded, wanted) == frozenset(wanted)
