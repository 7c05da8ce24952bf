"""Companies, leads and introductions, applications and placements."""

from mentorhub.internships.tables.applications import (
    Application,
    ApplicationDocument,
    ApplicationStep,
    Placement,
)
from mentorhub.internships.tables.companies import Company, CompanyContact, CompanyMerge, PastInternship
from mentorhub.internships.tables.leads import Introduction, Lead, LeadLike

__all__ = [
    "Application",
    "ApplicationDocument",
    "ApplicationStep",
    "Company",
    "CompanyContact",
    "CompanyMerge",
    "Introduction",
    "Lead",
    "LeadLike",
    "PastInternship",
    "Placement",
]
