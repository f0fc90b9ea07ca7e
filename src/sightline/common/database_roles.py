"""The roles that meet the database, and what PostgreSQL must bring.

`sightline_owner` migrates and makes the other roles; it is no superuser. `sightline_app` serves,
`sightline_publisher` reads the published views, `sightline_lado` owns what only the LADO's circle may see.
"""

from typing import LiteralString

OWNER = "sightline_owner"
APP = "sightline_app"
PUBLISHER = "sightline_publisher"
LADO = "sightline_lado"
SERVING_ROLES = (APP, PUBLISHER, LADO)

EXTENSIONS: tuple[LiteralString, ...] = ("pg_trgm", "unaccent", "btree_gist", "fuzzystrmatch")
"""Trusted extensions: the owner of a database may add them without being superuser."""

CREATE_ROLES: LiteralString = """
do $roles$
declare
    wanted text;
    may_become boolean;
begin
    foreach wanted in array array['sightline_app', 'sightline_publisher', 'sightline_lado'] loop
        begin
            if not exists (select from pg_roles where rolname = wanted) then
                execute format('create role %I nologin nosuperuser nobypassrls', wanted);
            end if;
        exception when duplicate_object or unique_violation then
            null;  -- another database of the same server made it in this moment
        end;
        -- The migrating role gives objects to these roles, for which it must be able to become them. Before
        -- version 16 any member may (and inherits, so policies for these roles reach the owner too); from 16 on
        -- making a role brings the right to grant it, not to become it, and the two can be told apart.
        if current_setting('server_version_num')::int >= 160000 then
            may_become := pg_has_role(wanted, 'SET');
        else
            may_become := pg_has_role(wanted, 'MEMBER');
        end if;
        if not may_become then
            begin
                if current_setting('server_version_num')::int >= 160000 then
                    execute format('grant %I to %I with set true, inherit false', wanted, current_user);
                else
                    execute format('grant %I to %I', wanted, current_user);
                end if;
            exception when duplicate_object or unique_violation then
                null;
            end;
        end if;
    end loop;
end
$roles$;
"""
