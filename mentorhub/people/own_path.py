"""Where to go after signing in: only ever a page of our own."""

import re

_OWN = re.compile(r"/(?![/\\])[A-Za-z0-9_\-./~]{0,200}", re.ASCII)


def own_path(wanted: str) -> str:
    """Return ``wanted`` when it is a plain path on this hub, such as ``/r/K7F3QX``; empty otherwise."""
    return wanted if _OWN.fullmatch(wanted) and "//" not in wanted else ""
