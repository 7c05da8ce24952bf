"""The features of the hub, in the order in which they stand on each other."""

from importlib import import_module

# Each module declares pages, handlers or routes when it is imported.
MODULES = ("mentorhub.people.page",)


def import_features() -> None:
    """Import everything that declares a page, a handler or a route."""
    for module in MODULES:
        import_module(module)
