"""The files of weights are those that were fitted, from the inputs and by the scripts that the lock names."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REFIT = runpy.run_path(str(ROOT / "scripts" / "refit.py"))
RECIPES, DATA = REFIT["read_recipes"]()
LOCKED = REFIT["read_lock"]()
WEIGHTS = ("**/*.npz", "*/*weights.tsv", "turns/speaker_scores.tsv", "phonetics/readings.tsv", "phonetics/phrases.tsv")


@pytest.mark.parametrize("name", LOCKED)
@pytest.mark.parametrize("what", ["weights", "inputs", "scripts"])
def test_what_stands_is_what_was_locked(name, what):
    changed = {
        path for path, value in REFIT["state_of"](RECIPES[name])[what].items() if LOCKED[name][what].get(path) != value
    }
    assert not changed, f"fit again, or if the figures cannot change: python scripts/refit.py --lock {name}"


def test_every_file_of_weights_has_a_recipe():
    source = ROOT / "src" / "transcript"
    shipped = {path.relative_to(ROOT).as_posix() for pattern in WEIGHTS for path in source.glob(pattern)}
    assert shipped <= {path for recipe in RECIPES.values() for path in recipe["writes"]}


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_recipes_name_what_there_is(recipe):
    assert all((ROOT / path).exists() for path in (*recipe["writes"], *recipe.get("inputs", ())))
    assert {*recipe.get("data", ())} <= {*DATA}
    assert {*recipe.get("after", ())} <= {*RECIPES}
    assert all(path.exists() for path in REFIT["scripts_of"](recipe))


def test_comments_of_a_script_change_nothing(tmp_path):
    script, other = tmp_path / "a.py", tmp_path / "b.py"
    script.write_text('"""Fit."""\nX = 1  # one\n', encoding="utf-8")
    other.write_text('"""Fit again."""\nX = 1\n', encoding="utf-8")
    assert REFIT["hash_of_code"](script) == REFIT["hash_of_code"](other)
    other.write_text("X = 2\n", encoding="utf-8")
    assert REFIT["hash_of_code"](script) != REFIT["hash_of_code"](other)
