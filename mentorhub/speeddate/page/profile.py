"""A student's own profile."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.frame import student_page
from mentorhub.people.state import Me
from mentorhub.speeddate.service.qualities import LENGTHS, ProfileField
from mentorhub.speeddate.state.profile import MyProfile
from mentorhub.ui.parts import avatar, card, draft, go, link_button
from mentorhub.ui.texts import t


@page("/profile", title="profile.page.title", on_load=(Me.load, MyProfile.load))
def profile() -> rx.Component:
    """Show the profile, saved as it is typed."""
    return student_page(
        rx.el.div(
            avatar(Me.initials, Me.colour, large=True),
            rx.el.div(
                rx.el.p(Me.name, class_name="muted"), rx.el.h1(t("profile.page.title")), class_name="grow"
            ),
            class_name="row",
        ),
        _qualities(),
        card(_progress(), *_fields(), class_name="stack-lg"),
        go(t("profile.page.me"), href="/me", class_name="quiet-link"),
        active="",
    )


def _qualities() -> rx.Component:
    """Lead to the one thing that the speed date cannot do without."""
    done = MyProfile.chosen >= 5
    text = rx.cond(MyProfile.chosen > 0, t("profile.card.some", n=MyProfile.chosen), t("profile.card.none"))
    return rx.cond(
        MyProfile.loaded,
        card(
            rx.el.h2(t("profile.card.title")),
            rx.el.p(text, class_name="muted"),
            rx.cond(
                done,
                link_button(t("profile.card.change"), "/qualities"),
                link_button(t("profile.card.begin"), "/qualities", look="main wide"),
            ),
            class_name="stack",
        ),
        rx.fragment(),
    )


def _progress() -> rx.Component:
    lead = rx.cond(MyProfile.is_mentor, t("profile.page.lead_mentor"), t("profile.page.lead_mentee"))
    return rx.el.div(
        rx.el.p(lead),
        rx.el.p(
            t("profile.page.filled", n=MyProfile.filled, all=MyProfile.fields),
            " · ",
            t("profile.page.saved_alone"),
            class_name="muted small",
        ),
    )


def _fields() -> list[rx.Component]:
    looking = rx.cond(
        MyProfile.is_mentor, t("profile.field.looking_for_mentor"), t("profile.field.looking_for_mentee")
    )
    looking_hint = rx.cond(
        MyProfile.is_mentor,
        t("profile.field.looking_for_mentor_hint"),
        t("profile.field.looking_for_mentee_hint"),
    )
    internship = _field("internship", t("profile.field.internship"), t("profile.field.internship_hint"), 2)
    return [
        _field("study", t("profile.field.study"), t("profile.field.study_hint"), 1),
        rx.cond(MyProfile.is_mentor, internship, rx.fragment()),
        _field("looking_for", looking, looking_hint, 2),
        _field("languages", t("profile.field.languages"), t("profile.field.languages_hint"), 1),
        _field("about", t("profile.field.about"), t("profile.field.about_hint"), 4),
    ]


def _field(name: ProfileField, label: Any, hint: Any, rows: int) -> rx.Component:
    return rx.el.div(
        draft(
            label,
            "profile-" + name + "-" + MyProfile.whose,
            MyProfile.texts[name],
            MyProfile.saved[name],
            lambda text: MyProfile.save(name, text),
            rows=rows,
            ready=MyProfile.loaded,
            max_length=LENGTHS[name],
            described_by=f"{name}-hint",
        ),
        rx.el.p(hint, id=f"{name}-hint", class_name="hint"),
    )
