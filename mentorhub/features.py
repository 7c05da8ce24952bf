"""The features of the hub, in the order in which they stand on each other."""

from importlib import import_module

from mentorhub.settings import settings

# Each module declares pages, handlers or routes when it is imported.
MODULES = (
    "mentorhub.people.page",
    "mentorhub.people.routes",
    "mentorhub.people.notices.page",
    "mentorhub.people.notices.routes",
    "mentorhub.people.classlists.page",
    "mentorhub.people.classlists.routes",
    "mentorhub.speeddate.page.after",
    "mentorhub.speeddate.page.beam",
    "mentorhub.speeddate.page.control",
    "mentorhub.speeddate.page.joining",
    "mentorhub.speeddate.page.list",
    "mentorhub.speeddate.page.plan",
    "mentorhub.speeddate.page.plan_form",
    "mentorhub.speeddate.page.phone",
    "mentorhub.speeddate.page.profile",
    "mentorhub.speeddate.page.qualities",
    "mentorhub.speeddate.page.wishes",
    "mentorhub.speeddate.routes",
    "mentorhub.speeddate.paper.routes",
    "mentorhub.matching.page",
    "mentorhub.matching.page.wishes",
    "mentorhub.matching.page.door",
    "mentorhub.matching.page.on_paper",
    "mentorhub.matching.routes",
    "mentorhub.pairs.page",
    "mentorhub.pairs.routes",
    "mentorhub.pairs.checkins.routes",
    "mentorhub.pairs.help.page",
    "mentorhub.pairs.meetings.page",
    "mentorhub.internships.page.companies",
    "mentorhub.internships.page.companies_import",
    "mentorhub.internships.page.companies_one",
    "mentorhub.internships.page.companies_past",
    "mentorhub.internships.page.companies_same",
    "mentorhub.internships.routes.companies",
    "mentorhub.internships.page.leads",
    "mentorhub.internships.page.applications",
    "mentorhub.internships.page.application",
    "mentorhub.internships.page.search_card",
    "mentorhub.internships.page.ledger",
    "mentorhub.internships.routes.documents",
    "mentorhub.internships.routes.ledger",
    "mentorhub.cvs.page",
    "mentorhub.cvs.routes",
    "mentorhub.cvs.sharing.page",
    "mentorhub.cvs.sharing.routes",
    "mentorhub.monitoring.room_card",
    "mentorhub.monitoring.page",
    "mentorhub.monitoring.terms.page",
    "mentorhub.monitoring.holidays.page",
    "mentorhub.monitoring.routes",
    "mentorhub.monitoring.figures.page",
    "mentorhub.monitoring.figures.routes",
    "mentorhub.monitoring.groups.page",
    "mentorhub.monitoring.groups.routes",
    "mentorhub.monitoring.reminding.clockwork",
    "mentorhub.start.page",
)


def import_features() -> None:
    """Import everything that declares a page, a handler or a route."""
    for module in MODULES:
        import_module(module)
    if settings().demo:
        import_module("mentorhub.demo.routes")
