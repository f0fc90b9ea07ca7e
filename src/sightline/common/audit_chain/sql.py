"""The chain in the database's own words: how an entry is stamped, hashed, sealed and compared.

Every hash is SHA-256 over a canonical text that no setting of the server changes: moments in microseconds since
1970, arrays as JSON. The chain links one entry to the next; a seal closes one minute's entries; its head is what
the seal before it, its own figures and its last link come to.

Which entries a seal takes is decided by transactions, not by times. A seal keeps the database's snapshot at its
moment; the next seal takes exactly the entries whose transaction had not ended in that snapshot and has ended now.
So an entry whose transaction ends late is sealed late, and none is sealed twice. An entry that says it was written
by a transaction that an earlier seal had already seen to its end was put in afterwards: no seal ever takes it.
"""

FORM = 1
"""Which canonical form the seals use; another one would get another number and stand beside this one."""

# The service does not say when it wrote: the database does. Only whoever owns the tables can claim another time of
# recording, and a claim that differs from the time of writing is a finding.
STAMP = """
create function sightline_stamp_entry() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    new.written_at := clock_timestamp();
    new.written_in := pg_current_xact_id()::text::bigint;
    if current_user = 'sightline_app' then new.recorded_at := new.written_at; end if;
    return new;
end
$$
"""

# Entries that were there before the chain are sealed as they stand on the day it begins.
STAMP_TABLE = """
update {table} set written_at = recorded_at, written_in = pg_current_xact_id()::text::bigint;
create trigger stamped before insert on {table} for each row execute function sightline_stamp_entry()
"""

AUDIT_HASH = """
create function sightline_entry_hash(entry common_auditentry) returns bytea
language sql stable parallel safe as $$
    select sha256(convert_to(json_build_array(
        'audit', entry.id, (extract(epoch from entry.at) * 1000000)::bigint,
        (extract(epoch from entry.recorded_at) * 1000000)::bigint, entry.staff_id, entry.agency_id,
        entry.verb, entry.record_type, entry.record_id, entry.fields, entry.purpose,
        (extract(epoch from entry.written_at) * 1000000)::bigint, entry.written_in
    )::text, 'UTF8'))
$$
"""

ACCESS_HASH = """
create function sightline_entry_hash(entry common_accessentry) returns bytea
language sql stable parallel safe as $$
    select sha256(convert_to(json_build_array(
        'access', entry.id, (extract(epoch from entry.at) * 1000000)::bigint,
        (extract(epoch from entry.recorded_at) * 1000000)::bigint, entry.staff_id, entry.agency_id,
        entry.kind, entry.page, entry.record_type, entry.record_id, entry.wanted,
        (extract(epoch from entry.written_at) * 1000000)::bigint, entry.written_in
    )::text, 'UTF8'))
$$
"""

LINK = """
create function sightline_link(chain bytea, start bytea, link bytea) returns bytea
language plpgsql immutable parallel safe as $$ begin return sha256(coalesce(chain, start) || link); end $$
"""

CHAIN = "create aggregate sightline_chain(start bytea, link bytea) (sfunc = sightline_link, stype = bytea)"

SEAL_HASH = """
create function sightline_seal_hash(seal common_auditseal, last_link bytea) returns bytea
language sql stable parallel safe as $$
    select sha256(convert_to(json_build_array(
        seal.number, seal.first_seq, seal.last_seq, (extract(epoch from seal.sealed_at) * 1000000)::bigint,
        seal.snapshot, seal.cluster, seal.began_again, seal.form,
        encode(seal.previous, 'hex'), encode(last_link, 'hex')
    )::text, 'UTF8'))
$$
"""

