"""The front door's figures: numerators and denominators over its published tables.

Catalogue codes FD-, REF- and NEG- are the partnership's. Every one has a slow twin in the tests.
"""

from typing import Any

import ibis

from sightline.indicators.register import COUNT, MEAN_PER_MONTH, MEDIAN, RATE, RATIO, indicator
from sightline.indicators.vocabulary import in_period, is_within_months_before

CONTACT_BREAKDOWNS = (
    "month",
    "source_group",
    "source",
    "contact_type",
    "primary_concern",
    "level_as_referred",
    "level_concluded",
    "outcome",
    "age_band",
    "sex",
    "ward",
    "lane",
)
DECISION_BREAKDOWNS = ("month", "source_group", "source", "priority", "lane", "level_concluded")
REFERRAL_BREAKDOWNS = ("month", "source_group", "source", "primary_concern", "age_band", "sex")
NO_SERVICE = ("NFA", "INFO_ADVICE", "SIGNPOST", "OTHER_LA", "INFO_REQUEST_ANSWERED")
NOT_ABOUT_NEED = ("INFORMATION_REQUEST", "MISSING_NOTIFICATION")


def _received(tables: Any, period: Any) -> Any:
    contacts = tables.contacts
    return contacts.filter(in_period(contacts.received_on, period))


def _decided(tables: Any, period: Any) -> Any:
    contacts = tables.contacts
    return contacts.filter(in_period(contacts.decided_on, period))


def _referred(tables: Any, period: Any) -> Any:
    referrals = tables.referrals
    return referrals.filter(in_period(referrals.referred_on, period))


@indicator(
    id="front_door.contacts",
    catalogue="FD-01",
    title="Contacts received",
    why="How many children were brought to the front door: the work that every other figure is a share of.",
    table="contacts",
    kind=COUNT,
    unit="count",
    polarity="neutral",
    date="received_on",
    source="Annual report 2022-23, appendix 2; Ofsted Annex A, list 1",
    numerator="contacts received in the period, one for each child in each contact event",
    variants=("CONTACTS", "EVENTS", "CHILDREN"),
    breakdowns=CONTACT_BREAKDOWNS,
)
def contacts(tables: Any, period: Any, variant: str) -> Any:
    """Contacts; or contact events, in which brothers and sisters are one; or distinct children matched."""
    received = _received(tables, period)
    if variant == "EVENTS":
        return _first_of(received, "event")
    if variant == "CHILDREN":
        return _first_of(received.filter(received.child.notnull()), "child")
    return received


def _first_of(received: Any, column: str) -> Any:
    """One row for each value of the column: its earliest contact."""
    numbered = received.mutate(
        place=ibis.row_number().over(ibis.window(group_by=column, order_by=[received.received_at, received.contact]))
    )
    return numbered.filter(numbered.place == 0).drop("place")


@indicator(
    id="front_door.contacts_per_month",
    catalogue="FD-02",
    title="Mean contacts per month",
    why="Lets periods of different length be compared. Never an average of rounded monthly values.",
    table="contacts",
    kind=MEAN_PER_MONTH,
    unit="average",
    polarity="neutral",
    date="received_on",
    source="Annual report 2022-23, appendix 2",
    numerator="contacts received in the period",
    denominator="months in the period",
    places=0,
)
def contacts_per_month(tables: Any, period: Any) -> Any:
    return _received(tables, period)


def _share_of_group(received: Any, group: str) -> Any:
    return received.mutate(counts=received.source_group.fill_null("UNKNOWN") == group)


@indicator(
    id="front_door.source",
    catalogue="FD-03",
    title="Contacts by source",
    why="Shows who sees children first, and whose worries do not reach the front door.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="neutral",
    date="received_on",
    source="Children in need census, source of referral; annual report 2022-23, appendix 2",
    numerator="contacts from the source group",
    denominator="contacts in the period, unknown sources among them",
    variants=(
        "POLICE",
        "SCHOOLS",
        "HEALTH",
        "INDIVIDUAL",
        "EDUCATION_SERVICES",
        "HOUSING",
        "COUNCIL",
        "OTHER_LEGAL_AGENCY",
        "OTHER",
        "ANONYMOUS",
        "UNKNOWN",
    ),
    breakdowns=("month", "contact_type", "ward"),
    places=0,
)
def source(tables: Any, period: Any, variant: str) -> Any:
    return _share_of_group(_received(tables, period), variant)


