"""The people of a group as a table."""

from typing import Any

import reflex as rx

from mentorhub.people.classlists.page.tables import pages, role_pill
from mentorhub.people.classlists.state.group import Group
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import avatar, button, card
from mentorhub.ui.texts import t


def _search() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.label(t("classlists.group.search"), html_for="search", class_name="sr"),
            rx.el.input(
                id="search",
                name="search",
                type="search",
                class_name="input",
                placeholder=t("classlists.group.search"),
                value=Group.search,
                on_change=Group.look_for.debounce(200),
            ),
            class_name="search",
        ),
        rx.el.p(_count(), class_name="muted number", role="status"),
        class_name="spread table-head no-print",
    )


def _count() -> Any:
    found = t("classlists.group.total", shown=Group.found, all=Group.total)
    active = t("classlists.group.count", active=Group.active)
    return rx.cond(Group.search == "", active, found)


def people_table() -> rx.Component:
    """Return the card with the search, the table and its pages."""
    heads = (("name", ""), ("", ""), ("course", "wide-only"), ("email", "wide-only"), ("card", "wide-only"))
    columns = [
        rx.el.th(
            t(f"classlists.group.{key}") if key else t("classlists.field.role"), scope="col", class_name=look
        )
        for key, look in heads
    ]
    more = rx.el.th(
        rx.el.span(t("classlists.group.more"), class_name="sr"), scope="col", class_name="no-print"
    )
    table = rx.el.table(
        rx.el.caption(t("classlists.group.caption"), class_name="sr"),
        rx.el.thead(rx.el.tr(*columns, more)),
        rx.el.tbody(rx.foreach(Group.people, _person)),
        class_name="table",
    )
    return card(
        _search(),
        rx.cond(
            Group.found > 0,
            rx.el.div(table, class_name="table-scroll"),
            rx.el.p(t("classlists.group.nobody_found"), class_name="table-none"),
        ),
        pages(
            (Group.first, Group.last, Group.found),
            (t("classlists.group.previous"), Group.turn(-1)),
            (t("classlists.group.next"), Group.turn(1)),
        ),
        class_name="card-flush",
    )


def _person(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(_who(row), scope="row", class_name="cell-name"),
        rx.el.td(_role(row)),
        rx.el.td(
            rx.el.span(row["course"], class_name="block"),
            rx.cond(
                row["year"] == "",
                rx.fragment(),
                rx.el.span(t("classlists.group.year"), " ", row["year"], class_name="muted small"),
            ),
            class_name="wide-only",
        ),
        rx.el.td(
            rx.cond(
                row["has_email"],
                t("classlists.group.has_email"),
                rx.el.span(t("classlists.group.no_email"), class_name="muted"),
            ),
            class_name="wide-only",
        ),
        rx.el.td(_card(row), class_name="wide-only"),
        rx.el.td(_row_actions(row), class_name="no-print cell-acts"),
        class_name=rx.cond(row["has_ended"], "row-ended", ""),
    )


def _who(row: Any) -> rx.Component:
    return rx.el.span(
        avatar(row["initials"], row["colour"]),
        rx.el.span(
            rx.el.span(row["name"], class_name="strong block"),
            rx.el.span(row["number"], class_name="muted small number"),
        ),
        class_name="who",
    )


def _role(row: Any) -> rx.Component:
    ended = rx.el.span(t("classlists.group.ended"), class_name="pill pill-plain")
    return rx.cond(row["has_ended"], ended, role_pill(row["role"]))


def _card(row: Any) -> rx.Component:
    return rx.cond(
        row["has_card"],
        t("classlists.group.card_until", day=_by_language(row["card_until"])),
        rx.el.span(t("classlists.group.no_card"), class_name="muted"),
    )


def _by_language(text: Any) -> dict[str, Any]:
    return {"nl": text["nl"], "en": text["en"]}


def _row_actions(row: Any) -> rx.Component:
    back = button(
        t("classlists.group.back_in"),
        aria_label=t("classlists.group.back_in_of", name=row["name"]),
        on_click=Group.bring_back(row["id"]),
    )
    return rx.cond(row["has_ended"], back, _more(row))


def _more(row: Any) -> rx.Component:
    """Return what is not done every day, behind one word."""
    return rx.el.details(
        rx.el.summary(
            t("classlists.group.more"),
            rx.el.span(": ", row["name"], class_name="sr"),
            class_name="btn btn-quiet",
        ),
        rx.el.div(
            native_link(
                t("classlists.group.print"),
                href="/cards/person/" + row["id"] + ".pdf",
                aria_label=t("classlists.group.print_of", name=row["name"]),
                class_name="btn",
            ),
            rx.cond(
                row["has_card"],
                button(
                    t("classlists.group.revoke"),
                    aria_label=t("classlists.group.revoke_of", name=row["name"]),
                    on_click=Group.revoke(row["id"]),
                ),
                rx.fragment(),
            ),
            button(
                t("classlists.group.end"),
                aria_label=t("classlists.group.end_of", name=row["name"]),
                on_click=Group.end(row["id"]),
            ),
            class_name="more-acts",
        ),
        key=row["id"],
        class_name="more",
    )
