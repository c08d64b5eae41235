"""Every column that an import reads: what it is called, and what it holds.

A column in two languages stands here once, by the part that both of its names share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slo_desktop.i18n.catalogues import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

LABELS: Final[Mapping[str, str]] = {
    "action_ref": N_("Action"),
    "applied": N_("What was put to use"),
    "attachments": N_("Files"),
    "contains_pupil_data": N_("Contains pupil data"),
    "cost": N_("Cost"),
    "date": N_("Date"),
    "due": N_("Due"),
    "elements": N_("Elements"),
    "end_of_year": N_("Note at the end of the year"),
    "financial_year": N_("Financial year"),
    "funding_source": N_("Paid from"),
    "grant": N_("Paid from"),
    "hallmarks": N_("Hallmarks"),
    "happened_on": N_("Date"),
    "happened_until": N_("Until"),
    "hours": N_("Hours for each person"),
    "impact": N_("Impact"),
    "impact_level": N_("Level of impact"),
    "inspection_area": N_("Inspection areas"),
    "intended": N_("What it is meant to change"),
    "kind": N_("Kind"),
    "level": N_("Priority or action"),
    "monitoring": N_("How it is monitored"),
    "national_priority": N_("National priorities"),
    "note": N_("Note"),
    "outcome": N_("Intended outcome"),
    "owner": N_("Who does it"),
    "parent_ref": N_("Belongs to priority"),
    "people": N_("People"),
    "plan_contents": N_("Place in the contents of the plan"),
    "priority_ref": N_("Priority"),
    "progress_autumn": N_("Progress, autumn term"),
    "progress_spring": N_("Progress, spring term"),
    "progress_summer": N_("Progress, summer term"),
    "provider": N_("Who provided it"),
    "rationale": N_("Why this, and why now"),
    "reason": N_("Reason"),
    "ref": N_("Reference"),
    "reflection": N_("Private reflection"),
    "resources": N_("Resources and time"),
    "review_date": N_("Look at the impact on"),
    "role_groups": N_("Whole groups"),
    "school_year": N_("School year"),
    "source_family": N_("Kind of source"),
    "spent": N_("Spent so far"),
    "standard": N_("Professional standards"),
    "starts": N_("Starts"),
    "status": N_("Status"),
    "success": N_("Success criterion"),
    "success_state": N_("How far it succeeded"),
    "title": N_("Title"),
    "until": N_("Until"),
    "worked": N_("Did it work?"),
}

DAY: Final = N_("A date, such as 22/11/2026.")
LAST_DAY: Final = N_("The last day, where it lasted longer than one.")
MONEY: Final = N_("Pounds, such as 1250 or 1250.50.")
ONE: Final = N_("One of a list.")
SOME: Final = N_("Some of a list, with semicolons between.")
TEXT: Final = N_("Text, in one language or in both.")
YEAR: Final = N_("A year, such as 2026/27.")

MEANINGS: Final[Mapping[str, str]] = {
    "action_ref": N_("References of actions that are here, such as P2627-1.2."),
    "attachments": N_("Names of photos and files that you choose with the table."),
    "contains_pupil_data": N_("Yes or no."),
    "cost": MONEY,
    "date": DAY,
    "due": DAY,
    "elements": N_("Numbers such as 4.6, or names, with semicolons between."),
    "financial_year": YEAR,
    "funding_source": ONE,
    "grant": ONE,
    "hallmarks": SOME,
    "happened_on": DAY,
    "happened_until": LAST_DAY,
    "hours": N_("Hours, such as 1.5."),
    "impact": N_("Text. It needs a level of impact beside it."),
    "impact_level": ONE,
    "inspection_area": SOME,
    "kind": ONE,
    "level": ONE,
    "national_priority": SOME,
    "owner": N_("Initials or full names of people who are here. A priority has one."),
    "parent_ref": N_("The reference of the priority that an action belongs to."),
    "people": N_("Initials or full names of people who are here."),
    "plan_contents": SOME,
    "priority_ref": N_("References of priorities that are here, such as P2627-1."),
    "provider": N_("A name."),
    "ref": N_("A reference of your own. Where there is none, one is made."),
    "review_date": DAY,
    "role_groups": SOME,
    "school_year": YEAR,
    "source_family": N_("Follows from the kind, and may be left out."),
    "spent": MONEY,
    "standard": SOME,
    "starts": DAY,
    "status": ONE,
    "success_state": ONE,
    "title": N_("A few words. Each row needs a title in one language at least."),
    "until": LAST_DAY,
    "worked": N_("One of a list, or yes or no."),
}
"""What columns hold; any other holds a text in two languages."""

ALSO: Final[Mapping[str, tuple[str, str]]] = {
    "action_ref": ("actions", "camau gweithredu"),
    "attachments": ("file, photos", "ffeil, lluniau"),
    "date": ("when it began, start date", "pryd y dechreuodd, dyddiad dechrau"),
    "due": ("due date, end date, deadline", "dyddiad gorffen, dyddiad cau"),
    "elements": ("element", "elfen"),
    "funding_source": ("funding", "cyllid"),
    "grant": ("funding, funding source", "cyllid"),
    "happened_on": ("when it happened, day", "pryd y digwyddodd, diwrnod"),
    "happened_until": (
        "until if it lasted longer, end date",
        "tan, tan os parhaodd yn hirach, dyddiad gorffen",
    ),
    "hours": ("hours", "oriau"),
    "kind": ("type", "math o dystiolaeth"),
    "level": ("level, kind, type", "lefel, math"),
    "monitoring": ("monitoring", "monitro"),
    "note": (
        "notes, description, what was seen and what it shows",
        "nodiadau, disgrifiad, yr hyn a welwyd a'r hyn mae'n ei ddangos",
    ),
    "outcome": ("outcome", "deilliant"),
    "owner": (
        "lead, owners, who, people, responsible",
        "arweinydd, pwy, pobl, cyfrifol",
    ),
    "parent_ref": ("parent", "o dan"),
    "people": ("person, staff, who", "unigolyn, pwy"),
    "priority_ref": ("priorities", "blaenoriaethau"),
    "provider": ("provider", "darparwr"),
    "rationale": ("rationale, why", "rhesymeg, pam"),
    "ref": ("ref", "cyf"),
    "resources": ("resources", "adnoddau"),
    "school_year": ("year", "blwyddyn"),
    "starts": ("start, start date", "dechrau, dyddiad dechrau"),
    "success": ("success criteria", "meini prawf llwyddiant"),
    "until": (
        "until if it lasted longer, end date",
        "tan, tan os parhaodd yn hirach, dyddiad gorffen",
    ),
}
"""Other names that are understood: those in English, then those in Welsh."""