@indicator(
    id="front_door.converted",
    catalogue="FD-04",
    title="Contacts converted to a referral",
    why="How many contacts led to children's social care. Not the same as referrals: several contacts may feed one.",
    table="contacts",
    kind=COUNT,
    unit="count",
    polarity="neutral",
    date="received_on",
    source="Annual report 2022-23, appendix 2",
    numerator="contacts whose outcome is a referral: by day of receipt (COHORT) or of decision (PERIOD)",
    variants=("COHORT", "PERIOD"),
    breakdowns=CONTACT_BREAKDOWNS,
)
def converted(tables: Any, period: Any, variant: str) -> Any:
    rows = _received(tables, period) if variant == "COHORT" else _decided(tables, period)
    return rows.filter(rows.is_converted.fill_null(False))


@indicator(
    id="front_door.conversion",
    catalogue="FD-05",
    title="Contacts that became referrals",
    why="Shows how often a contact leads to children's social care: context for thresholds, not a target.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="context",
    date="received_on",
    source="Annual report 2022-23, appendix 2",
    numerator="contacts of the cohort whose outcome is a referral",
    denominator="contacts of the cohort; NEEDED_A_DECISION leaves out open cases, requests and missing notices",
    variants=("COHORT", "PERIOD", "NEEDED_A_DECISION"),
    breakdowns=CONTACT_BREAKDOWNS,
    places=0,
)
def conversion(tables: Any, period: Any, variant: str) -> Any:
    """By day of receipt (COHORT, the headline) or of decision (PERIOD). Undecided contacts are in neither part."""
    rows = _decided(tables, period) if variant == "PERIOD" else _received(tables, period)
    if variant == "NEEDED_A_DECISION":
        rows = rows.filter(~rows.is_on_open_case, rows.contact_type.notin(NOT_ABOUT_NEED))
    return rows.mutate(counts=rows.is_converted)


@indicator(
    id="front_door.referrals",
    catalogue="REF-01",
    title="Referrals to children's social care",
    why="The count that the Department for Education publishes: the first of a day for a child with no open case.",
    table="referrals",
    kind=COUNT,
    unit="count",
    polarity="neutral",
    date="referred_on",
    source="Children in need statistics, table C1",
    numerator="referrals in the period (REFERRALS), or children with one or more (CHILDREN)",
    variants=("REFERRALS", "CHILDREN"),
    breakdowns=REFERRAL_BREAKDOWNS,
)
def referrals(tables: Any, period: Any, variant: str) -> Any:
    referred = _referred(tables, period)
    if variant == "REFERRALS":
        return referred
    numbered = referred.mutate(
        place=ibis.row_number().over(ibis.window(group_by="child", order_by=[referred.referred_on, referred.referral]))
    )
    return numbered.filter(numbered.place == 0).drop("place")


@indicator(
    id="front_door.referral_source",
    catalogue="FD-06",
    title="Referrals by source",
    why="Beside contacts by source: whether one source's contacts become referrals more often than another's.",
    table="referrals",
    kind=RATIO,
    unit="percent",
    polarity="neutral",
    date="referred_on",
    source="Children in need statistics, table C5; annual report 2022-23, appendix 2",
    numerator="referrals from the source group",
    denominator="referrals in the period, unknown sources among them",
    variants=(
        "POLICE",
        "SCHOOLS",
        "HEALTH",
        "INDIVIDUAL",
        "EDUCATION_SERVICES",
        "HOUSING",
        "COUNCIL",
        "OTHER_LEGAL_AGENCY",
        "OTHER",
        "ANONYMOUS",
        "UNKNOWN",
    ),
    breakdowns=("month", "primary_concern"),
    places=0,
)
def referral_source(tables: Any, period: Any, variant: str) -> Any:
    return _share_of_group(_referred(tables, period), variant)


@indicator(
    id="front_door.referral_rate",
    catalogue="FD-07",
    title="Referrals per 10,000 children",
    why="Lets areas of different size be compared; names the population it divides by.",
    table="referrals",
    kind=RATE,
    unit="per 10,000",
    polarity="neutral",
    date="referred_on",
    source="Children in need statistics, table C1: year to 31 March over the mid-year estimate within it",
    numerator="referrals in the period",
    denominator="children aged 0 to 17",
    population="0-17",
)
def referral_rate(tables: Any, period: Any) -> Any:
    return _referred(tables, period)


