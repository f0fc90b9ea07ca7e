"""The timescales that bind the front door, as dated data."""

from datetime import date

from sightline.timescales.rules import DatedRules, ElapsedHours, Evidence, Level, WorkingDays

_FIRST_DAY = date(2018, 7, 4)

REFERRAL_DECISION = DatedRules(
    [
        WorkingDays(
            1,
            id="C01",
            title="Decision on a contact",
            starts="the contact is received",
            stops="a manager records the decision",
            authority="Working Together to Safeguard Children 2018, chapter 1: decision within one working day",
            in_force_from=_FIRST_DAY,
            level=Level.STATUTORY_GUIDANCE,
            evidence=Evidence.SEEN,
            from_office_hours=True,
        )
    ]
)

ACKNOWLEDGEMENT = DatedRules(
    [
        WorkingDays(
            1,
            id="FD-ACK",
            title="Receipt acknowledged to the referrer",
            starts="the contact is received",
            stops="the referrer is told that the contact has arrived",
            authority="Working Together to Safeguard Children 2018, chapter 1: referrer told within one working day",
            in_force_from=_FIRST_DAY,
            level=Level.STATUTORY_GUIDANCE,
            evidence=Evidence.SEEN,
            from_office_hours=True,
        )
    ]
)

FEEDBACK = DatedRules(
    [
        WorkingDays(
            1,
            id="C02",
            title="Outcome told to the referrer",
            starts="the decision is recorded",
            stops="feedback is sent to the referrer",
            authority="Local procedure manual, section 3.11 (the duty is seen there; its length is believed)",
            in_force_from=_FIRST_DAY,
            level=Level.LOCAL,
            evidence=Evidence.BELIEVED,
        )
    ]
)

STRATEGY_DISCUSSION = DatedRules(
    [
        ElapsedHours(
            24,
            id="C08",
            title="Strategy discussion held",
            starts="concern of significant harm is escalated",
            stops="the strategy discussion is held",
            authority="Neighbouring local procedure (24 hours); the area's own length is believed",
            in_force_from=_FIRST_DAY,
            level=Level.LOCAL,
            evidence=Evidence.BELIEVED,
        )
    ]
)

CHECK_ANSWER = DatedRules(
    [
        WorkingDays(
            1,
            id="FD-CHECK",
            title="Answer to a check asked of another agency",
            starts="the check is asked",
            stops="the agency answers",
            authority="Local front door practice",
            in_force_from=_FIRST_DAY,
            level=Level.LOCAL,
            evidence=Evidence.BELIEVED,
            from_office_hours=True,
        )
    ]
)


def _triage(colour: str, hours: int) -> DatedRules:
    return DatedRules(
        [
            ElapsedHours(
                hours,
                id=f"FD-{colour}",
                title=f"Outcome of a contact triaged {colour.lower()}",
                starts="the contact is received",
                stops="a manager records the decision",
                authority="Front door triage grades as other areas publish them (4, 24 and 72 hours)",
                in_force_from=_FIRST_DAY,
                level=Level.LOCAL,
                evidence=Evidence.BELIEVED,
            )
        ]
    )


# Blue has no clock of its own: the statutory day alone binds it.
TRIAGE = {"RED": _triage("RED", 4), "AMBER": _triage("AMBER", 24), "GREEN": _triage("GREEN", 72)}
