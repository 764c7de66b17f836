import errno
import os
from pathlib import Path

import pytest

from transcript import SourceError, WriteError
from transcript.files import PART, check_targets, identity, ignores_case, save, saving, sweep


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
    (tmp_path / "b" / f".{'0f' * 8}{PART}").write_bytes(b"half")
    (tmp_path / "b" / f".somebody-elses{PART}").write_bytes(b"whole")
    sweep(tmp_path / "b")
    assert left(tmp_path / "b") == [f".somebody-elses{PART}", "a.json"]


def test_a_file_has_one_identity_by_all_its_names(tmp_path):
    save(tmp_path / "a", b"1")
    (tmp_path / "hard").hardlink_to(tmp_path / "a")
    (tmp_path / "soft").symlink_to("a")
    assert identity(tmp_path / "a") == identity(tmp_path / "hard") == identity(tmp_path / "soft")
    assert identity(tmp_path / "b") is None
    assert identity("a\0") is None


def test_case_is_told_by_the_folders_that_are_there(tmp_path):
    (tmp_path / "Aa").mkdir()
    before = ignores_case(tmp_path / "Aa" / "new")
    (tmp_path / "aA").symlink_to("Aa")  # as a file system would show it that ignores case
    assert ignores_case(tmp_path / "Aa" / "new")
    assert not before


def test_two_targets_that_are_not_there_yet(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder")
    with pytest.raises(WriteError, match="overwrite each other"):
        check_targets([tmp_path / "folder" / "a", tmp_path / "link" / "A"], inputs=[])
    check_targets([tmp_path / "folder" / "a", tmp_path / "a"], inputs=[tmp_path / "b"])


def test_a_name_that_no_file_can_have(tmp_path):
    with pytest.raises(SourceError, match="null"):
        save(tmp_path / "a\0", b"1")
