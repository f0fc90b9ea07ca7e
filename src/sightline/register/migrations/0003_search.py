"""Finding a child: keys that forgive typing mistakes, and the one function through which people search.

Searching under row security would be slow, since comparing letters is not leakproof. So each search goes
through a function that runs as the owner, applies the same policy itself (own agency, restricted records
only for those named) and gives back nothing but numbers, scores and what agreed.
"""

from django.db import migrations

from sightline.common.row_security import AGENCY, only_for

# What a word can be found by: itself, itself less any one letter (so that a letter too many, too few, wrong
# or swapped still meets), how it begins, and how it sounds in English.
NAME_KEYS = """
create function sightline_name_keys(name text) returns text[]
language plpgsql immutable strict parallel safe cost 1000 set search_path = public, pg_temp as $$
declare
    keys text[] := '{}';
    word text;
begin
    foreach word in array string_to_array(name, ' ') loop
        keys := keys || word;
        for place in 1 .. case when length(word) between 3 and 20 then length(word) else 0 end loop
            keys := keys || (left(word, place - 1) || substr(word, place + 1));
        end loop;
        if length(word) > 3 then keys := keys || ('^' || left(word, 3)); end if;
        if length(word) > 4 then keys := keys || ('^' || left(word, 4)); end if;
        if word ~ '^[a-z]{3,}$' then keys := keys || ('~' || dmetaphone(word)); end if;
    end loop;
    return keys;
end
$$
"""

# What a typed word is looked up by: a short one may be the beginning of a longer name, and a long one may
# be a longer form of a short name.
TYPED_KEYS = """
create function sightline_typed_keys(word text) returns text[]
language sql immutable strict parallel safe set search_path = public, pg_temp as $$
    select array(select key from unnest(sightline_name_keys(word)) key where key not like '^%' or length(key) = 5)
        || case when length(word) = 3 then array['^' || word] when length(word) = 4 then array['^' || word]
                when length(word) > 5 then array[left(word, 3), left(word, 4)] else '{}' end
$$
"""

INDEXES = [
    "create index child_name_keys on register_child using gin (sightline_name_keys(search_name))",
    "create index child_expected on register_child (agency_id, expected_on)"
    " where born_on is null and expected_on is not null",
]

# How alike two words are: 1 the same, 0 nothing in common. A swap of neighbours counts as one mistake.
LIKENESS = """
create function sightline_likeness(typed text, held text) returns real
language plpgsql immutable strict parallel safe set search_path = public, pg_temp as $$
declare
    mistakes int;
    longer int := greatest(length(typed), length(held));
    place int := 1;
    alike real;
begin
    if typed = held then return 1; end if;
    mistakes := levenshtein(typed, held);
    if mistakes = 2 and length(typed) = length(held) then
        while substr(typed, place, 1) = substr(held, place, 1) loop place := place + 1; end loop;
        if overlay(typed placing reverse(substr(typed, place, 2)) from place for 2) = held then mistakes := 1; end if;
    end if;
    alike := 1 - mistakes::real / longer;
    if length(typed) > 2 and starts_with(held, typed) then alike := greatest(alike, 0.8); end if;
    if length(held) > 2 and starts_with(typed, held) then alike := greatest(alike, 0.7); end if;
    if length(typed) = 1 and starts_with(held, typed) then alike := 0.6; end if;
    if alike between 0.3 and 0.75 and typed ~ '^[a-z]{3,}$' and dmetaphone(typed) = dmetaphone(held) then
        alike := 0.75;
    end if;
    return alike;
end
$$
"""

# Each typed word with the word of the name that is most like it: how alike on average, the best and the worst.
NAME_AGREEMENT = """
create function sightline_name_agreement(words text[], name text, out mean real, out best real, out worst real)
language sql immutable strict parallel safe set search_path = public, pg_temp as $$
    select avg(case when alike < 0.5 then 0 else alike end), max(alike), min(alike)
    from (
        select max(sightline_likeness(typed, held)) alike
        from unnest(words) typed, unnest(string_to_array(name, ' ')) held group by typed
    ) each_word
$$
"""

