"""How long what is lent in the register lasts, as dated data."""

from datetime import date

from sightline.timescales.rules import (
    CalendarDays,
    CalendarMonths,
    DatedRules,
    ElapsedHours,
    Evidence,
    Level,
    WorkingDays,
)

_FIRST_DAY = date(2018, 7, 4)

EMERGENCY_ACCESS = DatedRules(
    [
        ElapsedHours(
            4,
            id="REG-EMERGENCY",
            title="A restricted record stands open in an emergency",
            starts="somebody opens a restricted record, with a reason",
            stops="they close it, or the time is over",
            authority="Local rule, believed: as long as one visit at night with the call back to the manager takes",
            in_force_from=_FIRST_DAY,
            level=Level.LOCAL,
            evidence=Evidence.BELIEVED,
        )
    ]
)

INSPECTION = DatedRules(
    [
        CalendarDays(
            28,
            id="REG-INSPECTION",
            title="Longest time for which an inspector is let in at once",
            starts="the inspection begins",
            stops="the inspection is ended, or its last day is over",
            authority="Local rule, believed: longer than the weeks of fieldwork and feedback that inspections announce",
            in_force_from=_FIRST_DAY,
            level=Level.LOCAL,
            evidence=Evidence.BELIEVED,
        )
    ]
)

STAFF_REVIEW = DatedRules(
    [
        WorkingDays(
            20,
            id="REG-STAFF-REVIEW",
            title="Each colleague confirmed in post, with the roles that they need",
            starts="the quarter begins",
            stops="the agency's administrator has confirmed or changed everybody",
            authority="Local rule, believed: access is reviewed each quarter, within the quarter's first month",
            in_force_from=_FIRST_DAY,
            level=Level.LOCAL,
            evidence=Evidence.BELIEVED,
        )
    ]
)

SUBJECT_ACCESS = DatedRules(
    [
        CalendarMonths(
            1,
            id="REG-SUBJECT-ACCESS",
            title="A person is given what is held about them",
            starts="the request is received",
            stops="the package is released",
            authority="UK General Data Protection Regulation, article 12(3): within one month of receipt",
            in_force_from=date(2018, 5, 25),
            level=Level.LAW,
            evidence=Evidence.BELIEVED,
        )
    ]
)
