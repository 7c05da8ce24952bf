"""Settings: all of them documented, a wrong one named in one line, the demo never on a public address."""

import re
import stat
from pathlib import Path

import pytest

from mentorhub.settings import Settings, SettingsFault, read_settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _no_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def documented() -> dict[str, tuple[str, str]]:
    rows = re.findall(
        r"^\| `(MENTORHUB_\w+)` \| (.*?) \| (.*?) \|$",
        (ROOT / "docs/operate.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    return {name: (default.strip("`"), meaning) for name, default, meaning in rows}


def in_words(default: object) -> str:
    if isinstance(default, bool):
        return str(int(default))
    return str(default) or "empty"


def test_the_manual_lists_every_setting_with_its_default_and_meaning():
    declared = {
        f"MENTORHUB_{name.upper()}": (in_words(field.default), field.description)
        for name, field in Settings.model_fields.items()
    }
    assert documented() == declared


def test_the_example_file_names_every_setting():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = {line[1:].partition("=")[0] for line in lines if line.startswith("#MENTORHUB_")}
    assert named == {f"MENTORHUB_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ORIGIN", "hub.school.nl", "without a path"),
        ("ORIGIN", "https://hub.school.nl/start", "without a path"),
        ("PHONE_ORIGIN", "ftp://hub", "without a path"),
        ("PORT", "abc", "integer"),
        ("PORT", "70000", "65535"),
        ("ZONE", "Europe/Eindhoven", "time zone"),
        ("SECRET", "short", "32 characters"),
        ("DATABASE_URL", "mysql://somewhere/hub", "postgresql://"),
        ("SIGN_IN_MINUTES", "60", "10"),
        ("SMTP_SECURITY", "ssl", "starttls"),
        ("LOG_LEVEL", "loud", "debug"),
        ("DEMO", "perhaps", "boolean"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(monkeypatch, name, value, says):
    monkeypatch.setenv(f"MENTORHUB_{name}", value)
    with pytest.raises(SettingsFault) as caught:
        read_settings()
    line = str(caught.value)
    assert line.startswith(f"MENTORHUB_{name}: ")
    assert says in line
    assert "\n" not in line


@pytest.mark.parametrize(
    "origin", ["http://localhost:3000", "http://127.0.0.1:3000", "http://192.168.1.20", "http://laptop.local"]
)
def test_the_demo_runs_at_home(monkeypatch, origin):
    monkeypatch.setenv("MENTORHUB_DEMO", "1")
    monkeypatch.setenv("MENTORHUB_ORIGIN", origin)
    assert read_settings().demo


@pytest.mark.parametrize("name", ["ORIGIN", "PHONE_ORIGIN"])
@pytest.mark.parametrize("origin", ["https://hub.school.nl", "http://8.8.8.8", "https://[2606:4700::1111]"])
def test_the_demo_refuses_a_public_address(monkeypatch, name, origin):
    monkeypatch.setenv("MENTORHUB_DEMO", "1")
    monkeypatch.setenv(f"MENTORHUB_{name}", origin)
    with pytest.raises(SettingsFault, match=r"MENTORHUB_DEMO: .*public"):
        read_settings()


def test_only_this_user_can_read_the_secret(monkeypatch, tmp_path):
    monkeypatch.setenv("MENTORHUB_DATA_DIR", str(tmp_path / "data"))
    settings = read_settings()
    key = settings.signing_key()
    assert len(key) >= 32
    assert settings.signing_key() == key
    assert stat.S_IMODE((tmp_path / "data/secret").stat().st_mode) == 0o600


def test_the_secret_of_the_settings_wins_over_the_file(monkeypatch, tmp_path):
    monkeypatch.setenv("MENTORHUB_DATA_DIR", str(tmp_path))
    (tmp_path / "secret").write_text("x" * 40)
    monkeypatch.setenv("MENTORHUB_SECRET", "y" * 40)
    assert read_settings().signing_key() == "y" * 40


def test_a_postgres_address_gets_the_async_driver(monkeypatch):
    monkeypatch.setenv("MENTORHUB_DATABASE_URL", "postgresql://hub:word@db/hub")
    assert read_settings().database == "postgresql+asyncpg://hub:word@db/hub"


def test_phones_join_at_their_own_address_when_there_is_one(monkeypatch):
    monkeypatch.setenv("MENTORHUB_ORIGIN", "http://localhost:3000")
    assert read_settings().join_origin == "http://localhost:3000"
    monkeypatch.setenv("MENTORHUB_PHONE_ORIGIN", "http://192.168.1.20:3000/")
    assert read_settings().join_origin == "http://192.168.1.20:3000"
    assert read_settings().origins == ("http://localhost:3000", "http://192.168.1.20:3000")
