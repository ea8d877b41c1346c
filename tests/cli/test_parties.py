"""``firsthand parties``, run as a user runs it."""

import json

import pytest

import firsthand as door
from firsthand.errors import InputError
from firsthand.model import Judgement

STORIES = {
    "one.txt": "HARSUND. The port is closed, Sergei Halvov said on Monday.\n\nThe Vessland Observatory for Harbour "
    "Rights (VOHR) said nine boats were lost.\n",
    "two.txt": "Sergej Halvov said the port will open again.\n\nVOHR said ten boats were lost.\n",
    "three.txt": "A port official said the port was shut. The Crane said it was not.\n",
}


@pytest.fixture
def case(tmp_path):
    for name, text in STORIES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    door.add(tmp_path / "port.firsthand", *(tmp_path / name for name in STORIES))
    return tmp_path / "port.firsthand"


def test_each_party_is_shown_once_with_its_other_names(firsthand, case):
    done = firsthand("parties", case)
    assert done.returncode == 0, done.stderr
    shown = done.stdout.decode()
    assert shown.count("Halvov  2 in 2") == 1
    assert "also: Sergei Halvov" in shown or "also: Sergej Halvov" in shown
    assert "port official" not in shown
    listed = [line for line in shown.splitlines() if not line.startswith(" ")]
    assert f"Found {len(listed)} parties; 1 source without a name is not listed." in done.stderr.decode()


def test_a_line_a_party_with_its_voices_and_reasons(firsthand, case):
    rows = [json.loads(line) for line in firsthand("parties", case, "--json").stdout.splitlines()]
    person = next(row for row in rows if "Halvov" in row["name"])
    assert person["names"] == ["Sergei Halvov", "Sergej Halvov"]
    assert (person["documents"], person["statements"], len(person["voices"])) == (2, 2, 2)
    assert [link["level"] for link in person["links"]] == ["certain"]
    assert "Sergei Halvov" in person["links"][0]["why"]
    body = next(row for row in rows if "VOHR" in row["names"])
    assert body["documents"] == 2


def test_a_file_of_aliases_is_the_user_s_own_word(firsthand, case, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('"Sergei Halvov" = ["The Crane"]\n', encoding="utf-8")
    rows = [json.loads(line) for line in firsthand("parties", case, "--aliases", path, "--json").stdout.splitlines()]
    assert {"Sergei Halvov", "Sergej Halvov", "Crane"} in [set(row["names"]) for row in rows]
    path.write_text("oops", encoding="utf-8")
    done = firsthand("parties", case, "--aliases", path)
    assert done.returncode != 0
    assert b"mine.toml" in done.stderr


def test_a_decision_wins_over_what_was_found(case):
    found = next(row for row in door.parties(case) if len(row.names) > 1 and "Halvov" in row.name)
    one, other = (voice.id for voice in found.voices)
    split = Judgement(id="j", subject=one, decision="split", value=other, at="2030-01-01T00:00:00Z")
    assert not any(len(row.names) > 1 and "Halvov" in row.name for row in door.parties(case, judgements=[split]))


def test_what_cannot_be_read_is_one_sentence(firsthand, tmp_path):
    done = firsthand("parties", tmp_path / "none.firsthand")
    assert done.returncode != 0
    assert b"none.firsthand" in done.stderr
    with pytest.raises(InputError):
        door.parties(tmp_path / "none.firsthand", aliases=tmp_path / "none.toml")
