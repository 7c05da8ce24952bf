"""Fetching the title of a page that somebody linked to, without being sent anywhere that is not public.

The rules follow what is known of server-side request forgery (OWASP ASVS 5.0, 1.3.6): only http and https, no
credentials, addresses that the hub itself looked up and found public, every redirect checked anew, and the
connection made to the very address that was checked.
"""

from mentorhub.core.fetching.addresses import is_public
from mentorhub.core.fetching.places import OPEN_WEB, Reach, Refused, web_address
from mentorhub.core.fetching.titles import MOST_LETTERS
from mentorhub.core.fetching.web import MOST_BYTES, MOST_REDIRECTS, SECONDS, Fetched, title_of

__all__ = [
    "MOST_BYTES",
    "MOST_LETTERS",
    "MOST_REDIRECTS",
    "OPEN_WEB",
    "SECONDS",
    "Fetched",
    "Reach",
    "Refused",
    "is_public",
    "title_of",
    "web_address",
]
