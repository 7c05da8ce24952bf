"""The figures for staff: one programme or year, held against an earlier one; the address keeps both."""

from typing import Any
from urllib.parse import urlencode

import reflex as rx

from mentorhub.core.actor import NotFound, staff, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.texts import Bilingual
from mentorhub.monitoring.figures.drawing import (
    contact_chart,
    curve_chart,
    curves_in,
    steps_chart,
    through_chart,
)
from mentorhub.monitoring.figures.rows import (
    NO_TABLE,
    CardRow,
    ChoiceRow,
    Table,
    card_rows,
    choice_row,
    day_line,
    table_of,
)
from mentorhub.monitoring.figures.service import Figures, figures_of
from mentorhub.monitoring.figures.service.choosing import NONE
from mentorhub.monitoring.figures.sheets import NOTHING, sheets_of
from mentorhub.monitoring.figures.wording import median_lines
from mentorhub.ui.charts import NO_FIGURES
from mentorhub.ui.charts import Figures as Drawn

PAGE = "/figures"


class FiguresState(rx.State):
    """The figures that I may see."""

    loaded: bool = False
    choices: list[ChoiceRow] = []
    against_choices: list[ChoiceRow] = []
    show: str = ""
    against: str = NONE
    above: Bilingual = NOTHING
    before: Bilingual = NOTHING
    cards: list[CardRow] = []
    overview: Table = NO_TABLE
    groups: Table = NO_TABLE
    curve: Drawn = NO_FIGURES
    curve_names: list[Bilingual] = []
    curve_areas: str = "0"
    curve_table: Table = NO_TABLE
    medians: list[Bilingual] = []
    contact: Drawn = NO_FIGURES
    contact_names: list[Bilingual] = []
    contact_table: Table = NO_TABLE
    steps: Drawn = NO_FIGURES
    steps_names: list[Bilingual] = []
    steps_table: Table = NO_TABLE
    through: Drawn = NO_FIGURES
    through_names: list[Bilingual] = []
    through_table: Table = NO_TABLE
    help: Table = NO_TABLE
    categories: Table = NO_TABLE
    query: str = ""

    @handler(may=staff)
    async def load(self) -> Any:
        """Show what the address names, else the newest programme beside that of the year before."""
        asked = self.router.url.query_parameters
        try:
            found = await figures_of(the_actor(), asked.get("show", ""), asked.get("against", ""))
        except NotFound:
            return rx.redirect(PAGE)
        self._show_choices(found)
        self._show_charts(found)
        self._show_tables(found)
        self.loaded = True
        return None

    def _show_choices(self, found: Figures) -> None:
        choices = found.choices
        self.choices = [choice_row(one) for one in choices.shown]
        self.against_choices = [choice_row(one) for one in choices.against]
        self.show = found.chosen.key if found.chosen else ""
        self.against = choices.held_against.key if choices.held_against else NONE
        self.above = day_line(found.now, "figures.page.above", found.zone) if found.now else NOTHING
        self.before = day_line(found.before, "figures.page.before", found.zone) if found.before else NOTHING
        self.query = "?" + urlencode({"show": self.show, "against": self.against})

    def _show_charts(self, found: Figures) -> None:
        self.curve, self.curve_names = curve_chart(found)
        self.curve_areas = str(len(curves_in(found)) if len(curves_in(found)) <= 2 else 0)
        self.contact, self.contact_names = contact_chart(found)
        self.steps, self.steps_names = steps_chart(found)
        self.through, self.through_names = through_chart(found)
        self.medians = median_lines(found)

    def _show_tables(self, found: Figures) -> None:
        sheets = sheets_of(found)
        self.cards = card_rows(found)
        self.overview, self.groups = table_of(sheets.get("overview")), table_of(sheets.get("groups"))
        self.curve_table, self.contact_table = table_of(sheets.get("curve")), table_of(sheets.get("contact"))
        self.steps_table, self.through_table = table_of(sheets.get("steps")), table_of(sheets.get("through"))
        self.help, self.categories = table_of(sheets.get("help")), table_of(sheets.get("categories"))

    @handler(may=staff)
    async def choose(self, show: str) -> Any:
        """Show another programme or year, beside that of the year before; the address remembers it."""
        return rx.redirect(f"{PAGE}?{urlencode({'show': show[:40]})}")

    @handler(may=staff)
    async def compare(self, against: str) -> Any:
        """Hold it against something else, or nothing."""
        return rx.redirect(f"{PAGE}?{urlencode({'show': self.show, 'against': against[:40]})}")
