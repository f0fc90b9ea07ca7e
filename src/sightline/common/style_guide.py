"""Every part that pages are made of, on one page, with invented people. For those who build or check pages.

The site mounts `style_guide` only while the demonstration runs. Nothing here is read from the database.
"""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.common.forms import fields
from sightline.common.forms.revealing import Revealing
from sightline.timescales.zone import end_of_day

NOW = datetime(2023, 4, 12, 8, 30, tzinfo=UTC)


class EveryQuestion(Revealing, forms.Form):
    """One of each kind of question."""

    full_name = fields.TextField(label="Full name", max_length=40, help_text="As the person says it")
    nhs_number = fields.NhsNumberField(
        label="NHS number", width=10, required=False, help_text="10 digits, like 999 000 0018"
    )
    postcode = fields.PostcodeField(label="Postcode", width=10)
    telephone = fields.TelephoneField(label="Telephone number", width=20, required=False)
    email = fields.EmailField(label="Email address")
    siblings = fields.WholeNumberField(label="Number of siblings", width=3, min_value=0, max_value=20)
    born_on = fields.DateField(label="Date of birth", help_text="For example, 27 3 2015", not_after=date(2023, 4, 12))
    received_at = fields.DateTimeField(
        label="When was the contact received?",
        called="when the contact was received",
        help_text="For example, 12 4 2023 and 14:05 or 2.05pm",
    )
    source = fields.SelectField(
        label="Who made contact", choices=[("POLICE", "Police"), ("SCHOOL", "School"), ("HEALTH", "Health")]
    )
    consent = fields.RadioField(
        label="Consent of the parent or carer",
        choices=[("OBTAINED", "Obtained"), ("OVERRIDDEN", "Overridden"), ("NOT_SOUGHT", "Not sought")],
        hints={
            "OVERRIDDEN": "Sharing is needed to keep the child safe",
            "NOT_SOUGHT": "Asking adds to the risk",
        },
        reveals={"OVERRIDDEN": "why"},
    )
    why = fields.TextField(label="Why consent was overridden", max_length=200)
    needs = fields.CheckboxesField(
        label="What the child needs",
        help_text="Select all that apply",
        choices=[("NEGLECT", "Neglect"), ("HARM", "Harm outside the home"), ("NONE", "None of these")],
        exclusive="NONE",
    )
    rationale = fields.TextAreaField(label="Rationale", max_length=400, count=True)
    letter = fields.FileField(label="Letter of the school", required=False)
    read = fields.CheckboxField(
        label="I have read the child’s history",
        error_messages={"required": "Confirm that you have read the child’s history"},
    )


def sample_deadline(due: datetime, began: datetime, basis: str) -> SimpleNamespace:
    return SimpleNamespace(due_at=due, began_at=began, basis=basis)


def sample_deadlines() -> dict[str, SimpleNamespace]:
    one_day = "1 working day from receipt (Tuesday 11 April 2023)"
    bank_holidays = "; Good Friday (7 April) and Easter Monday (10 April) are not counted"
    return {
        "overdue": sample_deadline(
            datetime(2023, 4, 12, 6, 5, tzinfo=UTC),
            datetime(2023, 4, 11, 6, 5, tzinfo=UTC),
            "24 hours from receipt (Tuesday 11 April 2023, 07:05)",
        ),
        "soon": sample_deadline(
            datetime(2023, 4, 12, 9, 50, tzinfo=UTC), datetime(2023, 4, 11, 9, 50, tzinfo=UTC), one_day
        ),
        "running": sample_deadline(
            end_of_day(date(2023, 6, 16)),
            datetime(2023, 4, 6, tzinfo=UTC),
            f"45 working days from the referral (Thursday 6 April 2023){bank_holidays}",
        ),
    }


def sample_rows(deadlines: dict[str, SimpleNamespace]) -> list[dict[str, Any]]:
    def row(tone: str, name: str, age: str, source: str, need: str, tags: list[dict[str, str]]) -> dict[str, Any]:
        clock = {"clock": deadlines[tone]}
        person = {"text": name, "hint": age}
        return {
            "url": "#worklist",
            "tone": tone,
            "cells": [person, clock, source, {"text": need, "tags": tags}],
        }

    return [
        row("overdue", "Invented, Robin", "9 years, +2 siblings", "Police, VPRF", "Domestic abuse",
            [{"text": "Sibling on a plan", "colour": "red"}]),
        row("soon", "Specimen, Ash", "3 years", "School", "Neglect", [{"text": "No neglect tool", "colour": "yellow"}]),
        row("running", "Example, Sam", "Unborn, due July 2023", "Midwife", "Parent’s mental health", []),
        {"stub": {"owner": "Front door manager", "phone": "01632 960 100"}},
    ]  # fmt: skip


