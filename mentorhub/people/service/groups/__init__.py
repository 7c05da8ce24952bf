"""Groups: who is in them, who teaches them, and people added, ended and brought back by hand."""

from mentorhub.people.service.groups.adding import Added, add_person
from mentorhub.people.service.groups.changing import bring_back, end_enrolment, set_teacher_of_group
from mentorhub.people.service.groups.reading import (
    GroupCard,
    GroupMember,
    GroupTitle,
    GroupTutor,
    group_of,
    groups_for,
    people_in,
    teachers_for,
)

__all__ = [
    "Added",
    "GroupCard",
    "GroupMember",
    "GroupTitle",
    "GroupTutor",
    "add_person",
    "bring_back",
    "end_enrolment",
    "group_of",
    "groups_for",
    "people_in",
    "set_teacher_of_group",
    "teachers_for",
]
