"""Every form sends what its handler takes, and nothing more: the guard refuses unknown fields."""

from collections.abc import Iterator
from typing import Any

import pytest
from reflex_components_core.el.elements.forms import Form as HtmlForm

import mentorhub.mentorhub  # noqa: F401  (declares every page)
from mentorhub.core.guard import Form, payload_model
from mentorhub.core.pages import declared_pages


def parts(component: Any) -> Iterator[Any]:
    """A component and all that it is made of."""
    yield component
    for inner in (*component.children, *component._get_components_in_props()):
        yield from parts(inner)


def taken_by(form: HtmlForm) -> set[str] | None:
    """The fields that the handler of a form takes, None when it takes no form."""
    fields: set[str] | None = None
    for event in form.event_triggers["on_submit"].events:
        for field in payload_model(event.handler.fn).model_fields.values():
            if isinstance(field.annotation, type) and issubclass(field.annotation, Form):
                fields = (fields or set()) | set(field.annotation.model_fields)
    return fields


def sent_by(form: HtmlForm) -> set[str]:
    """What a form sends: fields by their name, and those with an id by their id as well (Reflex)."""
    names = [getattr(part, "name", None) for part in parts(form)]
    named = {str(name).strip(chr(34)) for name in names if name is not None}
    return {name for name in named if name.isidentifier()} | set(form._get_form_refs())


@pytest.mark.parametrize("declared", declared_pages(), ids=lambda declared: declared.address)
def test_a_form_sends_only_what_its_handler_takes(declared):
    forms = [part for part in parts(declared.component()) if isinstance(part, HtmlForm)]
    odd = {}
    for form in forms:
        taken = taken_by(form) if form.event_triggers.get("on_submit") else None
        if taken is not None:
            odd[min(taken)] = sent_by(form) - taken
    assert {name: more for name, more in odd.items() if more} == {}
