"""A CV as a file: PDF in three templates, set by typst, and DOCX; both from the same sheet."""

from mentorhub.cvs.export.pdf import TEMPLATES, cv_pdf, pages_of
from mentorhub.cvs.export.sheet import Sheet, sheet_of
from mentorhub.cvs.export.word import cv_docx

__all__ = ["TEMPLATES", "Sheet", "cv_docx", "cv_pdf", "pages_of", "sheet_of"]
