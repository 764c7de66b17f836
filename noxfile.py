"""The project's tasks: `nox` runs the checks, `nox -s bench` the benchmarks. `.ci/run` runs the checks and the README's commands."""

import shutil
from pathlib import Path

import nox

nox.options.sessions = ["lint", "types", "test", "docs"]
nox.options.reuse_existing_virtualenvs = True
# A test that cannot run fails.
ALL = {"TRANSCRIPT_NO_SKIPS": "1"}


@nox.session
def lint(session: nox.Session) -> None:
    session.install("-e", ".[dev]")
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    session.install("-e", ".[dev]")
    session.run("mypy")


@nox.session
def test(session: nox.Session) -> None:
    session.install("-e", ".[test]")
    session.run("pytest", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    session.install("-e", ".[docs]")
    session.run("sphinx-build", "-n", "-W", "--keep-going", "-q", "docs", "docs/_build")


@nox.session
def extras(session: nox.Session) -> None:
    """What needs more than the extra `test`: data frames, charts, notebooks."""
    session.install("-e", ".[test,notebooks]")
    session.run("pytest", "-q", "tests/integrations", "tests/test_notebooks.py", *session.posargs, env=ALL)


@nox.session
def browser(session: nox.Session) -> None:
    """The review page in a browser."""
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        session.skip("there is no chromium: apt-get install chromium")
    session.install("-e", ".[browser]")
    session.run("pytest", "-q", "--numprocesses=2", "tests/browser", *session.posargs, env=ALL)


@nox.session(venv_backend="none")
def readme(session: nox.Session) -> None:
    """The README's first two commands, each in a fresh clone of what is committed."""
    here = Path.cwd()
    commands = [line for line in Path("README.md").read_text(encoding="utf-8").splitlines() if "venv .venv &&" in line]
    for number, command in enumerate(commands):
        clone = Path(session.create_tmp(), str(number)).absolute()
        shutil.rmtree(clone, ignore_errors=True)
        session.run("git", "clone", "--quiet", str(here), str(clone), external=True)
        with session.chdir(clone):
            session.run("bash", "-c", command, external=True, silent="parse" in command)
        shutil.rmtree(clone)


@nox.session(reuse_venv=False)
def package(session: nox.Session) -> None:
    """Wheel and sdist, each built, installed alone and run from another folder; its types as a program sees them."""
    here, out = Path.cwd(), Path(session.create_tmp()).absolute()
    session.install("build", "mypy", "pyright[nodejs]")
    session.run("python", "-m", "build", "-o", str(out))
    for archive in (*sorted(out.glob("*.tar.gz")), *sorted(out.glob("*.whl"))):
        session.run("pip", "uninstall", "-y", "transcript")
        session.install(str(archive))
        with session.chdir(out):
            session.run("transcript", "parse", str(here / "examples" / "spring.txt"))
            session.run("mypy", "--strict", str(here / "tests" / "typing" / "usage.py"))
            session.run("pyright", str(here / "tests" / "typing" / "usage.py"))


@nox.session(reuse_venv=False)
def lowest(session: nox.Session) -> None:
    """The tests with the oldest versions that the package says it works with."""
    needs = nox.project.load_toml("pyproject.toml")["project"]["dependencies"]
    session.install(*(need.replace(">=", "==") for need in needs))
    session.install("--no-deps", "-e", ".")
    session.install("-e", ".[test]")
    session.run("pytest", "-q", *session.posargs)


@nox.session
def ray(session: nox.Session) -> None:
    """Batches on a local cluster of Ray, a worker of which is killed."""
    session.install("-e", ".[test,frames]", "ray[data]")
    session.run("pytest", "-q", "tests/engines", *session.posargs)


@nox.session
def mutants(session: nox.Session) -> None:
    """Whether the tests of a module see it when one thing in it is changed."""
    session.install("-e", ".[test]")
    session.run("python", "benchmarks/mutants.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """What needs neither other data, a browser nor other packages; docs/reference/benchmarks.md names the rest."""
    session.install("-e", ".")
    for script in ("speed", "scaling", "reading", "corpus"):
        session.run("python", f"benchmarks/{script}.py", *session.posargs)
