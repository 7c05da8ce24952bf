"""What the documents promise is there: commands, files, links between pages, nothing of this machine."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from mentorhub.cli import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
NAMED_FILE = re.compile(r"`((?:docs|deploy|mentorhub|tests|assets)/[\w./-]+\.\w+|deploy/\w+)`")


def commands() -> set[str]:
    return set(get_command(app).commands)


def makefile_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_named_files_exist(page):
    text = page.read_text(encoding="utf-8")
    linked = {found for found in LINK.findall(text) if not (page.parent / found).exists()}
    named = {found for found in NAMED_FILE.findall(text) if not (ROOT / found).exists()}
    assert (linked, named) == (set(), set())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_that_a_page_names_exist(page):
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"`(?:\.venv/bin/)?mentorhub ([a-z-]+)", text)) <= commands()
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= makefile_targets()


def test_the_manual_names_every_command():
    manual = (ROOT / "docs/operate.md").read_text(encoding="utf-8")
    assert {name for name in commands() if f"| `mentorhub {name}" not in manual} == set()


def test_no_file_of_the_project_names_a_registry_or_a_folder_of_one_machine():
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    # Put together here, so that this file does not find itself.
    words = ["/" + "work/", "files.python" + "hosted", "registry." + "npmjs", "pypi" + ".org", "/root" + "/"]
    files = [ROOT / name for name in listed.stdout.splitlines()]
    found = {
        str(file.relative_to(ROOT))
        for file in files
        if file.is_file() and any(word.encode() in file.read_bytes() for word in words)
    }
    assert found == set()


def test_every_locked_package_has_a_hash_and_no_address():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-zA-Z0-9])", lock)[1:]
    assert len(packages) > 50
    assert [package.splitlines()[0] for package in packages if "--hash=sha256:" not in package] == []
    assert "://" not in lock


def test_front_end_packages_are_locked_without_addresses():
    lock = (ROOT / "reflex.lock/package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in lock
    assert '"resolved"' not in lock


def test_the_examples_of_running_it_can_be_read():
    compose = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text(encoding="utf-8"))
    assert set(compose["services"]) == {"hub", "database", "proxy"}
    named = set(re.findall(r"MENTORHUB_\w+", (ROOT / "deploy/compose.yaml").read_text(encoding="utf-8")))
    manual = (ROOT / "docs/operate.md").read_text(encoding="utf-8")
    assert {name for name in named if f"`{name}`" not in manual} == set()