# A database restored from a dump counts its transactions anew: then the snapshots of before say nothing about the
# entries of now, and the first seal takes whatever is not sealed.
SEAL = """
create function sightline_seal_audit() returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    last common_auditseal;
    made common_auditseal;
    seen pg_snapshot;
    taken bigint;
begin
    if pg_current_xact_id_if_assigned() is not null then
        raise exception 'The audit is sealed in a transaction of its own';
    end if;
    perform pg_advisory_xact_lock(20230412, 1);
    select * into last from common_auditseal order by number desc limit 1;
    made.number := coalesce(last.number, 0) + 1;
    made.first_seq := coalesce(last.last_seq, 0) + 1;
    made.previous := coalesce(last.head, sha256('Sightline audit'::bytea));
    made.sealed_at := clock_timestamp();
    made.form := 1;
    made.cluster := (select system_identifier from pg_control_system())
        || '/' || (select oid from pg_database where datname = current_database());
    made.began_again := last.number is not null and (
        last.cluster <> made.cluster
        or pg_snapshot_xmax(pg_current_snapshot()) < pg_snapshot_xmax(last.snapshot::pg_snapshot)
    );
    if not made.began_again then seen := last.snapshot::pg_snapshot; end if;

    with moment as (
        select pg_current_snapshot() as snapshot
    ), waiting as (
        select 'audit' as source, id, written_in, written_at, sightline_entry_hash(entry) as row_hash
        from common_auditentry entry
        where written_in >= coalesce(pg_snapshot_xmin(seen)::text::bigint, 0)
          and (seen is null or not pg_visible_in_snapshot(written_in::text::xid8, seen))
        union all
        select 'access', id, written_in, written_at, sightline_entry_hash(entry)
        from common_accessentry entry
        where written_in >= coalesce(pg_snapshot_xmin(seen)::text::bigint, 0)
          and (seen is null or not pg_visible_in_snapshot(written_in::text::xid8, seen))
    ), numbered as (
        select made.first_seq - 1 + row_number() over (order by written_in, written_at, source, id) as seq, waiting.*
        from waiting
        where not made.began_again
           or not exists (select from common_sealedentry s where s.source = waiting.source and s.entry_id = waiting.id)
    ), sealed as (
        insert into common_sealedentry (seq, seal, source, entry_id, row_hash, chain_hash)
        select seq, made.number, source, id, row_hash,
            sightline_chain(made.previous, int8send(seq) || row_hash) over (order by seq)
        from numbered
        returning seq
    )
    select moment.snapshot::text, count(sealed.seq) into made.snapshot, taken
    from moment left join sealed on true group by moment.snapshot::text;

    if taken = 0 and not made.began_again then return null; end if;
    made.last_seq := made.first_seq - 1 + taken;
    made.head := sightline_seal_hash(
        made, coalesce((select chain_hash from common_sealedentry where seq = made.last_seq), made.previous)
    );
    insert into common_auditseal select made.*;
    return made.number;
end
$$
"""

HEADS = """
create function sightline_audit_heads(after bigint)
returns table (number bigint, last_seq bigint, sealed_at timestamptz, head text)
language sql stable security definer set search_path = public, pg_temp as $$
    select number, last_seq, sealed_at, encode(head, 'hex') from common_auditseal s
    where s.number > after order by number
$$
"""

# How late an entry may be and still be waiting for the job; by how much two readings of the clock may differ.
WAITS = "interval '5 minutes'"
CLOCK = "interval '1 minute'"

_ENTRIES = """
    select case
            when entry.id is null then 'REMOVED'
            when s.seq is null and (entry.written_in is null or (
                not last.other_cluster and pg_visible_in_snapshot(entry.written_in::text::xid8, last.snapshot)
            )) then 'INSERTED'
            when s.row_hash <> sightline_entry_hash(entry) then 'ALTERED'
            when abs(extract(epoch from entry.written_at - entry.recorded_at)) > 300 then 'BACKDATED'
            when s.seq is null then 'NOT_SEALED'
            else 'BACKDATED' end,
        '{source}', coalesce(entry.id, s.entry_id), s.seq, s.seal,
        entry.recorded_at, coalesce(entry.written_at, seals.sealed_at), null::bigint
    from (select * from common_sealedentry where source = '{source}') s
    full join {table} entry on entry.id = s.entry_id
    left join seals on seals.number = s.seal
    cross join last
    where entry.id is null
       or s.seq is null and (
            entry.written_in is null
            or entry.written_at < last.asked_at - {waits}
            or not last.other_cluster and pg_visible_in_snapshot(entry.written_in::text::xid8, last.snapshot)
       )
       or s.row_hash <> sightline_entry_hash(entry)
       or abs(extract(epoch from entry.written_at - entry.recorded_at)) > 300
       or entry.written_at > seals.sealed_at + {clock}
       or not seals.began_again and entry.written_at < case
            when entry.written_in >= seals.previous_xmax then seals.previous_at
            else (
                select max(q.sealed_at) from seals q
                where q.number < seals.number and q.number >= seals.life and q.xmax <= entry.written_in
            ) end - {clock}
"""

