"""What a reader sees when a page breaks: what happened and what to do, never a stack trace."""

import reflex as rx
from reflex_components_core.base.error_boundary import ErrorBoundary

from mentorhub.core.texts import catalogue
from mentorhub.ui.native import native_link


def _both(key: str) -> str:
    """Return both languages: a broken page cannot know which one is chosen."""
    texts = catalogue()[f"core.safety.{key}"]
    return f"{texts['nl']} · {texts['en']}"


def safety_net() -> rx.Component:
    """Return the boundary around every page."""
    fallback = rx.el.main(
        rx.el.h1(_both("title")),
        rx.el.p(_both("text")),
        native_link(_both("again"), href="/", class_name="btn btn-main"),
        class_name="phone stack-lg",
    )
    return ErrorBoundary.create(fallback_render=fallback)
