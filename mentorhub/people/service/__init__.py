"""Use cases of people: signing in, cards, accounts, class lists and groups."""
