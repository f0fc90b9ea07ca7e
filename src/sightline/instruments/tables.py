"""What questionnaires publish to snapshots: bands and counts, no names, no answers, no free text."""

from sightline.indicators.published import Column, PublishedTable
from sightline.instruments.models import CompletedTool
from sightline.instruments.tools import shipped
from sightline.register.models import Agency

_TITLES = {each.id: each.title for each in shipped()}
_BANDS = {band.code: band.label for each in shipped() for band in each.bands}
_AGES = {group.code: group.label for each in shipped() for group in each.age_groups}
_STANDING = {code: label for code, label in CompletedTool.Status.choices if code in ("COMPLETED", "SUPERSEDED")}

SCREENING_TOOLS = PublishedTable(
    name="screening_tools",
    meaning="One completed screening tool about one child. Drafts and withdrawn ones are left out.",
    columns=(
        Column("tool", "text", "Pseudonym of this completed tool"),
        Column("child", "text", "Pseudonym of the child; empty where the child is not in the register"),
        Column("tool_id", "code", "Which tool", _TITLES),
        Column("version", "code", "The version of the tool that was answered"),
        Column("completed_on", "date", "The day of completion in London"),
        Column("agency_kind", "code", "What kind of agency completed it", dict(Agency.Kind.choices)),
        Column("age_group", "code", "The age group whose questions were put", _AGES),
        Column("band_computed", "code", "The band that the answers add up to; empty where too little is known", _BANDS),
        Column("band_professional", "code", "The practitioner's own band; empty where none was given", _BANDS),
        Column("band", "code", "The band that stands: the practitioner's where given, else the computed one", _BANDS),
        Column("score", "integer", "Sum of the scores of what is known; empty where nothing is"),
        Column("asked", "integer", "Questions put"),
        Column("answered", "integer", "Questions answered, also as not known"),
        Column("not_known", "integer", "Questions answered as not known"),
        Column("is_countersigned", "boolean", "A colleague of the author countersigned it"),
        Column("is_with_front_door", "boolean", "It was sent to the front door"),
        Column("status", "code", "Whether it stands or was corrected by a later one", _STANDING),
    ),
    key=("tool",),
    query="""
        select
            sightline_pseudonym('screening_tool', t.id) as tool,
            sightline_pseudonym('child', coalesce(k.person_id, t.child_id)) as child,
            t.tool_id,
            t.tool_version as version,
            t.completed_on,
            a.kind as agency_kind,
            nullif(t.age_group, '') as age_group,
            nullif(t.band_computed, '') as band_computed,
            nullif(t.band_professional, '') as band_professional,
            nullif(coalesce(nullif(t.band_professional, ''), t.band_computed), '') as band,
            t.score_computed::bigint as score,
            t.asked::bigint as asked,
            t.answered::bigint as answered,
            t.not_known::bigint as not_known,
            t.countersigned_at is not null as is_countersigned,
            t.shared_with_front_door as is_with_front_door,
            t.status
        from instruments_completedtool t
        join register_agency a on a.id = t.agency_id
        left join register_child k on k.id = t.child_id
        where t.status in ('COMPLETED', 'SUPERSEDED')
    """,
)

TABLES = (SCREENING_TOOLS,)
