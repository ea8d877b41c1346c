"""The public door: what may be imported from ``firsthand``, and what that costs."""

import inspect
import subprocess
import sys

import pytest
import typer.main

import firsthand
from firsthand import cli

DOOR = [
    "Case",
    "Document",
    "Failure",
    "FirsthandError",
    "Reading",
    "Settings",
    "add",
    "check",
    "doctor",
    "extract_file",
    "judge",
    "links",
    "parties",
    "read",
    "review",
    "search",
    "serve",
    "trace_claims",
    "versions",
    "write_demo",
]

# A command cannot always lend its function its name: "extract", "trace" and "demo" are folders of the package too.
FUNCTION = {"extract": "extract_file", "demo": "write_demo", "trace": "trace_claims"}
OPTION = {"sources": "inputs", "folder": "out", "browser": "no_browser"}


def test_the_door_is_what_it_was():
    assert firsthand.__all__ == DOOR
    assert len(DOOR) <= 20  # one a command, and a handful of records


@pytest.mark.parametrize("name", DOOR)
def test_every_name_is_there_and_explained(name):
    thing = getattr(firsthand, name)
    assert inspect.getdoc(thing)
    assert name in dir(firsthand)


def test_a_name_that_is_not_there_is_an_ordinary_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        firsthand.nothing  # noqa: B018


def test_every_command_is_a_function():
    commands = typer.main.get_command(cli.app).commands
    for command in commands:
        assert callable(getattr(firsthand, FUNCTION.get(command, command)))


def test_a_function_takes_what_its_command_takes():
    commands = typer.main.get_command(cli.app).commands
    for name, command in commands.items():
        taken = {parameter.name for parameter in command.params} - {"json", "help"}
        function = inspect.signature(getattr(firsthand, FUNCTION.get(name, name))).parameters
        names = {OPTION.get(parameter, parameter) for parameter in function}
        names |= set(firsthand.Settings.__struct_fields__) if "settings" in function else set()
        assert taken <= names, f"{name} takes {taken - names}"


def test_importing_firsthand_is_light():
    script = "import sys, firsthand; print(sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    for heavy in (
        "trafilatura",
        "py3langid",
        "numpy",
        "rapidfuzz",
        "lxml",
        "jinja2",
        "typer",
        "rich",
        "sqlite3",
        "tldextract",
    ):
        assert f"'{heavy}'" not in loaded
    assert "'msgspec'" in loaded
