"""What the front door publishes to snapshots: no names, no free text, due dates and their standing worked out."""

from sightline.front_door import codes
from sightline.indicators.published import Column, PublishedTable
from sightline.timescales.ages import LABELS as AGE_BANDS

_YES_NO = {"YES": "Yes", "NO": "No", "NOT_APPLICABLE": "Not applicable"}
_PROFESSIONAL = ", ".join(f"'{source}'" for source in sorted(codes.PROFESSIONAL_SOURCES))
_GROUPS = " ".join(f"when '{source}' then '{group.value}'" for source, group in codes.SOURCE_GROUPS.items())


def _age_band(day: str) -> str:
    """SQL of the age band of child `k` on `day`; null where no date of birth is supplied."""
    years = f"date_part('year', age({day}, k.born_on))"
    return f"""case
        when k.born_on is null and k.expected_on is not null then 'UNBORN'
        when k.born_on is null then null
        when k.born_on > {day} then 'UNBORN'
        when {years} >= 18 then 'AGED_18_AND_OVER'
        when {years} >= 16 then 'AGED_16_TO_17'
        when {years} >= 10 then 'AGED_10_TO_15'
        when {years} >= 5 then 'AGED_5_TO_9'
        when {years} >= 1 then 'AGED_1_TO_4'
        else 'UNDER_1' end"""


CONTACTS = PublishedTable(
    name="contacts",
    meaning="One child in one contact event at the front door. Duplicates and withdrawn contacts are left out.",
    columns=(
        Column("contact", "text", "Pseudonym of the contact"),
        Column("event", "text", "Pseudonym of the contact event; brothers and sisters share one"),
        Column("child", "text", "Pseudonym of the child, the same on every record confirmed; empty while not matched"),
        Column("received_at", "moment", "When the contact was received"),
        Column("received_on", "date", "The day of receipt in London"),
        Column("source", "code", "Who was worried", dict(codes.EVERY_SOURCE)),
        Column("source_group", "code", "Who was worried, in published groups", dict(codes.SourceGroup.choices)),
        Column("is_professional", "boolean", "A professional was worried"),
        Column("channel", "code", "How it arrived", dict(codes.Channel.choices)),
        Column("contact_type", "code", "What kind of contact it is", dict(codes.ContactType.choices)),
        Column("lane", "code", "The lane it waited in", dict(codes.Lane.choices)),
        Column("ward", "code", "The ward where the child lived"),
        Column("age_band", "code", "The child's age on the day of receipt", {str(k): v for k, v in AGE_BANDS.items()}),
        Column("sex", "code", "The child's sex", {"F": "Female", "M": "Male", "U": "Not recorded or not yet born"}),
        Column("primary_concern", "code", "Main concern", dict(codes.Concern.choices)),
        Column("is_neglect", "boolean", "Neglect is among the concerns; empty where not supplied"),
        Column("priority", "code", "Triage priority", dict(codes.Rag.choices)),
        Column("level_as_referred", "code", "Level of need as the referrer saw it"),
        Column("level_concluded", "code", "Level of need as decided"),
        Column("alteration", "code", "How the level changed", dict(codes.Alteration.choices)),
        Column("alteration_reason", "code", "Why the level changed", dict(codes.AlterationReason.choices)),
        Column("is_on_open_case", "boolean", "The child had an open case when the contact came"),
        Column("decide_by", "moment", "The end of the working day by which a decision was due"),
        Column("decided_at", "moment", "When a manager first decided"),
        Column("decided_on", "date", "The day of the first decision in London"),
        Column("is_decided_in_time", "boolean", "Decided by the end of the next working day; empty while undecided"),
        Column("hours_to_decision", "number", "Elapsed hours from receipt to decision"),
        Column("outcome", "code", "What was decided", dict(codes.Outcome.choices)),
        Column("is_converted", "boolean", "Became a referral to children's social care; empty while undecided"),
        Column("history_considered", "boolean", "The decision says that the child's history was considered"),
        Column("is_basis_recorded", "boolean", "Consent or a lawful basis is recorded; empty where not supplied"),
        Column("feedback_sent_on", "date", "The day on which the referrer was told"),
        Column("is_told_in_time", "boolean", "Referrer told in the local time; empty where nobody has to be told"),
        Column("neglect_tool", "code", "Neglect screening tool attached", _YES_NO),
        Column("is_tool_in_time", "boolean", "Tool completed by the end of the next working day; empty if not neglect"),
        Column("tool_band", "code", "Band of the screening tool that came with the contact"),
        Column("is_recontact", "boolean", "Another contact of the child in the twelve months before"),
        Column("again_reason", "code", "Why the child came back", dict(codes.AgainReason.choices)),
        Column("earlier_outcome", "code", "Outcome of the earlier contact", dict(codes.Outcome.choices)),
    ),
    key=("contact",),
    query=f"""
    select
        sightline_pseudonym('contact', c.id) as contact,
        sightline_pseudonym('event', c.event_id) as event,
        sightline_pseudonym('child', coalesce(k.person_id, c.child_id)) as child,
        c.received_at,
        c.received_on,
        e.source,
        case e.source {_GROUPS} end as source_group,
        e.source in ({_PROFESSIONAL}) as is_professional,
        e.channel,
        nullif(e.contact_type, '') as contact_type,
        c.lane,
        nullif(c.ward, '') as ward,
        {_age_band("c.received_on")} as age_band,
        k.sex,
        nullif(c.primary_concern, '') as primary_concern,
        case when e.from_extract = '' then 'NEG' = any (c.concerns || c.primary_concern::text) end as is_neglect,
        nullif(c.rag, '') as priority,
        nullif(c.level_as_referred, '') as level_as_referred,
        nullif(c.level_concluded, '') as level_concluded,
        d.alteration,
        nullif(d.alteration_reason, '') as alteration_reason,
        c.is_on_open_case,
        c.decide_by,
        c.decided_at,
        (c.decided_at at time zone 'Europe/London')::date as decided_on,
        c.decided_at <= c.decide_by as is_decided_in_time,
        (extract(epoch from c.decided_at - c.received_at) / 3600)::float8 as hours_to_decision,
        nullif(c.outcome, '') as outcome,
        case when c.decided_at is not null then c.outcome = 'CSC_REFERRAL' end as is_converted,
        d.history_considered,
        case when e.from_extract = '' then e.consent <> '' or e.article_6_basis <> '' end as is_basis_recorded,
        (c.feedback_sent_at at time zone 'Europe/London')::date as feedback_sent_on,
        case when c.feedback_by is not null and c.decided_at is not null
            then coalesce(c.feedback_sent_at <= c.feedback_by, false) end as is_told_in_time,
        nullif(c.neglect_tool, '') as neglect_tool,
        case when 'NEG' = any (c.concerns || c.primary_concern::text) then
            c.neglect_tool = 'YES' and coalesce(
                c.neglect_tool_completed_on <= (c.decide_by at time zone 'Europe/London')::date, false
            ) end as is_tool_in_time,
        nullif(coalesce(nullif(t.band_professional, ''), t.band_computed), '') as tool_band,
        case when not c.is_on_open_case then c.earlier_contact_id is not null end as is_recontact,
        nullif(c.again_reason, '') as again_reason,
        nullif(p.outcome, '') as earlier_outcome
    from front_door_contact c
    join front_door_contactevent e on e.id = c.event_id
    left join register_child k on k.id = c.child_id
    left join instruments_completedtool t on t.id = c.screening_tool_id
    left join front_door_contact p on p.id = c.earlier_contact_id
    left join lateral (
        select alteration, alteration_reason, history_considered from front_door_decision
        where contact_id = c.id and sign_off in ('NOT_NEEDED', 'SIGNED_OFF') order by number desc limit 1
    ) d on c.decided_at is not null
    where c.state not in ('{codes.State.DUPLICATE}', '{codes.State.WITHDRAWN}')
    """,
)

