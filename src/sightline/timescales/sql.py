"""The standing of a clock, computed in PostgreSQL by the same rule as `standings.standing`.

Lists sort and filter by standing in the database; a page that shows one clock computes it in Python. A test
against a running server holds the two equal to the microsecond.
"""

from sightline.timescales.standings import DUE_SOON_SHARE, Standing

SIGNATURE = "sightline_standing(timestamptz, timestamptz, timestamptz, timestamptz, numeric)"

STANDING_FUNCTION = f"""
create or replace function sightline_standing(
    started_at timestamptz,
    due_at timestamptz,
    stopped_at timestamptz,
    at_moment timestamptz,
    due_soon_share numeric default {DUE_SOON_SHARE}
) returns text
language sql immutable parallel safe
return case
    when due_at is null then null
    when stopped_at <= due_at then '{Standing.MET}'
    when stopped_at > due_at then '{Standing.LATE}'
    when at_moment is null then null
    when at_moment > due_at then '{Standing.OVERDUE}'
    when extract(epoch from due_at - at_moment)
         <= due_soon_share * extract(epoch from due_at - started_at) then '{Standing.DUE_SOON}'
    else '{Standing.RUNNING}'
end
"""

DROP_STANDING_FUNCTION = f"drop function if exists {SIGNATURE}"
