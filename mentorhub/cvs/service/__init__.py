"""What can be done with CVs; ``scope`` decides whose CV an actor reaches."""

from mentorhub.cvs.service.comments import give_tip, mark_done, reopen, take_back, tips
from mentorhub.cvs.service.comparing import two_versions
from mentorhub.cvs.service.dates import cv_dates
from mentorhub.cvs.service.entries import add_entry, move_entry, put_back_entry, remove_entry
from mentorhub.cvs.service.reading import checklist, juniors, open_cv, room_cv, versions
from mentorhub.cvs.service.saving import restore, save_text, take_upload
from mentorhub.cvs.service.taking import put_back_passage, take_over
from mentorhub.cvs.service.values import (
    Clash,
    CvPage,
    EntryGone,
    Junior,
    NewTip,
    Removed,
    RoomCv,
    Saved,
    Stands,
    Taken,
    TipLine,
    TipRefused,
    UploadView,
    VersionLine,
)

__all__ = [
    "Clash",
    "CvPage",
    "EntryGone",
    "Junior",
    "NewTip",
    "Removed",
    "RoomCv",
    "Saved",
    "Stands",
    "Taken",
    "TipLine",
    "TipRefused",
    "UploadView",
    "VersionLine",
    "add_entry",
    "checklist",
    "cv_dates",
    "give_tip",
    "juniors",
    "mark_done",
    "move_entry",
    "open_cv",
    "put_back_entry",
    "put_back_passage",
    "remove_entry",
    "reopen",
    "restore",
    "room_cv",
    "save_text",
    "take_back",
    "take_over",
    "take_upload",
    "tips",
    "two_versions",
    "versions",
]
