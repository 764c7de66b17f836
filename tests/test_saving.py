import errno
import os
from pathlib import Path

import pytest

from transcript import SourceError
from transcript.saving import PART, save, saving, sweep


def left(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_there_whole(tmp_path):
    save(tmp_path / "深" / "a", b"1")
    save(tmp_path / "深" / "a", b"22")
    assert (tmp_path / "深" / "a").read_bytes() == b"22"
    assert left(tmp_path / "深") == ["a"]


def write_and_fail(path, fault):
    with saving(path) as file:
        file.write(b"new")
        raise fault


@pytest.mark.parametrize("fault", [RuntimeError("broken"), KeyboardInterrupt()])
def test_what_fails_leaves_the_old_file(tmp_path, fault):
    save(tmp_path / "a", b"old")
    with pytest.raises(type(fault)):
        write_and_fail(tmp_path / "a", fault)
    assert (tmp_path / "a").read_bytes() == b"old"
    assert left(tmp_path) == ["a"]


def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    save(tmp_path / "a", b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SourceError, match="No space left on device") as caught:
        save(tmp_path / "a", b"new")
    assert caught.value.__cause__.errno == errno.ENOSPC
    assert (tmp_path / "a").read_bytes() == b"old"
    assert left(tmp_path) == ["a"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_what_is_no_file_is_written_as_it_is():
    with pytest.raises(SourceError, match="No space left on device"):
        save(Path("/dev/full"), b"x" * 100_000)
    assert Path("/dev/full").is_char_device()
    save(Path("/dev/null"), b"x")
    assert Path("/dev/null").is_char_device()


def test_a_link_stays_a_link_and_the_mode_stays(tmp_path):
    save(tmp_path / "a", b"old")
    (tmp_path / "a").chmod(0o640)
    (tmp_path / "link").symlink_to(tmp_path / "a")
    save(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_what_a_killed_process_left_is_swept(tmp_path):
    save(tmp_path / "b" / "a.json", b"1")
    (tmp_path / "b" / f".0f{PART}").write_bytes(b"half")
    sweep(tmp_path / "b")
    assert left(tmp_path / "b") == ["a.json"]