def sample_record(deadlines: dict[str, SimpleNamespace]) -> dict[str, Any]:
    return {
        "kind": "Child",
        "name": "Robin Invented",
        "known_as": "Rob",
        "tags": [{"text": "Child protection plan", "colour": "blue"}],
        "alerts": [{"text": "Do not telephone the home address", "reviewed_on": date(2023, 4, 3)}],
        "facts": [
            {"label": "Born", "value": "27 March 2014", "hint": "9 years"},
            {"label": "NHS number", "value": "999 000 0018"},
            {"label": "Address", "withheld": True, "show_url": "#record"},
            {"label": "Parental responsibility", "value": "Kim Invented (mother)"},
            {"label": "School", "value": "Specimen Primary School"},
            {"label": "Worker", "value": "Alex Example", "hint": "Team 2, 01632 960 101"},
            {"label": "Language and communication", "value": None},
        ],
        "clocks": [
            {"label": "Contact outcome", "deadline": deadlines["soon"]},
            {"label": "Assessment", "deadline": deadlines["running"]},
        ],
        "involved": [
            {"who": "Jo Specimen", "role": "health visitor", "phone": "01632 960 102",
             "last_contact": date(2023, 4, 5)},
            {"who": "Specimen Primary School", "role": "designated safeguarding lead"},
        ],
    }  # fmt: skip


SAMPLE_EVENTS: list[dict[str, Any]] = [
    {"at": datetime(2023, 4, 11, 16, 20, tzinfo=UTC), "title": "Contact from the police", "by": "Northern desk",
     "text": "Two children were at home. Both were seen and were well.", "url": "#timeline",
     "tags": [{"text": "Amber", "colour": "yellow"}]},
    {"at": date(2023, 3, 2), "title": "Health visitor’s development check", "by": "Jo Specimen, health visitor"},
    {"at": date(2022, 11, 18), "stub": {"owner": "LADO", "phone": ""}},
]  # fmt: skip
SAMPLE_TILES = [
    {"count": 14, "label": "Received today", "url": "#tiles"},
    {"count": 3, "label": "Overdue", "url": "#tiles", "tone": "overdue", "note": "oldest 2 hours over"},
    {"count": 5, "label": "Due in 2 hours", "url": "#tiles", "tone": "soon"},
    {"count": 13490, "label": "Contacts in the year", "url": "#tiles", "note": "1 April to 31 March"},
    {"count": None, "label": "Checks by probation", "url": "#tiles"},
]
SAMPLE_COLUMNS = [
    {"label": "Child"},
    {"label": "Clock", "sort_url": "?sort=clock", "sorted": "ascending"},
    {"label": "From", "sort_url": "?sort=from"},
    {"label": "Need"},
]


def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every part with invented data; sent back empty, the form shows every error."""
    deadlines = sample_deadlines()
    context = {
        "form": EveryQuestion(request.POST or None),
        "now": NOW,
        "deadlines": deadlines,
        "done_in_time": datetime(2023, 4, 12, 6, 0, tzinfo=UTC),
        "done_late": datetime(2023, 4, 12, 8, 0, tzinfo=UTC),
        "columns": SAMPLE_COLUMNS,
        "rows": sample_rows(deadlines),
        "record": sample_record(deadlines),
        "events": SAMPLE_EVENTS,
        "tiles": SAMPLE_TILES,
        "page": Paginator(range(240), 25).page(4),
        "facts": [
            {"key": "Decision", "value": "Assessment under section 17", "action": {"url": "#summary"}},
            {
                "key": "Level of need",
                "value": "3",
                "hint": "Referred as 2, changed on the school’s information",
            },
            {"key": "Feedback to the referrer", "value": None},
        ],
        "views": [
            {"label": "New", "url": "#views", "count": 14, "current": True},
            {"label": "Triage", "url": "#views", "count": 6},
            {"label": "Awaiting decision", "url": "#views", "count": 0},
        ],
        "colours": ["grey", "blue", "teal", "green", "yellow", "orange", "red", "magenta", "purple"],
    }
    return render(request, "sightline/style_guide.html", context)