@indicator(
    id="front_door.alteration",
    catalogue="FD-08",
    title="Level of need altered",
    why="How often the front door concludes another level than the referrer: are thresholds understood alike?",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="lower",
    date="decided_on",
    source="Annual report 2022-23, priority 3: analysis of alteration",
    numerator="contacts decided at another level than referred",
    denominator="contacts decided that have both levels",
    breakdowns=(*DECISION_BREAKDOWNS, "level_as_referred"),
)
def alteration(tables: Any, period: Any) -> Any:
    """Contacts without the referrer's level are not comparable: left out, and shown as coverage."""
    decided = _decided(tables, period)
    comparable = decided.alteration.isin(("RAISED", "SAME", "LOWERED"))
    return decided.mutate(counts=comparable.ifelse(decided.alteration != "SAME", ibis.null("boolean")))


@indicator(
    id="front_door.net_alteration",
    catalogue="FD-09",
    title="Net direction of altered levels",
    why="Whether levels are raised more often than lowered: positive when need is more often found higher.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="neutral",
    date="decided_on",
    source="Annual report 2022-23, priority 3: analysis of alteration",
    numerator="contacts raised less contacts lowered",
    denominator="contacts decided that have both levels",
    breakdowns=("month", "source_group", "source"),
)
def net_alteration(tables: Any, period: Any) -> Any:
    decided = _decided(tables, period)
    sign = ibis.cases(
        (decided.alteration == "RAISED", 1), (decided.alteration == "LOWERED", -1), (decided.alteration == "SAME", 0)
    )
    return decided.mutate(counts=sign.cast("int64"))


def _outcome_share(tables: Any, period: Any, outcome: str) -> Any:
    decided = _decided(tables, period)
    return decided.mutate(counts=decided.outcome == outcome)


@indicator(
    id="front_door.advice",
    catalogue="FD-10",
    title="Information and advice given",
    why="Shows where advice, rather than a service, was the answer: training and guidance can meet it earlier.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="neutral",
    date="decided_on",
    source="Annual report 2022-23, priority 3: provision of advice and information",
    numerator="contacts decided with information and advice",
    denominator="contacts decided in the period",
    breakdowns=(*DECISION_BREAKDOWNS, "primary_concern"),
)
def advice(tables: Any, period: Any) -> Any:
    return _outcome_share(tables, period, "INFO_ADVICE")


@indicator(
    id="front_door.information_requests",
    catalogue="FD-11",
    title="Requests for information handled",
    why="Other services wait for these answers; they are work, but no concern about a child's need.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="higher",
    date="received_on",
    source="Annual report 2022-23, priority 3: requests for information",
    numerator="requests for information answered",
    denominator="requests for information received in the period",
    breakdowns=("month", "source_group", "source"),
)
def information_requests(tables: Any, period: Any) -> Any:
    received = _received(tables, period)
    asked = received.filter(received.contact_type == "INFORMATION_REQUEST")
    return asked.mutate(counts=asked.decided_at.notnull())


@indicator(
    id="front_door.missing_notices",
    catalogue="FD-12",
    title="Missing child notifications at the front door",
    why="Children who go missing are at risk of exploitation; the front door is often told first.",
    table="contacts",
    kind=COUNT,
    unit="count",
    polarity="neutral",
    date="received_on",
    source="Annual report 2022-23, priority 3: missing children",
    numerator="missing child notifications received in the period",
    breakdowns=("month", "source_group", "age_band", "is_on_open_case"),
)
def missing_notices(tables: Any, period: Any) -> Any:
    received = _received(tables, period)
    return received.filter(received.contact_type == "MISSING_NOTIFICATION")


@indicator(
    id="front_door.decided_in_time",
    catalogue="FD-13",
    title="Decided within one working day",
    why="Children must not wait for a decision; guidance gives one working day.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="higher",
    date="decided_on",
    source="Working Together to Safeguard Children 2018, chapter 1; clock C01",
    numerator="contacts decided by the end of the next working day",
    denominator="contacts decided in the period",
    breakdowns=DECISION_BREAKDOWNS,
)
def decided_in_time(tables: Any, period: Any) -> Any:
    decided = _decided(tables, period)
    return decided.mutate(counts=decided.is_decided_in_time)


@indicator(
    id="front_door.hours_to_decision",
    catalogue="FD-14",
    title="Median hours to decision",
    why="How long the middle child waits, nights and weekends included.",
    table="contacts",
    kind=MEDIAN,
    unit="hours",
    polarity="lower",
    date="decided_on",
    source="Local",
    numerator="elapsed hours from receipt to decision of contacts decided in the period",
    breakdowns=DECISION_BREAKDOWNS,
)
def hours_to_decision(tables: Any, period: Any) -> Any:
    decided = _decided(tables, period)
    return decided.mutate(measure=decided.hours_to_decision)


