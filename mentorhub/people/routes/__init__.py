"""Plain HTTP of people: signing in and out, the page behind a link or QR code, printed cards."""

from mentorhub.people.routes import cards, confirming, signing_in

__all__ = ["cards", "confirming", "signing_in"]
