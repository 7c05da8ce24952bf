"""The command line: plain words, right exit codes, no traceback for a wrong setting."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LISTS = ROOT / "tests/data/rosters"
COMMANDS = {
    "serve",
    "demo",
    "migrate",
    "import-roster",
    "create-coordinator",
    "send-mail",
    "doctor",
    "build",
    "match",
}


@pytest.fixture
def hub(tmp_path, monkeypatch):
    """Runs a command on a data folder of its own; returns code, output and errors."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MENTORHUB_")}
    environment |= {"MENTORHUB_DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(ROOT), "COLUMNS": "120"}

    def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        named = {f"MENTORHUB_{name.upper()}": value for name, value in settings.items()}
        return subprocess.run(
            [sys.executable, "-m", "mentorhub", *words],
            cwd=tmp_path,
            env=environment | named,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture
def school(hub):
    """A migrated database with one school."""
    assert hub("migrate").returncode == 0
    assert hub("create-coordinator", "Noord", "Corrie van Dam", "corrie@noord.example").returncode == 0
    return hub


def test_help_shows_every_command(hub):
    shown = hub("--help").stdout
    assert {name for name in COMMANDS if re.search(rf"^\W*{name}\s", shown, re.MULTILINE)} == COMMANDS


@pytest.mark.parametrize("command", ["serve", "demo", "migrate", "send-mail", "doctor", "build"])
def test_a_wrong_setting_stops_every_command_with_one_line(hub, command):
    done = hub(command, port="abc")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("MENTORHUB_PORT: ")
    assert done.stderr.count("\n") == 1


def test_the_demo_refuses_a_public_origin(hub):
    done = hub("demo", origin="https://hub.school.nl")
    assert done.returncode == 2
    assert done.stderr.startswith("MENTORHUB_DEMO: ")
    assert done.stderr.count("\n") == 1


def test_serve_asks_for_a_migration_first(hub, tmp_path):
    done = hub("serve")
    assert done.returncode == 1
    assert done.stderr.strip().endswith("Run: mentorhub migrate")
    assert not (tmp_path / "data/mentorhub.sqlite").exists()


def test_migrate_twice_says_the_same(hub):
    first, second = hub("migrate"), hub("migrate")
    assert first.returncode == second.returncode == 0
    assert first.stdout == second.stdout


def test_the_first_coordinator_gets_a_link(hub):
    hub("migrate")
    done = hub(
        "create-coordinator", "Noord", "Corrie van Dam", "corrie@noord.example", origin="https://hub.noord.nl"
    )
    link, says = done.stdout.splitlines()
    assert re.fullmatch(r"https://hub\.noord\.nl/auth/link/[\w-]{43}", link)
    assert says == "This link works once, within 10 minutes."


@pytest.mark.parametrize(
    ("name", "email", "says"),
    [("Corrie", "corrie@noord.example", "last name"), ("Corrie Dam", "corrie", "e-mail")],
)
def test_who_cannot_be_a_coordinator_is_told_why(hub, name, email, says):
    hub("migrate")
    done = hub("create-coordinator", "Noord", name, email)
    assert done.returncode == 1
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_list_is_tried_first_and_written_when_confirmed(school):
    file = str(LISTS / "summa-logistiek.csv")
    trial = school("import-roster", "Noord", file)
    assert trial.returncode == 0
    assert "65 new" in trial.stdout
    assert "Nothing was written." in trial.stdout
    assert "65 new" in school("import-roster", "Noord", file, "--confirm").stdout
    again = school("import-roster", "Noord", file, "--confirm").stdout
    assert "0 new" in again
    assert "65 unchanged" in again


def test_faulty_rows_are_named_with_their_line(school):
    done = school("import-roster", "Noord", str(LISTS / "with-faults.csv"))
    assert done.returncode == 1
    lines = [line for line in done.stdout.splitlines() if line.startswith("  line ")]
    assert len(lines) == int(re.search(r"(\d+) with a fault", done.stdout)[1])
    assert [line for line in lines if not re.fullmatch(r"  line \d+ \(.{1,60}\): .{10,}", line)] == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("Zuid", "summa-logistiek.csv"), 'There is no school "Zuid". Schools: Noord.'),
        (("Noord", "README.md"), ""),
        (("Noord", "summa-logistiek.csv", "--programme", "Buddies"), 'runs no programme "Buddies"'),
    ],
)
def test_a_list_that_cannot_go_in_is_refused_in_one_line(school, words, says):
    name, file, *rest = words
    done = school("import-roster", name, str(LISTS / file), *rest)
    assert done.returncode == 1
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_send_mail_needs_a_mail_server(school):
    done = school("send-mail")
    assert (done.returncode, done.stderr) == (1, "No mail server is set: MENTORHUB_SMTP_HOST is empty.\n")


def test_the_doctor_finds_a_healthy_hub_well(school):
    done = school("doctor")
    assert done.returncode == 0
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [
        ["ok", subject] for subject in ("settings", "database", "mail", "disk", "secret")
    ]


@pytest.mark.parametrize(
    ("settings", "subject"),
    [
        ({"origin": "http://hub.school.nl"}, "settings"),
        ({"database_url": "postgresql://hub:word-that-stays-secret@127.0.0.1:9/hub"}, "database"),
        ({"smtp_host": "127.0.0.1", "smtp_port": "9"}, "mail"),
    ],
)
def test_the_doctor_says_what_is_wrong(school, settings, subject):
    done = school("doctor", **settings)
    assert done.returncode == 1
    wrong = [line for line in done.stdout.splitlines() if line.startswith("WRONG")]
    assert [line.split()[1] for line in wrong] == [subject]
    assert "word-that-stays-secret" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_the_doctor_sees_a_secret_that_others_can_read(school, tmp_path):
    secret = tmp_path / "data/secret"
    secret.write_text("x" * 48)
    secret.chmod(0o644)
    done = school("doctor")
    assert done.returncode == 1
    assert f"chmod 600 {secret}" in done.stdout
