"""The pages of class lists and groups."""

from mentorhub.people.classlists.page import adding, group, importing, overview, programme

__all__ = ["adding", "group", "importing", "overview", "programme"]
