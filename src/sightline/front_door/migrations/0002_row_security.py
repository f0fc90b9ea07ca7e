"""Who may see the front door's contacts, and the narrower windows of those who referred or are asked."""

from django.db import migrations

from sightline.common.row_security import AGENCY, OWN_AGENCY, only_for, secure

HIDDEN_CONTACTS = """
create or replace function sightline_hidden_contacts() returns bigint[]
language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(array_agg(id), '{}') from front_door_contact where child_id = any (sightline_hidden_children())
$$
"""

HIDDEN_EVENTS = """
create or replace function sightline_hidden_events() returns bigint[]
language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(array_agg(event_id), '{}') from front_door_contact
    where child_id = any (sightline_hidden_children())
$$
"""

# A hidden contact still stands on the list as a stub: that it waits, since when, and whom to ask.
HIDDEN_STUBS = """
create or replace function sightline_contact_stubs()
returns table (contact_id bigint, state text, lane text, received_at timestamptz, urgent_at timestamptz, ask_id bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    select c.id, c.state, c.lane, c.received_at, c.urgent_at, r.ask_id
    from front_door_contact c join register_restriction r on r.child_id = c.child_id and r.lifted_at is null
    where c.child_id = any (sightline_hidden_children())
$$
"""

# A member of the public reads their own receipt with its reference and the code that only they were shown.
PUBLIC_RECEIPT = """
create or replace function sightline_public_receipt(asked_reference text, asked_code_hash text)
returns setof front_door_submission
language sql stable security definer set search_path = public, pg_temp as $$
    select * from front_door_submission
    where reference = asked_reference and code_hash = asked_code_hash and code_hash <> '' and agency_id is null
$$
"""

# From a published pseudonym back to the record: ids only, which are of no use to those who may not see the row.
CONTACTS_BEHIND = """
create or replace function sightline_contacts_behind(pseudonyms text[]) returns setof bigint
language sql stable security definer set search_path = public, pg_temp as $$
    select id from front_door_contact where sightline_pseudonym('contact', id) = any (pseudonyms)
$$
"""

REFERRALS_BEHIND = """
create or replace function sightline_referrals_behind(pseudonyms text[]) returns setof bigint
language sql stable security definer set search_path = public, pg_temp as $$
    select id from front_door_referral where sightline_pseudonym('referral', id) = any (pseudonyms)
$$
"""

CHILD_OPEN = "not (coalesce(child_id, 0) = any ((select sightline_hidden_children())::bigint[]))"
CONTACT_OPEN = "not (contact_id = any ((select sightline_hidden_contacts())::bigint[]))"
FRONT_DOOR = f"coalesce((select holds_front_door from register_agency where id = {AGENCY}), false)"


class Migration(migrations.Migration):
    dependencies = [("front_door", "0001_tables"), ("register", "0002_row_security")]

    operations = [
        *[
            migrations.RunSQL(function, migrations.RunSQL.noop)
            for function in (
                HIDDEN_CONTACTS,
                HIDDEN_EVENTS,
                HIDDEN_STUBS,
                PUBLIC_RECEIPT,
                CONTACTS_BEHIND,
                REFERRALS_BEHIND,
            )
        ],
        only_for("sightline_hidden_contacts()", "sightline_app"),
        only_for("sightline_hidden_events()", "sightline_app"),
        only_for("sightline_contact_stubs()", "sightline_app"),
        only_for("sightline_public_receipt(text, text)", "sightline_app"),
        only_for("sightline_contacts_behind(text[])", "sightline_app"),
        only_for("sightline_referrals_behind(text[])", "sightline_app"),
        secure(
            "front_door_contactevent",
            read=f"{OWN_AGENCY} and not (id = any ((select sightline_hidden_events())::bigint[]))",
        ),
        secure("front_door_contact", read=f"{OWN_AGENCY} and {CHILD_OPEN}"),
        secure("front_door_contactnote", read=f"{OWN_AGENCY} and {CONTACT_OPEN}", may=("select", "insert")),
        secure("front_door_correction", read=f"{OWN_AGENCY} and {CONTACT_OPEN}", may=("select", "insert")),
        secure("front_door_decision", read=f"{OWN_AGENCY} and {CONTACT_OPEN}"),
        secure("front_door_feedback", read=f"{OWN_AGENCY} and {CONTACT_OPEN}"),
        secure(
            "front_door_check",
            read=f"({OWN_AGENCY} and {CONTACT_OPEN}) or asked_of_id = {AGENCY}",
            insert=f"{OWN_AGENCY} and {CONTACT_OPEN}",
        ),
        secure("front_door_referral", read=f"{OWN_AGENCY} and {CHILD_OPEN}"),
        secure("front_door_earlyhelprequest", read=f"{OWN_AGENCY} and {CHILD_OPEN}"),
        secure("front_door_strategydiscussionrequest", read=f"{OWN_AGENCY} and {CHILD_OPEN}"),
        secure("front_door_handover", read=f"{OWN_AGENCY} and {CHILD_OPEN}"),
        secure("front_door_submission", read=f"{OWN_AGENCY} or {FRONT_DOOR}", insert=FRONT_DOOR),
    ]