REFERRALS = PublishedTable(
    name="referrals",
    meaning="One referral of one child to children's social care: the first of its day, none while a case is open.",
    columns=(
        Column("referral", "text", "Pseudonym of the referral"),
        Column("child", "text", "Pseudonym of the child"),
        Column("referred_on", "date", "The day of the referral"),
        Column("source", "code", "Who was worried", dict(codes.EVERY_SOURCE)),
        Column("source_group", "code", "Who was worried, in published groups", dict(codes.SourceGroup.choices)),
        Column("primary_concern", "code", "Main concern", dict(codes.Concern.choices)),
        Column("age_band", "code", "The child's age on that day", {str(k): v for k, v in AGE_BANDS.items()}),
        Column("sex", "code", "The child's sex", {"F": "Female", "M": "Male", "U": "Not recorded or not yet born"}),
        Column("again_reason", "code", "Coded reason of a re-referral", dict(codes.AgainReason.choices)),
        Column("ended_without_assessment", "boolean", "Ended before assessment; empty where not supplied"),
        Column("contacts", "integer", "How many contacts fed the referral"),
    ),
    key=("referral",),
    query=f"""
    select
        sightline_pseudonym('referral', r.id) as referral,
        sightline_pseudonym('child', coalesce(k.person_id, r.child_id)) as child,
        r.referred_on,
        r.source,
        case r.source {_GROUPS} end as source_group,
        nullif(r.primary_concern, '') as primary_concern,
        {_age_band("r.referred_on")} as age_band,
        k.sex,
        nullif(r.again_reason, '') as again_reason,
        r.ended_without_assessment,
        (select count(*) from front_door_contact c where c.referral_id = r.id)::bigint as contacts
    from front_door_referral r
    join register_child k on k.id = r.child_id
    where r.withdrawn_at is null
    """,
)

TABLES = (CONTACTS, REFERRALS)
