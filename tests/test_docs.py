"""The documents say what the program does: commands, options, fields and folders, neither more nor less."""

import re
from pathlib import Path

import pytest
import typer.main

from firsthand import cli, output
from firsthand.engines.parties import PartyRow
from firsthand.link.check import Checked
from firsthand.link.differences import Difference
from firsthand.link.reuse_pairs import Reuse
from firsthand.model import CheckedClaim, DateMention, Item, Notice, Relay
from firsthand.trace.records import Merge, Origin, Report, Traced

ROOT = Path(__file__).parent.parent
CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
OUTPUT = (ROOT / "docs" / "output.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = typer.main.get_command(cli.app).commands


def sections(page: str) -> dict[str, str]:
    """The text under each second-level heading."""
    parts = re.split(r"^## (.+)$", page, flags=re.M)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def first_column(section: str) -> list[str]:
    """The names in the first column of a section's table, its head left out."""
    return re.findall(r"^\| (`.+?) \|", section, flags=re.M)


def test_every_command_has_a_section_and_no_other_does():
    assert set(sections(CLI)) == {f"firsthand {name}" for name in COMMANDS}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained_and_no_other_is(name):
    cells = first_column(sections(CLI)[f"firsthand {name}"])
    documented = {option for cell in cells for option in re.findall(r"`(-+[a-z-]+)`", cell)}
    real = {option for parameter in COMMANDS[name].params for option in parameter.opts if option.startswith("-")}
    assert documented == real


@pytest.mark.parametrize("name", COMMANDS)
def test_the_synopsis_names_every_argument_and_option(name):
    synopsis = sections(CLI)[f"firsthand {name}"].strip().splitlines()[0]
    for parameter in COMMANDS[name].params:
        shown = parameter.metavar if not parameter.opts[0].startswith("-") else None
        assert (shown or "") in synopsis
        assert shown or any(option in synopsis for option in parameter.opts)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_named_anywhere_exist(page):
    text = page.read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"`[^`\n]+`|^    .+$", text, flags=re.M) + re.findall(r"```[^`]*```", text))
    named = set(re.findall(r"\bfirsthand ([a-z]+)\b(?!\.)", code))
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_linked_to_exist(page):
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize(
    ("heading", "record"),
    [
        ("A result line", output.Line),
        ("An attribution", output.AttributionRow),
        ("A relay", Relay),
        ("An item", Item),
        ("A date", DateMention),
        ("A checked claim", CheckedClaim),
        ("A notice", Notice),
        ("A link", Reuse),
        ("A party", PartyRow),
        ("A checked quotation", Checked),
        ("A difference", Difference),
        ("A traced claim", Traced),
        ("A report", Report),
        ("A merge", Merge),
        ("An origin", Origin),
    ],
)
def test_every_field_is_explained_in_order_and_no_other_is(heading, record):
    fields = [re.match(r"`(\w+)`", cell).group(1) for cell in first_column(sections(OUTPUT)[heading])]
    assert fields == list(record.__struct_fields__)


def test_fields_that_may_be_left_out_are_marked():
    cells = first_column(sections(OUTPUT)["A result line"])
    marked = {re.match(r"`(\w+)`", cell).group(1) for cell in cells if "?" in cell}
    bare = output.Line(id="a")
    assert marked == {field for field in output.Line.__struct_fields__ if getattr(bare, field) is output.UNSET}


def test_the_tree_in_the_readme_is_the_tree():
    block = re.search(r"```\nsrc/firsthand/\n(.*?)```", README, flags=re.S).group(1)
    named = set(re.findall(r"^  (\w[\w.]*?)/?\s{2,}", block, flags=re.M))
    package = ROOT / "src" / "firsthand"
    folders = {path.name for path in package.iterdir() if path.is_dir() and path.name != "__pycache__"}
    modules = {path.name for path in package.glob("*.py") if path.name != "__main__.py"}
    assert named == folders | modules


def test_the_commands_help_is_a_sentence():
    for name, command in COMMANDS.items():
        assert command.help.strip().endswith("."), name
        for parameter in command.params:
            assert parameter.help, f"{name} {parameter.name}"
