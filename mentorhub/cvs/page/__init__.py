"""The pages of CVs, and their card in the pair's room."""

from mentorhub.cvs.page import cv, room_card, versions

__all__ = ["cv", "room_card", "versions"]
