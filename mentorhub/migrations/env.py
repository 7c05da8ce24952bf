"""How Alembic reaches the database: always over the connection that mentorhub.core.migrating hands it."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel.sql.sqltypes import AutoString

from mentorhub.core.columns import UtcMoment
from mentorhub.core.schema import metadata


def _render(kind: str, thing: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Write our column kinds as plain ones, so that a migration does not change when our code does."""
    if kind == "type" and isinstance(thing, UtcMoment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, AutoString):
        return f"sa.String(length={thing.length})" if thing.length else "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata(),
    render_item=_render,
    render_as_batch=True,
)
context.run_migrations()
