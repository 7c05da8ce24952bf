"""Building blocks: headings, buttons, cards, pills, fields, avatars, steps."""

from typing import Any, Literal

import reflex as rx
from reflex_components_core.react_router.dom import ReactRouterLink

from mentorhub.ui.draft import Draft
from mentorhub.ui.texts import t

Look = Literal["", "main", "sun", "quiet", "late", "help", "wide", "icon"]
Tone = Literal["", "ok", "soon", "late", "help", "brand", "plain"]


def _classes(base: str, look: str, more: str = "") -> str:
    return " ".join([base, *(f"{base}-{part}" for part in look.split()), more]).strip()


def button(label: Any, *, look: str = "", class_name: str = "", **props: Any) -> rx.Component:
    """Return a button; ``look`` is one or more of Look, such as ``"main wide"``."""
    return rx.el.button(
        label, type=props.pop("type", "button"), class_name=_classes("btn", look, class_name), **props
    )


def go(*children: Any, href: Any, **props: Any) -> rx.Component:
    """Return a link to another page of the hub, without loading everything anew."""
    return ReactRouterLink.create(*children, to=href, **props)


def link_button(label: Any, href: Any, *, look: str = "", class_name: str = "", **props: Any) -> rx.Component:
    """Return a link that looks like a button."""
    return go(label, href=href, class_name=_classes("btn", look, class_name), **props)


def card(*children: Any, class_name: str = "", **props: Any) -> rx.Component:
    """Return a card."""
    return rx.el.section(*children, class_name=f"card {class_name}".strip(), **props)


def pill(label: Any, tone: Tone = "", **props: Any) -> rx.Component:
    """Return a small state, always with a word."""
    return rx.el.span(label, class_name=_classes("pill", tone), **props)


def tone_pill(label: Any, tone: Any) -> rx.Component:
    """Return a pill whose tone is a var."""
    return rx.el.span(label, class_name="pill pill-" + tone)


def avatar(initials: Any, colour: Any, *, large: bool = False) -> rx.Component:
    """Return the initials in a colour of their own (0 to 7, a value or a var)."""
    size = " avatar-lg" if large else ""
    text = colour.to_string() if isinstance(colour, rx.Var) else str(colour)
    return rx.el.span(initials, class_name=f"avatar{size} avatar-" + text, aria_hidden="true")


def notice(text: Any, tone: Tone = "", **props: Any) -> rx.Component:
    """Return a line of advice or outcome, read aloud when it changes."""
    return rx.el.p(text, class_name=_classes("notice", tone), role="status", **props)


def empty(title: Any, text: Any, *action: Any) -> rx.Component:
    """Return what an empty page says: what will appear, and how to begin."""
    return rx.el.div(
        rx.el.h2(title), rx.el.p(text, class_name="mt-2 mb-4"), *action, class_name="card card-empty"
    )


def page_title(title: Any, *actions: Any, above: Any = None) -> rx.Component:
    """Return the one ``h1`` of a page with a line above it and actions beside it."""
    head = rx.el.div(
        rx.el.p(above, class_name="muted") if above is not None else rx.fragment(),
        rx.el.h1(title),
        class_name="page-head",
        # Beside its actions on a desk, above them on a phone.
        style={"flexBasis": "16rem"},
    )
    return rx.el.div(head, rx.el.div(*actions, class_name="row no-print"), class_name="spread mb-6")


def file_field(label: Any, *, accept: str, hint: Any = None) -> rx.Component:
    """Return the field ``file`` of a form that uploads; ``accept`` lists how the names of files may end."""
    described: dict[str, Any] = {} if hint is None else {"aria_describedby": "file-help"}
    return rx.el.div(
        rx.el.label(label, html_for="file"),
        rx.el.input(
            id="file",
            name="file",
            type="file",
            accept=accept,
            required=True,
            class_name="input input-file",
            **described,
        ),
        rx.fragment() if hint is None else rx.el.p(hint, id="file-help", class_name="hint"),
        class_name="field",
    )


def text_field(
    label: Any,
    name: str,
    *,
    hint: Any = None,
    error: Any = "",
    kind: Any = "text",
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """Return a labelled input of a form, with its hint and its error read along."""
    described = f"{name}-help"
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name,
            name=name,
            type=kind,
            class_name=f"input {class_name}".strip(),
            aria_describedby=described,
            aria_invalid=error != "",
            **props,
        ),
        rx.el.p(
            rx.cond(error != "", error, hint if hint is not None else ""), id=described, class_name="hint"
        ),
        class_name="field",
    )


def draft(
    label: Any, name: Any, value: Any, saved: Any, on_save: Any, *, rows: int = 1, **props: Any
) -> rx.Component:
    """Return a labelled text that saves as you type and says *Bewaard*."""
    return rx.el.div(
        rx.el.span(label, class_name="label"),
        Draft.create(
            value=value,
            saved_text=saved,
            name=name,
            rows=rows,
            label=label,
            on_save=on_save,
            saved_word=t("core.draft.saved"),
            saving_word=t("core.draft.saving"),
            kept_word=t("core.draft.kept"),
            **props,
        ),
        class_name="field",
    )


def step(mark: Any, title: Any, text: Any, href: Any, state: Any) -> rx.Component:
    """Return one step of a list; ``state`` is ``done``, ``now`` or ``later`` (a value or a var)."""
    return rx.el.li(
        go(
            rx.el.span(mark, class_name="step-mark", aria_hidden="true"),
            rx.el.span(
                rx.el.span(title, class_name="strong block"),
                rx.el.span(text, class_name="muted small"),
                class_name="grow",
            ),
            rx.el.span("›", aria_hidden="true"),
            href=href,
            class_name="step step-" + state,
        )
    )
