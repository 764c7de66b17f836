"""Laws of the command over trees of files: it changes nothing that it reads, loses no output, and a second run changes nothing."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, example, given
from hypothesis import strategies as st

from transcript.cli import main

PLAIN = "江一帆：各位好，现在开会。\n吴可：好，我讲两点。\n"
CUES = "1\n00:00:01,000 --> 00:00:04,000\n江一帆：各位好。\n"
WORDS = '[[person]]\nterm = "江一帆"\n'
CONTENTS = {".txt": PLAIN, ".srt": CUES, ".md": PLAIN, ".json": "{", ".toml": WORDS}
NAMES = [f"{stem}{suffix}" for stem in ("a", "A", "会") for suffix in (".txt", ".srt", ".md")] + ["w.toml", "a.txt.md"]
FOLDERS = ["", "in", "in/deep", "out"]

places = st.builds(os.path.join, st.sampled_from(FOLDERS), st.sampled_from(NAMES))
trees = st.fixed_dictionaries(
    {
        "files": st.lists(places, min_size=1, max_size=4, unique=True),
        "links": st.lists(st.tuples(st.sampled_from(["hard", "soft"]), places, places), max_size=3),
        "folders": st.lists(
            st.tuples(st.sampled_from(["in/link", "out/deep", "link"]), st.sampled_from(FOLDERS)), max_size=1
        ),
    }
)
outputs = st.one_of(places, st.sampled_from(["./", "in", "in/", "out/", "link/", "new/", "in/new/", "OUT/", "."]))
commands = st.one_of(
    st.tuples(st.just("parse"), st.sampled_from(["", "--json", "--markdown"])),
    st.tuples(st.just("convert"), st.sampled_from(["--to=srt", "--to=md", "--to=json"])),
)


def plant(tree):
    for name in FOLDERS:
        Path(name).mkdir(exist_ok=True)
    for name in tree["files"]:
        Path(name).write_text(CONTENTS[Path(name).suffix], encoding="utf-8")
    for kind, name, to in tree["links"]:
        if not os.path.lexists(name) and Path(to).is_file():
            os.link(to, name) if kind == "hard" else Path(name).symlink_to(Path(to).absolute())
    for name, to in tree["folders"]:
        if not os.path.lexists(name):
            Path(name).symlink_to(Path(to).absolute(), target_is_directory=True)


def contents():
    """What is in each file by its real name."""
    return {os.path.realpath(path): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


def read_by(paths):
    """The real names of the files that a command with these inputs reads."""
    named = [Path(path) for path in paths]
    found = [file for path in named for file in (path.rglob("*") if path.is_dir() else [path])]
    return {os.path.realpath(file) for file in found if file.is_file()}


@given(trees, commands, st.lists(places | st.sampled_from(["in", "."]), min_size=1, max_size=2), outputs)
@example({"files": ["a.txt"], "links": [], "folders": []}, ("parse", ""), ["a.txt"], "./")
@example({"files": ["a.srt"], "links": [], "folders": []}, ("convert", "--to=srt"), ["a.srt"], "./")
@example({"files": ["a.txt", "a.srt"], "links": [], "folders": []}, ("parse", "--json"), ["a.txt", "a.srt"], "out/")
@example({"files": ["in/a.txt"], "links": [], "folders": []}, ("convert", "--to=md"), ["in"], "in")
@example({"files": ["in/a.txt"], "links": [], "folders": [("out/deep", "in")]}, ("convert", "--to=md"), ["."], "out")
def test_a_command_changes_nothing_that_it_reads(tree, command, paths, output):
    with TemporaryDirectory() as folder:
        here = Path.cwd()
        os.chdir(folder)
        try:
            plant(tree)
            assume(any(os.path.lexists(path) for path in paths))
            check(command, paths, output)
        finally:
            os.chdir(here)


def check(command, paths, output):
    before = contents()
    inside = {os.path.realpath(path) for path in Path(output).rglob("*")} if Path(output).is_dir() else set()
    inputs = read_by(paths)
    if any(Path(path).is_dir() for path in paths):
        inputs -= inside  # of a folder within the folder of the transcripts nothing is read
    arguments = [command[0], *filter(None, command[1:]), *paths, "-o", output]
    code = main(arguments)
    after = contents()
    assert {name: after.get(name) for name in inputs} == {name: before[name] for name in inputs}
    written = [name for name in after if after[name] != before.get(name)]
    if code == 0 and all(Path(path).is_file() for path in paths):
        assert len(written) == len(paths)
    if code != 2:
        main(arguments)
        assert contents().keys() == after.keys()
