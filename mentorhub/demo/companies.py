"""The companies of the demo, and what a student does there; all of them are made up."""

from mentorhub.internships.service.companies.changing import CompanyFields

COMPANIES = (
    CompanyFields("Administratiekantoor Van Loon", "Eindhoven", "office", "", "small", "yes"),
    CompanyFields("Groothandel De Linde", "Veldhoven", "retail", "", "medium", "yes"),
    CompanyFields("Hotel De Gouden Leeuw", "Helmond", "hospitality", "", "medium", "yes"),
    CompanyFields("Assurantiekantoor Brandsma", "Best", "office", "", "micro", ""),
    CompanyFields("Technische Dienst Kempenland", "Eersel", "technique", "", "small", "yes"),
    CompanyFields("Woonwinkel Het Anker", "Eindhoven", "retail", "", "micro", "no"),
)
ROLES = ("administratie", "inkoop", "receptie", "klantcontact", "planning", "verkoop")