# Protected addresses are not searched: a refuge's postcode must not list the children who live there.
FIND_CHILDREN = f"""
create function sightline_find_children(
    words text[], born date, swapped date, near date[], in_year int, in_postcode text, parts text[], unborn boolean,
    most int default 25
) returns table (child_id bigint, score real, agrees text[])
language plpgsql stable security definer
set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
    own bigint := {AGENCY};
    hidden bigint[] := sightline_hidden_children();
    possible bigint[];
    by_name bigint[];
begin
    -- Those who agree in two words; only where nobody does, those who agree in one.
    select array_agg(distinct c.id) into by_name
    from unnest(words) with ordinality one (word, place)
    join unnest(words) with ordinality other (word, place) on one.place < other.place
    join register_child c on sightline_name_keys(c.search_name) && sightline_typed_keys(one.word)
                         and sightline_name_keys(c.search_name) && sightline_typed_keys(other.word)
    where c.agency_id = own and not (c.id = any (hidden));
    if by_name is null then
        select array_agg(distinct c.id) into by_name
        from unnest(words) typed
        join register_child c on sightline_name_keys(c.search_name) && sightline_typed_keys(typed)
        where c.agency_id = own and not (c.id = any (hidden));
    end if;

    select array_agg(id) into possible from (
        select id from (
            select c.id, (select sum(case when ' ' || c.search_name || ' ' like '% ' || typed || ' %' then 1::real
                                          else 0.4 end) from unnest(words) typed)
                         + case when unborn and c.born_on is null and c.expected_on is not null then 1 else 0 end
                         as weight
            from register_child c where c.id = any (by_name)
            union all
            select c.id, case when c.born_on = born then 1.6 when c.born_on = swapped then 1.2 else 0.8 end
            from register_child c where c.agency_id = own and c.born_on = any (near || born || swapped)
            union all
            select c.id, 1.2 from register_child c
            where c.agency_id = own and c.born_on is null and c.expected_on between born - 21 and born + 21
            union all
            select m.child_id, 1.0 from register_address a
            join register_household h on h.address_id = a.id
            join register_householdmember m on m.household_id = h.id
            where a.agency_id = own and a.postcode = in_postcode and not a.is_protected and m.child_id is not null
            union all
            select r.child_id, case when r.value = part then 3.0 else 1.5 end
            from unnest(parts) part
            join register_externalreference r
              on r.value like '%' || regexp_replace(part, '([\\\\%_])', '\\\\\\1', 'g') || '%'
            where r.agency_id = own
        ) hits
        where not (id = any (hidden))
        group by id order by sum(weight) desc, id limit 120
    ) best;

    return query
    with facts as (
        select c.id, c.born_on, c.expected_on, c.search_name, n.mean, n.best, n.worst,
            case when in_postcode is not null then (
             select max(case when a.postcode = in_postcode then 2 else 1 end)
             from register_householdmember m
             join register_household h on h.id = m.household_id
             join register_address a on a.id = h.address_id
             where m.child_id = c.id and not a.is_protected and a.postcode like in_postcode || '%'
            ) end as postcode_agrees,
            case when cardinality(parts) > 0 then (
             select min(case when r.value = part then r.kind else '~' || r.kind end)
             from register_externalreference r, unnest(parts) part
             where r.child_id = c.id and strpos(r.value, part) > 0
            ) end as reference_agrees
        from register_child c left join lateral sightline_name_agreement(words, c.search_name) n on true
        where c.id = any (possible) and c.became_id is null
    ), weighed as (
        select f.*, v.code, v.weight from facts f, lateral (values
            (case when f.worst = 1 then 'NAME' when f.worst >= 0.5 or f.mean >= 0.65 then 'NAME_LIKE'
                  when f.best >= 0.7 then 'NAME_PART' end, 6 * f.mean * f.mean),
            (case when f.born_on = born then 'BORN' when f.born_on = swapped then 'BORN_SWAPPED'
                  when f.born_on = any (near) then 'BORN_NEAR'
                  when f.born_on is null and f.expected_on between born - 21 and born + 21 then 'EXPECTED'
                  when f.born_on <> coalesce(born, swapped) then 'BORN_DIFFERS' end,
             case when f.born_on = born then 5.0 when f.born_on = swapped then 3.5 when f.born_on = any (near) then 3.0
                  when f.born_on is null then 3.0 else -2.0 end),
            (case when extract(year from f.born_on) = in_year then 'YEAR' end, 1.0),
            (case f.postcode_agrees when 2 then 'POSTCODE' when 1 then 'POSTCODE_PART' end,
             case f.postcode_agrees when 2 then 2.5 else 1.0 end),
            (case when f.reference_agrees like '~%' then 'REFERENCE_PART:' || substr(f.reference_agrees, 2)
                  else 'REFERENCE:' || f.reference_agrees end,
             case when f.reference_agrees like '~%' then 3.5 else 9.0 end),
            (case when unborn and f.born_on is null and f.expected_on is not null then 'UNBORN' end, 2.0),
            ('', 0.5 * similarity(f.search_name, array_to_string(words, ' ')))
        ) v(code, weight) where v.code is not null
    )
    select w.id, sum(w.weight)::real, array_agg(w.code order by w.code) filter (where w.code <> '')
    from weighed w group by w.id having count(*) filter (where w.code not in ('', 'BORN_DIFFERS')) > 0
    order by 2 desc, 1 limit most;
end
$$
"""

# So that no second record is born at night: whoever types a restricted child's full number, or the name with the
# date of birth, learns that a record is held and whom to ring; never what it says.
HELD_CHILDREN = f"""
create function sightline_held_children(words text[], born date, number_kind text, number text)
returns table (child_id bigint, ask_id bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    select c.id, r.ask_id
    from register_child c join register_restriction r on r.child_id = c.id and r.lifted_at is null
    where c.agency_id = {AGENCY} and c.id = any (sightline_hidden_children()) and (
        exists (
            select from register_externalreference e
            where e.child_id = c.id and e.kind = number_kind and e.value = number and number <> ''
        )
        or (
            (c.born_on = born and cardinality(words) > 1 or c.born_on is null and c.expected_on = born)
            and (select worst from sightline_name_agreement(words, c.search_name)) >= 0.75
        )
    )
$$
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0002_row_security")]

    operations = [
        migrations.RunSQL([(statement, None) for statement in statements], migrations.RunSQL.noop)
        for statements in (
            [NAME_KEYS, TYPED_KEYS, *INDEXES],
            [LIKENESS, NAME_AGREEMENT, FIND_CHILDREN, HELD_CHILDREN],
        )
    ] + [
        only_for("sightline_name_keys(text)", "sightline_app"),
        only_for("sightline_typed_keys(text)", "sightline_app"),
        only_for("sightline_likeness(text, text)", "sightline_app"),
        only_for("sightline_name_agreement(text[], text)", "sightline_app"),
        only_for(
            "sightline_find_children(text[], date, date, date[], integer, text, text[], boolean, integer)",
            "sightline_app",
        ),
        only_for("sightline_held_children(text[], date, text, text)", "sightline_app"),
    ]
