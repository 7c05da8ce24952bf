"""The command ``mentorhub``: run the hub, fill it, look after it."""

import asyncio
import os
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import typer

from mentorhub.settings import SettingsFault, settings

Result = TypeVar("Result")
app = typer.Typer(
    help="MentorHub: peer coaching for schools, from speed date to first contact.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
WRONG, WRONG_SETTING, WRONG_FILE = 1, 2, 2
WITHOUT_SETTINGS = {"match"}
HELP_OF_MATCH = (
    "Match mentees with mentors from files, proven optimal; needs no database and no settings.",
    "generous: as few without a choice as possible, then as few last choices, and so on up. "
    "greedy: as few without a choice as possible, then as many first choices, then second. "
    "stable: no mentee and mentor would both rather have each other; mentors have no wishes here, "
    "so the seed orders the mentees.",
    "Lists are taken as they are, nothing is filled in. Whoever gets none of her choices gets a mentor "
    "who has room left: her rank is empty. When there is none, the mentor is empty too.",
    "Writes mentee,mentor,rank,reason with one line per mentee. The last line on standard output counts "
    'first to last rank, and after the bar all with none of their choices: "profile: 202 102 48 30 | 118".',
    "A wrong file is named with line and reason; then nothing is written and the exit code is 2.",
)


def _stop(text: str, code: int = WRONG) -> typer.Exit:
    """Say in one line why nothing happens; the caller raises what is returned."""
    typer.echo(text, err=True)
    return typer.Exit(code)


def _run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run one piece of work with the database and close its connections."""
    from mentorhub.core import db

    async def whole() -> Result:
        try:
            return await work
        finally:
            await db.forget_engine()

    return asyncio.run(whole())


@app.callback()
def _settings_first(context: typer.Context) -> None:
    """Read the settings before anything else, so that a wrong one stops every command that uses them."""
    if context.invoked_subcommand not in WITHOUT_SETTINGS:
        settings()


def _show_progress(text: str) -> None:
    """Show how far the work is on one line of the terminal, which the next text overwrites."""
    typer.echo(f"\r{text:<40}\r", err=True, nl=False)


def _need_tables() -> None:
    """End when the database does not answer, or misses changes of this version."""
    from mentorhub.core.doctor import check_database

    finding = _run(check_database(settings()))
    if not finding.is_well:
        raise _stop(finding.text)


def _build() -> None:
    from mentorhub.core.serving import BuildFailed, build, is_built

    if not is_built():
        typer.echo("Building the pages; this takes about a minute the first time.", err=True)
    try:
        build()
    except BuildFailed as failed:
        raise _stop(f"The pages could not be built.\n{failed}") from failed


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Network address to listen on; MENTORHUB_HOST when empty.")] = "",
    port: Annotated[int, typer.Option(help="Port to listen on; MENTORHUB_PORT when 0.")] = 0,
) -> None:
    """Serve pages, socket and routes on one port, and send mail."""
    from mentorhub.core import serving

    _need_tables()
    _build()
    serving.serve(host or settings().host, port or settings().port)


@app.command()
def demo(
    robots: Annotated[int, typer.Option(min=0, max=400, help="Made-up students that take part.")] = 0,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 3000,
) -> None:
    """Fill a demo school, serve it, and let made-up students take part."""
    from mentorhub.core import migrating, serving
    from mentorhub.demo import seed, start

    place = start.settle(port)
    _run(migrating.upgrade())
    if _run(seed.fill()):
        typer.echo("The demo school is filled.")
    _build()
    typer.echo(start.welcome(place))
    with start.robots(robots, place):
        serving.serve(place.host, port)


@app.command()
def build() -> None:
    """Build the pages ahead of serving; does nothing when they are current."""
    _build()


@app.command()
def migrate() -> None:
    """Bring the database to the tables of this version."""
    from mentorhub.core import migrating

    _run(migrating.upgrade())
    typer.echo(f"The database is up to date (revision {migrating.newest()}).")


@app.command("import-roster")
def import_roster(
    school: Annotated[str, typer.Argument(help="Name of the school.")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Class list, CSV or XLSX.")],
    programme: Annotated[str, typer.Option(help="Name of the programme; the newest one when empty.")] = "",
    confirm: Annotated[bool, typer.Option("--confirm", help="Write it; without this it is a trial.")] = False,
) -> None:
    """Try a class list: new, changed, unchanged and faulty rows; --confirm writes it."""
    from mentorhub.people import list_report

    _need_tables()
    try:
        report = _run(list_report.import_file(school, programme, file, confirm=confirm))
    except list_report.CannotImport as fault:
        raise _stop(str(fault)) from fault
    typer.echo(report.text)
    if report.has_faults:
        raise typer.Exit(WRONG)


@app.command("create-coordinator")
def create_coordinator(
    school: Annotated[str, typer.Argument(help="Name of the school; made when it is new.")],
    name: Annotated[str, typer.Argument(help='First and last name, such as "Corrie van Dam".')],
    email: Annotated[str, typer.Argument(help="E-mail address.")],
) -> None:
    """Make someone coordinator of a school, and print a link to sign in with."""
    from mentorhub.people import first_person

    _need_tables()
    try:
        link = _run(first_person.create_coordinator(school, name, email))
    except first_person.NotAPerson as fault:
        raise _stop(str(fault)) from fault
    typer.echo(f"{link}\nThis link works once, within {settings().sign_in_minutes} minutes.")


@app.command("match", help="\n\n".join(HELP_OF_MATCH))
def match_files(
    mentors: Annotated[Path, typer.Argument(metavar="MENTORS.csv", help="Columns mentor,capacity.")],
    *,
    choices: Annotated[
        Path, typer.Option(metavar="CHOICES.csv", help="Columns mentee,1,2,3,... (1 to 10 ranks).")
    ],
    objective: Annotated[
        Literal["generous", "greedy", "stable"], typer.Option(help="What the match aims at, see above.")
    ] = "generous",
    seed: Annotated[int, typer.Option(help="Decides between equals; same files and seed, same pairs.")] = 0,
    pins: Annotated[
        Path | None, typer.Option(help="Columns mentee,mentor: pairs to keep; each takes a place.")
    ] = None,
    forbid: Annotated[
        Path | None, typer.Option(help="Columns mentee,mentor: pairs that may not be made.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="PAIRS.csv", help="File for the pairs; else standard output.")
    ] = None,
) -> None:
    """Match mentees with mentors from files, proven optimal; needs no database and no settings."""
    from mentorhub.matching import command

    try:
        shown = command.match_files(
            mentors,
            choices,
            objective=objective,
            seed=seed,
            pins=pins,
            forbid=forbid,
            out=out,
            tell=_show_progress if sys.stderr.isatty() else None,
        )
    except command.CannotMatch as fault:
        raise _stop(str(fault), WRONG_FILE) from fault
    if sys.stderr.isatty():
        _show_progress("")
    typer.echo(shown, nl=False)


@app.command("send-mail")
def send_mail() -> None:
    """Send waiting mail until it is stopped; `serve` does this by itself."""
    from mentorhub.core import outbox
    from mentorhub.core.logs import set_up_logs
    from mentorhub.people.notices import respect_choices

    _need_tables()
    respect_choices()
    if not settings().smtp_host:
        raise _stop("No mail server is set: MENTORHUB_SMTP_HOST is empty.")
    set_up_logs()
    try:
        _run(outbox.work())
    except KeyboardInterrupt:
        typer.echo("Stopped; what waits is sent at the next start.", err=True)


@app.command()
def doctor() -> None:
    """Look at settings, database, mail, disk and secret, and say what is wrong."""
    from mentorhub.core.doctor import examine

    findings = _run(examine())
    for finding in findings:
        typer.echo(f"{'ok   ' if finding.is_well else 'WRONG'} {finding.subject:<9} {finding.text}")
    if not all(finding.is_well for finding in findings):
        raise typer.Exit(WRONG)


def main() -> None:
    """Run the command; a wrong setting is one line and exit code 2."""
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    try:
        app()
    except SettingsFault as fault:
        sys.stderr.write(f"{fault}\n")
        sys.exit(WRONG_SETTING)
