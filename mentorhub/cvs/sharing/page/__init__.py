"""The pages of sharing: the owner's links, and what a visitor sees."""

from mentorhub.cvs.sharing.page.links import links_page
from mentorhub.cvs.sharing.page.visiting import shared_page

__all__ = ["links_page", "shared_page"]
