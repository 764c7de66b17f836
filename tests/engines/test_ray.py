"""Batches on a real cluster of Ray on this machine, one of whose workers is killed. Run by `nox -s ray`; skipped without Ray."""

import os
import signal
import sys
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")
ray = pytest.importorskip("ray")
pytest.importorskip("ray.data")

from transcript import Lexicon, MeetingRecord, parse_transcript  # noqa: E402
from transcript.integrations.frames import parse_batches  # noqa: E402

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))
import random  # noqa: E402

from meetings import damaged, laid_out  # noqa: E402

MEETINGS = 240
pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own


@pytest.fixture(scope="module")
def rows():
    dice = random.Random(7)  # noqa: S311
    texts = [laid_out(dice, dice.choice(("stamps", "labels", "json", "srt"))).encode() for _ in range(MEETINGS)]
    for number in range(0, MEETINGS, 80):
        texts[number] = damaged(dice)[1]
    return [{"id": f"会议{number:04}", "text": text} for number, text in enumerate(texts)]


@pytest.fixture(scope="module", autouse=True)
def _cluster():
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


def parse_and_die_once(batch, *, lexicon, marker):
    """The same; the first worker that has a certain row kills itself with it in hand."""
    if "会议0100" in batch.column("id").to_pylist() and not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return parse_batches(batch, lexicon=lexicon)


def test_every_row_comes_back_once_though_a_worker_is_killed(rows, tmp_path):
    lexicon, marker = tmp_path / "a.lexicon", tmp_path / "killed"
    Lexicon.load(ROOT / "examples" / "seed003.lexicon.toml").save(lexicon)
    parse = partial(parse_and_die_once, lexicon=str(lexicon), marker=str(marker))
    dataset = ray.data.from_items(rows, override_num_blocks=12)
    found = sorted(
        dataset.map_batches(parse, batch_format="pyarrow", batch_size=20).take_all(), key=lambda row: row["id"]
    )
    assert marker.exists()
    assert [row["id"] for row in found] == [row["id"] for row in rows]
    assert [row["id"] for row in found if row["error"]] == [rows[number]["id"] for number in range(0, MEETINGS, 80)]
    opened = Lexicon.load(lexicon)
    for number in range(1, MEETINGS, 30):
        record = parse_transcript(rows[number]["text"], lexicon=opened)
        assert MeetingRecord.from_json(found[number]["record"]) == record
        assert len(found[number]["turns"]) == len(record.turns)
