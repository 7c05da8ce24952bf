"""What the pages of staff show: rows and sentences in both languages."""

from mentorhub.monitoring.rows.history import MomentRow, TalkRow, did_text, moment_row, talk_row
from mentorhub.monitoring.rows.listing import (
    NO_ROW,
    NOTHING,
    AttentionRow,
    attention_row,
    needed_text,
    plural,
)

__all__ = [
    "NOTHING",
    "NO_ROW",
    "AttentionRow",
    "MomentRow",
    "TalkRow",
    "attention_row",
    "did_text",
    "moment_row",
    "needed_text",
    "plural",
    "talk_row",
]
