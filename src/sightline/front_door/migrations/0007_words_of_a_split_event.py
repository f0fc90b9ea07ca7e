"""A copy of an event, made to split a child off, is hidden with it where the words tell of a restricted child."""

from django.db import migrations

HIDDEN_EVENTS = """
create or replace function sightline_hidden_events() returns bigint[]
language sql stable security definer set search_path = public, pg_temp as $$
    with about_hidden as (
        select unnest(array[event_id, came_in_id]) as id from front_door_contact
        where child_id = any (sightline_hidden_children())
    )
    select coalesce(array_agg(id), '{}') from (
        select id from about_hidden where id is not null
        union
        select contact.event_id
        from front_door_contact contact
        join front_door_contactevent own on own.id = contact.event_id
        join front_door_contactevent came_in on came_in.id = contact.came_in_id
        where contact.came_in_id in (select id from about_hidden) and own.referral_text = came_in.referral_text
    ) hidden
$$
"""


class Migration(migrations.Migration):
    dependencies = [("front_door", "0006_moved_and_taken_up")]

    operations = [migrations.RunSQL(HIDDEN_EVENTS, migrations.RunSQL.noop)]