def _rereferred(tables: Any, period: Any) -> Any:
    """The period's referrals, each with whether the same child was referred in the twelve months before."""
    referred = _referred(tables, period)
    earlier = tables.referrals.select(other_child="child", other_day="referred_on")
    pairs = referred.join(earlier, referred.child == earlier.other_child)
    again = pairs.filter(is_within_months_before(pairs.other_day, pairs.referred_on)).select("referral").distinct()
    marked = referred.left_join(again, referred.referral == again.referral, rname="again_{name}")
    return marked.mutate(is_rereferral=marked.again_referral.notnull()).drop("again_referral")


@indicator(
    id="front_door.rereferral",
    catalogue="FD-15",
    title="Re-referrals within twelve months",
    why="A child who comes back was perhaps not helped enough the first time.",
    table="referrals",
    kind=RATIO,
    unit="percent",
    polarity="lower",
    date="referred_on",
    source="Children in need statistics, table C1",
    numerator="referrals with an earlier referral of the same child up to twelve calendar months before",
    denominator="referrals in the period",
    breakdowns=REFERRAL_BREAKDOWNS,
)
def rereferral(tables: Any, period: Any) -> Any:
    """The earlier referral may lie in the year before: the window does not stop at 1 April."""
    marked = _rereferred(tables, period)
    return marked.mutate(counts=marked.is_rereferral)


@indicator(
    id="front_door.rereferral_reasons",
    catalogue="FD-16",
    title="Re-referrals with a coded reason",
    why="Only a known reason can be acted on; by reason, it says what to change.",
    table="referrals",
    kind=RATIO,
    unit="percent",
    polarity="neutral",
    date="referred_on",
    source="Annual report 2022-23, priority 3: re-referrals and the reasons why",
    numerator="re-referrals with a reason other than 'not known'",
    denominator="re-referrals in the period",
    breakdowns=("month", "again_reason", "source_group"),
)
def rereferral_reasons(tables: Any, period: Any) -> Any:
    marked = _rereferred(tables, period)
    again = marked.filter(marked.is_rereferral)
    return again.mutate(counts=again.again_reason.fill_null("UNKNOWN") != "UNKNOWN")


@indicator(
    id="front_door.recontact",
    catalogue="FD-17",
    title="Re-contacts within twelve months",
    why="How often the same child is brought back, whatever was decided before.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="lower",
    date="received_on",
    source="Annual report 2022-23, priority 3: re-contacts",
    numerator="contacts with an earlier contact of the same child in the twelve months before",
    denominator="contacts in the period about children with no open case",
    breakdowns=("month", "source_group", "source", "earlier_outcome"),
)
def recontact(tables: Any, period: Any) -> Any:
    received = _received(tables, period)
    closed = received.filter(~received.is_on_open_case)
    known = closed.child.notnull().ifelse(closed.is_recontact, ibis.null("boolean"))
    return closed.mutate(counts=known)


@indicator(
    id="front_door.recontact_reasons",
    catalogue="FD-18",
    title="Re-contacts with a coded reason",
    why="Only a known reason can be acted on; by reason, it says what to change.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="neutral",
    date="received_on",
    source="Annual report 2022-23, priority 3: re-contacts and the reasons why",
    numerator="re-contacts with a reason other than 'not known'",
    denominator="re-contacts in the period",
    breakdowns=("month", "again_reason", "source_group"),
)
def recontact_reasons(tables: Any, period: Any) -> Any:
    received = _received(tables, period)
    again = received.filter(received.is_recontact.fill_null(False))
    return again.mutate(counts=again.again_reason.fill_null("UNKNOWN") != "UNKNOWN")


@indicator(
    id="front_door.no_further_action",
    catalogue="FD-19",
    title="Contacts ending in no further action",
    why="A contact that leads to nothing costs a family trust and a referrer time. Advice is another outcome.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="lower",
    date="decided_on",
    source="Annual report 2022-23, priority 3: no further action",
    numerator="contacts decided with no further action",
    denominator="contacts decided in the period",
    breakdowns=(*DECISION_BREAKDOWNS, "level_as_referred"),
)
def no_further_action(tables: Any, period: Any) -> Any:
    return _outcome_share(tables, period, "NFA")


