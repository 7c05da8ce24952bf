"""CVs to export and to share: a full one, an empty one, and one that tries to be typst source."""

from mentorhub.cvs.rules.content import Content, Language, Period, Reference, Skill

FULL = Content(
    name="Özgür Şimşek-Đặng",
    headline="Student logistiek, niveau 3",
    email="ozgur@school.example",
    phone="06 12 34 56 78",
    place="Utrecht",
    profile="Ik ben vriendelijk en ik werk netjes. Ik zoek een stage in een magazijn waar ik veel kan leren.",
    education=(
        Period(
            "e1",
            "Logistiek medewerker, niveau 3",
            "ROC Midden",
            "sep 2025",
            "nu",
            "Vakken: opslag, transport.",
        ),
        Period("e2", "Vmbo basis", "Łukasz College", "2021", "2025"),
    ),
    experience=(
        Period(
            "w1",
            "Vakkenvuller",
            "Supermarkt De Zoë",
            "mei 2024",
            "nu",
            "- Ik vul de vakken bij.\n- Ik help klanten.\n• Ik werk op vrijdag en zaterdag.",
        ),
        Period("w2", "Krantenbezorger", "De Krant", "2022", "2024", "Elke dag op tijd, ook in de regen."),
    ),
    skills=(Skill("s1", "Werken met een handscanner"), Skill("s2", "Excel"), Skill("s3", "Heftruck (bezig)")),
    languages=(Language("l1", "Nederlands", "goed"), Language("l2", "Turks", "moedertaal")),
    interests="Voetbal en fietsen repareren.",
    references=(Reference("r1", "Zoë de Vries", "Teamleider, De Zoë", "06 87 65 43 21"),),
)
INJECTED = '#import "@preview/a:1.0.0" #read("/etc/passwd") #panic() `code` $x^2$ *b* = h <l> @r \\ "'


def long_cv() -> Content:
    """A CV that does not fit on one page."""
    entry = Period("w", "Magazijnmedewerker", "Bedrijf", "2020", "2021", "- Orders verzamelen\n" * 8)
    return Content(name="Zoë", experience=(entry,) * 12)
