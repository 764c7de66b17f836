import pytest

from transcript.cli.arguments import Output, parser


@pytest.mark.parametrize("command", ["parse", "convert", "apply", "review", "lexicon"])
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        parser().parse_args([command, "--help"])
    assert stopped.value.code == 0
    assert command in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["parse"], ["parse", "a.txt", "--jobs", "0"], ["parse", "a.txt", "--json", "--html"], ["fly"]]
)
def test_what_makes_no_sense_is_refused(words, capsys):
    with pytest.raises(SystemExit) as stopped:
        parser().parse_args(words)
    assert stopped.value.code == 2
    assert capsys.readouterr().err


def test_a_path_with_a_slash_is_a_folder(tmp_path):
    assert Output.of(f"{tmp_path}/new/").is_folder
    assert Output.of(str(tmp_path)).is_folder
    assert not Output.of(f"{tmp_path}/new.json").is_folder