FINDINGS = f"""
create function sightline_audit_findings() returns table (
    kind text, source text, entry_id uuid, seq bigint, seal bigint, said timestamptz, at timestamptz, upto bigint
)
language sql stable security definer set search_path = public, pg_temp set work_mem = '64MB' as $$
with lives as materialized (
    select s.*, pg_snapshot_xmax(s.snapshot::pg_snapshot)::text::bigint as xmax,
        coalesce(max(number) filter (where began_again) over (order by number), 1) as life
    from common_auditseal s
), seals as materialized (
    select l.*,
        lag(xmax) over w as previous_xmax, lag(sealed_at) over w as previous_at,
        lag(number) over w as previous_number, lag(last_seq) over w as previous_seq, lag(head) over w as previous_head
    from lives l window w as (order by number)
), last as materialized (
    select snapshot, clock_timestamp() as asked_at, other_cluster from (
        select s.snapshot::pg_snapshot as snapshot,
            s.cluster <> (select system_identifier from pg_control_system()) || '/'
                || (select oid from pg_database where datname = current_database())
            or pg_snapshot_xmax(pg_current_snapshot()) < pg_snapshot_xmax(s.snapshot::pg_snapshot) as other_cluster
        from common_auditseal s order by number desc limit 1
    ) newest
    union all
    select null, clock_timestamp(), true where not exists (select from common_auditseal)
), links as (
    select e.seq, e.seal, e.source, e.entry_id, e.row_hash, e.chain_hash,
        lag(e.seq) over w as previous_seq, lag(e.seal) over w as previous_seal,
        case when lag(e.seal) over w = e.seal then lag(e.chain_hash) over w end as previous_link
    from common_sealedentry e window w as (order by e.seq)
), expected as (
    select l.*, sha256(coalesce(l.previous_link, s.previous) || int8send(l.seq) || l.row_hash) as expected
    from links l join common_auditseal s on s.number = l.seal
), figures as (
    select e.seal, count(*) as entries, min(e.seq) as first, max(e.seq) as last
    from common_sealedentry e group by e.seal
)
{_ENTRIES.format(source="audit", table="common_auditentry", waits=WAITS, clock=CLOCK)}
union all
{_ENTRIES.format(source="access", table="common_accessentry", waits=WAITS, clock=CLOCK)}
union all
select 'GAP', null, null, coalesce(previous_seq, 0) + 1, seal, null, null, seq - 1
from links where seq <> coalesce(previous_seq, 0) + 1
union all
select 'LINK', x.source, x.entry_id, x.seq, x.seal, null, null, x.previous_seq from (
    select e.*, lag(e.expected) over (order by e.seq) as previous_expected from expected e
) x
where x.chain_hash is distinct from x.expected
  and (x.previous_link is null
       or x.chain_hash is distinct from sha256(x.previous_expected || int8send(x.seq) || x.row_hash))
  and (x.seq = coalesce(x.previous_seq, 0) + 1)
union all
select 'SEAL_MISSING', null, null, null, coalesce(previous_number, 0) + 1, null, null, number - 1
from seals where number <> coalesce(previous_number, 0) + 1
union all
select 'SEAL', null, null, null, s.number, null, s.sealed_at, null
from seals s join common_auditseal plain on plain.number = s.number left join figures f on f.seal = s.number
where s.number = coalesce(s.previous_number, 0) + 1 and (
    s.previous <> coalesce(s.previous_head, sha256('Sightline audit'::bytea))
    or s.first_seq <> coalesce(s.previous_seq, 0) + 1
    or coalesce(f.first, s.first_seq) <> s.first_seq or coalesce(f.last, s.first_seq - 1) <> s.last_seq
    or coalesce(f.entries, 0) <> s.last_seq - s.first_seq + 1
    or s.head is distinct from sightline_seal_hash(
        plain, coalesce((select e.chain_hash from common_sealedentry e where e.seq = s.last_seq), s.previous)
    )
)
union all
select 'SEAL_MISSING', null, null, null, f.seal, null, null, f.seal
from figures f where f.seal > (select coalesce(max(number), 0) from common_auditseal)
$$
"""