@indicator(
    id="front_door.referrals_ended_early",
    catalogue="FD-20",
    title="Referrals ending before assessment",
    why="Referrals that end without an assessment may not have needed social care.",
    table="referrals",
    kind=RATIO,
    unit="percent",
    polarity="lower",
    date="referred_on",
    source="Children in need statistics, table C1: referrals resulting in no further action",
    numerator="referrals that ended without an assessment",
    denominator="referrals whose end is supplied",
    breakdowns=("month", "source_group", "source"),
)
def referrals_ended_early(tables: Any, period: Any) -> Any:
    """What became of a referral is told by the service after the front door; untold is not supplied, not 'no'."""
    referred = _referred(tables, period)
    return referred.mutate(counts=referred.ended_without_assessment)


@indicator(
    id="front_door.basis_recorded",
    catalogue="FD-21",
    title="Consent or lawful basis recorded",
    why="Sharing about a family must rest on something that can be shown.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="higher",
    date="received_on",
    source="UK GDPR, article 6; Working Together to Safeguard Children 2018, chapter 1: information sharing",
    numerator="professionals' contacts with consent or a lawful basis recorded",
    denominator="contacts from professionals",
    breakdowns=("month", "source_group", "source"),
)
def basis_recorded(tables: Any, period: Any) -> Any:
    received = _received(tables, period)
    professional = received.filter(received.is_professional)
    return professional.mutate(counts=professional.is_basis_recorded)


@indicator(
    id="front_door.referrer_told",
    catalogue="FD-22",
    title="Referrers told the outcome in time",
    why="A referrer who hears nothing rings again, or stops ringing.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="higher",
    date="decided_on",
    source="Working Together to Safeguard Children 2018, chapter 1: feedback; length local (clock C02)",
    numerator="professionals' contacts whose referrer was told in time",
    denominator="professionals' contacts decided in the period",
    breakdowns=DECISION_BREAKDOWNS,
)
def referrer_told(tables: Any, period: Any) -> Any:
    decided = _decided(tables, period)
    professional = decided.filter(decided.is_professional)
    return professional.mutate(counts=professional.is_told_in_time)


@indicator(
    id="front_door.overdue",
    catalogue="FD-23",
    title="Undecided contacts overdue on the day of the snapshot",
    why="Children who are waiting too long now.",
    table="contacts",
    kind=COUNT,
    unit="count",
    polarity="lower",
    date="received_on",
    source="Local; clock C01",
    numerator="contacts received by the period's end, undecided and past their deadline on the day of the snapshot",
    breakdowns=("source_group", "lane", "priority"),
)
def overdue(tables: Any, period: Any) -> Any:
    waiting = tables.contacts.filter(
        tables.contacts.decided_at.isnull(), tables.contacts.received_on <= period.last_day
    )
    return waiting.filter(waiting.decide_by.date() < ibis.literal(tables.business_date))


@indicator(
    id="front_door.neglect_tool",
    catalogue="NEG-01",
    title="Neglect contacts with the screening tool attached",
    why="The tool makes neglect visible early and its seriousness comparable.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="higher",
    date="received_on",
    source="Annual report 2022-23, priority 1",
    numerator="professionals' neglect contacts with a tool completed by the end of the next working day",
    denominator="professionals' contacts with a concern about neglect",
    breakdowns=("month", "source_group", "source"),
)
def neglect_tool(tables: Any, period: Any) -> Any:
    received = _received(tables, period)
    neglect = received.filter(received.is_professional, received.is_neglect)
    return neglect.mutate(counts=neglect.is_tool_in_time)


@indicator(
    id="front_door.tool_outcome",
    catalogue="NEG-03",
    title="What followed a screening tool",
    why="Whether the tool changes what happens: a high band should lead to a service more often than a low one.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="neutral",
    date="decided_on",
    source="Annual report 2022-23, priority 1",
    numerator="contacts with a tool that led to social care, to early help, or to no service",
    denominator="contacts with a screening tool decided in the period",
    variants=("SOCIAL_CARE", "EARLY_HELP", "NO_SERVICE"),
    breakdowns=("tool_band", "source_group"),
)
def tool_outcome(tables: Any, period: Any, variant: str) -> Any:
    decided = _decided(tables, period)
    screened = decided.filter(decided.tool_band.notnull())
    wanted = {"SOCIAL_CARE": ["CSC_REFERRAL"], "EARLY_HELP": ["EH_REFERRAL"]}.get(variant, NO_SERVICE)
    return screened.mutate(counts=screened.outcome.isin(wanted))
