"""What the figures are made of: who may choose what, facts from the database, and the figures themselves."""

from mentorhub.monitoring.figures.service.choosing import Choice, Choices
from mentorhub.monitoring.figures.service.reading import exported, figures_of
from mentorhub.monitoring.figures.service.values import (
    Contact,
    Figures,
    GroupRow,
    HelpFigures,
    LeadFigures,
    OneYear,
    Part,
)

__all__ = [
    "Choice",
    "Choices",
    "Contact",
    "Figures",
    "GroupRow",
    "HelpFigures",
    "LeadFigures",
    "OneYear",
    "Part",
    "exported",
    "figures_of",
]
