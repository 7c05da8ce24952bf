"""Every setting of a MentorHub server: default, unit, meaning and environment name.

A setting is read from the environment (prefix ``MENTORHUB_``) or from a ``.env`` file beside the project.
``docs/operate.md`` lists them all; a test keeps the two the same.
"""

import secrets
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


class SettingsFault(Exception):
    """A setting that stops the start; its text is one line that says which and why."""


def _is_private(host: str) -> bool:
    """Whether a host name or address is this machine or its local network."""
    import ipaddress

    if host in LOCAL_HOSTS or host.endswith((".local", ".test", ".lan")):
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host


def _is_between(hour: int, begin: int, end: int) -> bool:
    """Whether an hour lies from ``begin`` up to ``end``, which may be the next morning."""
    return begin <= hour < end if begin <= end else hour >= begin or hour < end


class Settings(BaseSettings):
    """All settings. Times are in the unit that the description names."""

    model_config = SettingsConfigDict(env_prefix="MENTORHUB_", env_file=".env", extra="ignore")

    origin: str = Field(
        "http://localhost:3000", description="Address of the hub as browsers see it, no path."
    )
    phone_origin: str = Field("", description="Address for phones in the same Wi-Fi; empty is the origin.")
    host: str = Field("127.0.0.1", description="Network address to listen on; 0.0.0.0 is all.")
    port: int = Field(3000, ge=1, le=65535, description="Port to listen on.")
    data_dir: Path = Field(Path("data"), description="Folder for the database, the secret and made files.")
    database_url: str = Field(
        "", description="PostgreSQL address; empty is an SQLite file in the data folder."
    )
    secret: str = Field("", description="Key for links and cards, 32 or more characters; empty makes one.")
    demo: bool = Field(False, description="Opens /demo with one-click sign-in; refused on a public origin.")
    zone: str = Field("Europe/Amsterdam", description="Time zone of a new school.")
    session_idle_minutes: int = Field(12 * 60, ge=5, description="Minutes without use before a session ends.")
    session_days: int = Field(30, ge=1, le=90, description="Days before a session ends in any case.")
    sign_in_minutes: int = Field(10, ge=1, le=10, description="Minutes that an e-mailed sign-in link works.")
    smtp_host: str = Field("", description="Mail server; empty keeps mail in the in-app mailbox.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of the mail server.")
    smtp_user: str = Field("", description="User name at the mail server; empty signs in as nobody.")
    smtp_password: str = Field("", description="Password at the mail server.")
    smtp_security: Literal["starttls", "tls", "none"] = Field("starttls", description="Encryption of mail.")
    mail_from: str = Field("MentorHub <hub@localhost>", description="Sender of all mail.")
    quiet_from: int = Field(20, ge=0, le=23, description="Hour of the school's day from which it is quiet.")
    quiet_until: int = Field(
        8, ge=0, le=23, description="Hour until which it is quiet; the same as from is never."
    )
    reminders_hour: int = Field(
        9,
        ge=0,
        le=23,
        validate_default=True,
        description="Hour of the school's day at which reminders and digests go out.",
    )
    events_per_second: int = Field(25, ge=1, description="Events one socket may send per second.")
    sign_in_tries: int = Field(60, ge=1, description="Wrong codes or links per address in 5 minutes.")
    trusted_proxy_hops: int = Field(0, ge=0, description="Reverse proxies in front of the hub.")
    redis_url: str = Field("", description="Valkey or Redis address for several workers; empty is memory.")
    files_s3_endpoint: str = Field(
        "", description="Address of an S3-compatible server for files; empty keeps them in the data folder."
    )
    files_s3_bucket: str = Field(
        "", validate_default=True, description="Bucket for files, of this hub alone."
    )
    files_s3_key: str = Field("", validate_default=True, description="Access key at the server for files.")
    files_s3_secret: SecretStr = Field(
        SecretStr(""), validate_default=True, description="Secret key at the server for files."
    )
    files_s3_region: str = Field("us-east-1", description="Region of the bucket for files.")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least level logged.")

    @field_validator("origin", "phone_origin")
    @classmethod
    def _bare_origin(cls, value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
            raise ValueError("must look like https://hub.school.nl, without a path")
        return f"{parts.scheme}://{parts.netloc}"

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError) as error:
            raise ValueError("must be a time zone such as Europe/Brussels") from error
        return value

    @field_validator("secret")
    @classmethod
    def _long_secret(cls, value: str) -> str:
        if value and len(value) < 32:
            raise ValueError("must have 32 characters or more")
        return value

    @field_validator("database_url")
    @classmethod
    def _async_database(cls, value: str) -> str:
        if value.startswith(("postgresql://", "postgres://")):
            return "postgresql+asyncpg://" + value.split("://", 1)[1]
        if value and not value.startswith(("postgresql+asyncpg://", "sqlite+aiosqlite://")):
            raise ValueError("must start with postgresql:// or be empty")
        return value

    @field_validator("files_s3_endpoint")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname):
            raise ValueError("must look like https://s3.school.nl")
        return value.rstrip("/")

    @field_validator("files_s3_bucket", "files_s3_key", "files_s3_secret")
    @classmethod
    def _goes_with_the_server(cls, value: str | SecretStr, others: ValidationInfo) -> str | SecretStr:
        is_empty = not (value.get_secret_value() if isinstance(value, SecretStr) else value)
        if others.data.get("files_s3_endpoint") and is_empty:
            raise ValueError("is needed with MENTORHUB_FILES_S3_ENDPOINT")
        return value

    @field_validator("reminders_hour")
    @classmethod
    def _not_in_the_quiet(cls, value: int, others: ValidationInfo) -> int:
        if _is_between(value, others.data.get("quiet_from", 0), others.data.get("quiet_until", 0)):
            raise ValueError("must lie outside the quiet hours")
        return value

    @model_validator(mode="after")
    def _demo_stays_at_home(self) -> "Settings":
        if self.demo and not self.is_private:
            raise ValueError("the demo opens accounts without a password, so it refuses a public origin")
        return self

    def is_quiet(self, hour: int) -> bool:
        """Whether nobody is mailed at an hour of the school's day, 0 to 23, by the hub's own accord."""
        return _is_between(hour, self.quiet_from, self.quiet_until)

    @property
    def database(self) -> str:
        """SQLAlchemy address of the database."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir.resolve() / 'mentorhub.sqlite'}"

    @property
    def origins(self) -> tuple[str, ...]:
        """The exact origins that may open a socket, the own one first."""
        return tuple(dict.fromkeys(o for o in (self.origin, self.phone_origin) if o))

    @property
    def is_private(self) -> bool:
        """Whether every address of the hub is this machine or its local network."""
        return all(_is_private(urlsplit(origin).hostname or "") for origin in self.origins)

    @property
    def join_origin(self) -> str:
        """The address that phones use, shown by the projector and printed on cards."""
        return self.phone_origin or self.origin

    @property
    def is_https(self) -> bool:
        """Whether browsers reach the hub over https."""
        return self.origin.startswith("https://")

    def signing_key(self) -> str:
        """Return the key for links and cards, making one in the data folder at first use."""
        if self.secret:
            return self.secret
        path = self.data_dir / "secret"
        if not path.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48))
        return path.read_text().strip()


def read_settings() -> Settings:
    """Return the settings of this process.

    Raises:
        SettingsFault: a setting is wrong; the text is one clear line.
    """
    try:
        return Settings()  # pyright: ignore[reportCallIssue]  # pydantic-settings reads the fields from the environment
    except ValidationError as error:
        first = error.errors()[0]
        name = "MENTORHUB_" + "_".join(str(part) for part in first["loc"]).upper()
        where = name if first["loc"] else "MENTORHUB_DEMO"
        raise SettingsFault(f"{where}: {first['msg'].removeprefix('Value error, ')}") from error


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings, read once per process."""
    return read_settings()
