"""What the register publishes to snapshots: how many pairs of records wait, between whom. No child stands in it."""

from sightline.indicators.published import Column, PublishedTable
from sightline.register.models import Agency, Link

RECORD_LINKS = PublishedTable(
    name="record_links",
    meaning="One pair of records that may be one child, was found to be, or not. Neither child stands in it.",
    columns=(
        Column("pair", "text", "Pseudonym of the pair"),
        Column("state", "code", "What was decided", dict(Link.State.choices)),
        Column("is_likely", "boolean", "Four to one or more that it is the same child, and one record an agency"),
        Column("is_by_itself", "boolean", "Linked without a person"),
        Column("agency_kind", "code", "What kind of agency holds the one record", dict(Agency.Kind.choices)),
        Column("other_agency_kind", "code", "What kind holds the other", dict(Agency.Kind.choices)),
        Column("is_within_an_agency", "boolean", "Two records of one agency"),
        Column("proposed_on", "date", "The day on which it was proposed, in London"),
        Column("decided_on", "date", "The day of the decision; empty while it waits"),
    ),
    key=("pair",),
    query="""
        select
            sightline_pseudonym('link', l.id) as pair,
            l.state,
            l.likely as is_likely,
            l.by_itself as is_by_itself,
            least(one.kind, other.kind) as agency_kind,
            greatest(one.kind, other.kind) as other_agency_kind,
            l.agency_one_id = l.agency_other_id as is_within_an_agency,
            (l.proposed_at at time zone 'Europe/London')::date as proposed_on,
            case when l.state not in ('PROPOSED', 'POSTPONED')
                then (l.decided_at at time zone 'Europe/London')::date end as decided_on
        from register_link l
        join register_agency one on one.id = l.agency_one_id
        join register_agency other on other.id = l.agency_other_id
    """,
)

TABLES = (RECORD_LINKS,)
