"""What a mentee does with applications, and what the own mentor reads of them."""

from mentorhub.internships.service.applications.beginning import begin
from mentorhub.internships.service.applications.documents import (
    add_document,
    attach,
    document_content,
    put_document_back,
    remove_document,
)
from mentorhub.internships.service.applications.moving import end, move, undo_step
from mentorhub.internships.service.applications.next_actions import plan_next
from mentorhub.internships.service.applications.placing import correct_placement, place, take_placement_back
from mentorhub.internships.service.applications.reading import (
    application_file,
    applications_of,
    applications_of_pair,
)
from mentorhub.internships.service.applications.talks import Talk, asked_talks, mark_talk
from mentorhub.internships.service.applications.values import (
    ApplicationRefused,
    Applications,
    ChangedMeanwhile,
    Document,
    Ending,
    File,
    Line,
    Origin,
    Placed,
)

__all__ = [
    "ApplicationRefused",
    "Applications",
    "ChangedMeanwhile",
    "Document",
    "Ending",
    "File",
    "Line",
    "Origin",
    "Placed",
    "Talk",
    "add_document",
    "application_file",
    "applications_of",
    "applications_of_pair",
    "asked_talks",
    "attach",
    "begin",
    "correct_placement",
    "document_content",
    "end",
    "mark_talk",
    "move",
    "place",
    "plan_next",
    "put_document_back",
    "remove_document",
    "take_placement_back",
    "undo_step",
]
