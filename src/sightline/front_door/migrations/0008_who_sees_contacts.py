"""Who sees what the front door keeps, by the access matrix; early help sees what is about early help."""

from django.db import migrations, models

from sightline.common.row_security import AGENCY, OWN_AGENCY, STAFF, only_for, secure_anew, within

HIDDEN_STUBS = """
create function sightline_contact_stubs()
returns table (
    contact_id bigint, state text, lane text, received_at timestamptz, urgent_at timestamptz, ask_id bigint,
    restriction_id bigint
)
language sql stable security definer set search_path = public, pg_temp as $$
    select c.id, c.state, c.lane, c.received_at, c.urgent_at, r.ask_id, r.id
    from front_door_contact c join register_restriction r on r.child_id = c.child_id and r.lifted_at is null
    where c.child_id = any (sightline_hidden_children())
      and c.agency_id = any (sightline_agencies('CONTACT', 'READ', 'ALL'))
$$
"""

CHILD_OPEN = "not (coalesce(child_id, 0) = any ((select sightline_hidden_children())::bigint[]))"
EVENT_OPEN = "not (id = any ((select sightline_hidden_events())::bigint[]))"
ALL, EDIT = within("CONTACT"), within("CONTACT", level="EDIT")
HUB = within("CONTACT", level="EDIT", reach="ABOUT_EARLY_HELP")
OWN = within("CONTACT", reach="OWN")
ASKED = within("CONTACT", reach="OWN", column="asked_of_id")
HUBS_CONTACT = f"{HUB} and (about_early_help or owner_id = {STAFF} or recorded_by_id = {STAFF})"
# The contact's own policy answers: what hangs on a contact is seen by those who see the contact.
CONTACT_SEEN = "exists (select from front_door_contact c where c.id = contact_id)"
EVENT_SEEN = (
    "exists (select from front_door_contact c where c.event_id = front_door_contactevent.id"
    " or c.came_in_id = front_door_contactevent.id)"
)
RECEIPT_SEEN = (
    "exists (select from front_door_contact c where c.event_id = front_door_submission.event_id"
    " or c.came_in_id = front_door_submission.event_id)"
)
REFERRAL_SEEN = "exists (select from front_door_contact c where c.referral_id = front_door_referral.id)"
FRONT_DOOR = f"coalesce((select holds_front_door from register_agency where id = {AGENCY}), false)"


class Migration(migrations.Migration):
    dependencies = [
        ("front_door", "0007_words_of_a_split_event"),
        ("register", "0005_sharing"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="about_early_help",
            field=models.BooleanField(
                default=False,
                help_text="Was in the Early Help Hub's lane, or became a request for early help: it stays so",
            ),
        ),
        migrations.RunSQL(
            "update front_door_contact set about_early_help = true"
            " where lane = 'EARLY_HELP_HUB' or outcome = 'EH_REFERRAL'",
            migrations.RunSQL.noop,
        ),
        # What waits for the end of the transaction would forbid the change of the table that follows.
        migrations.RunSQL("set constraints all immediate", migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("about_early_help", True),
                    models.Q(("lane", "EARLY_HELP_HUB"), ("outcome", "EH_REFERRAL"), _connector="OR", _negated=True),
                    _connector="OR",
                ),
                name="what_the_hub_works_is_about_early_help",
            ),
        ),
        migrations.RunSQL("drop function sightline_contact_stubs()", migrations.RunSQL.noop),
        migrations.RunSQL(HIDDEN_STUBS, migrations.RunSQL.noop),
        only_for("sightline_contact_stubs()", "sightline_app"),
        secure_anew(
            "front_door_contactevent",
            read=f"{EVENT_OPEN} and ({ALL} or {HUB} and (recorded_by_id = {STAFF} or {EVENT_SEEN}))",
            write=f"{EVENT_OPEN} and ({EDIT} or {HUB} and (recorded_by_id = {STAFF} or {EVENT_SEEN}))",
        ),
        secure_anew(
            "front_door_contact",
            read=f"{CHILD_OPEN} and ({ALL} or {HUBS_CONTACT})",
            write=f"{CHILD_OPEN} and ({EDIT} or {HUBS_CONTACT})",
        ),
        *[
            secure_anew(
                f"front_door_{table}",
                read=CONTACT_SEEN,
                write=f"{OWN_AGENCY} and {CONTACT_SEEN}",
                may=("select", "insert"),
            )
            for table in ("contactnote", "correction")
        ],
        *[
            secure_anew(f"front_door_{table}", read=CONTACT_SEEN, write=f"{OWN_AGENCY} and {CONTACT_SEEN}")
            for table in ("decision", "feedback", "strategydiscussionrequest")
        ],
        secure_anew(
            "front_door_check",
            read=f"{ASKED} or {CONTACT_SEEN}",
            write=f"{ASKED} or {OWN_AGENCY} and {CONTACT_SEEN}",
            insert=f"{OWN_AGENCY} and {CONTACT_SEEN}",
        ),
        secure_anew(
            "front_door_referral",
            read=f"{CHILD_OPEN} and ({ALL} or {HUB} and (recorded_by_id = {STAFF} or {REFERRAL_SEEN}))",
            write=f"{CHILD_OPEN} and ({EDIT} or {HUB} and (recorded_by_id = {STAFF} or {REFERRAL_SEEN}))",
        ),
        secure_anew(
            "front_door_earlyhelprequest",
            read=f"{CHILD_OPEN} and {within('EARLY_HELP')}",
            write=f"{CHILD_OPEN} and {within('EARLY_HELP', level='EDIT')}",
        ),
        secure_anew("front_door_handover", read=f"{ALL} and {CHILD_OPEN}", write=f"{EDIT} and {CHILD_OPEN}"),
        secure_anew(
            "front_door_submission",
            read=f"{OWN} or submitted_by_id = {STAFF} or {FRONT_DOOR} and {RECEIPT_SEEN}",
            insert=FRONT_DOOR,
        ),
    ]
