"""What ``mentorhub doctor`` looks at, and what it says in plain words."""

import shutil
import stat
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import aiosmtplib
from sqlalchemy.exc import SQLAlchemyError

from mentorhub.core import migrating
from mentorhub.core.outbox import MAIL_SECONDS
from mentorhub.settings import Settings, settings

LEAST_FREE_BYTES = 1_000_000_000
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        subject: one word: settings, database, mail, disk, secret.
        is_well: whether the hub can run like this.
        text: one or two sentences that say how it is, and what to do when it is not well.
    """

    subject: str
    is_well: bool
    text: str


def check_settings(chosen: Settings) -> Finding:
    """Say at which address the hub is; that the settings are right is known when we come here."""
    safe = chosen.is_https or chosen.demo or chosen.is_private
    warning = "" if safe else " Browsers reach it without encryption: put it behind https."
    return Finding("settings", safe, f"The hub is at {chosen.origin}.{warning}")


async def check_database(chosen: Settings) -> Finding:
    """Say whether the database answers and has the tables of this version."""
    file = Path(chosen.database.partition("///")[2])
    if chosen.database.startswith("sqlite") and not file.exists():
        return Finding("database", False, f"{chosen.data_dir} holds no database yet. Run: mentorhub migrate")
    try:
        found = await migrating.current(chosen.database)
    except (SQLAlchemyError, OSError) as fault:
        kind = type(getattr(fault, "orig", None) or fault).__name__
        return Finding(
            "database", False, f"The database gives no answer ({kind}). Check MENTORHUB_DATABASE_URL."
        )
    if found != migrating.newest():
        return Finding("database", False, "The database is of an older version. Run: mentorhub migrate")
    return Finding("database", True, f"The database answers and is up to date (revision {found}).")


async def check_mail(chosen: Settings) -> Finding:
    """Say whether the mail server answers and lets us in; sends nothing."""
    if not chosen.smtp_host:
        return Finding("mail", True, "No mail server is set: mail stays in the coordinator's mailbox.")
    where = f"{chosen.smtp_host}:{chosen.smtp_port}"
    try:
        async with aiosmtplib.SMTP(
            hostname=chosen.smtp_host,
            port=chosen.smtp_port,
            username=chosen.smtp_user or None,
            password=chosen.smtp_password or None,
            use_tls=chosen.smtp_security == "tls",
            start_tls=chosen.smtp_security == "starttls",
            timeout=MAIL_SECONDS,
        ):
            return Finding("mail", True, f"The mail server {where} answers.")
    except aiosmtplib.SMTPAuthenticationError:
        advice = "Check MENTORHUB_SMTP_USER and MENTORHUB_SMTP_PASSWORD."
        return Finding("mail", False, f"The mail server {where} refuses the user name or password. {advice}")
    except (aiosmtplib.SMTPException, OSError) as fault:
        advice = "Check MENTORHUB_SMTP_HOST, MENTORHUB_SMTP_PORT and MENTORHUB_SMTP_SECURITY."
        return Finding(
            "mail", False, f"The mail server {where} gives no answer ({type(fault).__name__}). {advice}"
        )


def _nearest(folder: Path) -> Path:
    """Return the folder itself, or the nearest one above it that exists."""
    folder = folder.resolve()
    return next(path for path in (folder, *folder.parents) if path.exists())


def check_disk(chosen: Settings) -> Finding:
    """Say whether the data folder has room left."""
    free = shutil.disk_usage(_nearest(chosen.data_dir)).free
    gigabytes = f"{free / 1e9:.1f} GB"
    if free < LEAST_FREE_BYTES:
        return Finding(
            "disk", False, f"Only {gigabytes} is free for {chosen.data_dir}. Make room: 1 GB or more."
        )
    return Finding("disk", True, f"{gigabytes} is free for {chosen.data_dir}.")


def check_secret(chosen: Settings) -> Finding:
    """Say whether the key for links and cards is kept from other users of this machine."""
    path = chosen.data_dir / "secret"
    if chosen.secret:
        return Finding("secret", True, "The key for links and cards comes from the settings.")
    if not path.exists():
        return Finding("secret", True, f"The key for links and cards is made in {path} at first use.")
    if path.stat().st_mode & OTHERS:
        return Finding("secret", False, f"Other users of this machine can read {path}. Run: chmod 600 {path}")
    return Finding("secret", True, f"Only this user can read {path}.")


CHECKS: tuple[Callable[[Settings], Finding | Awaitable[Finding]], ...] = (
    check_settings,
    check_database,
    check_mail,
    check_disk,
    check_secret,
)


async def examine() -> list[Finding]:
    """Look at everything and return what was found, in a fixed order; changes nothing."""
    found: list[Finding] = []
    for check in CHECKS:
        answer = check(settings())
        found.append(answer if isinstance(answer, Finding) else await answer)
    return found
