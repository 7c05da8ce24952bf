"""What to tell whoever sent a file that is not taken."""

from mentorhub.core.texts import Bilingual, catalogue, say

UNKNOWN = "files.refused.broken"


def refusal(reason: str) -> Bilingual:
    """Return the words for a reason as it stands in an address (``FileRefused.reason``).

    Whatever else stands there is shown as a damaged file: a reader cannot put words of its own on a page.
    """
    key = f"files.refused.{reason}"
    return say(key if key in catalogue() else UNKNOWN)
