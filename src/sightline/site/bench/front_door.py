"""The front door at the size of five years: 70,000 contacts and 100,000 people, with eight people at work."""

import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sightline.site.bench.measure import Times, timed
from sightline.site.bench.visitors import Crew, Visit, visit_together
from sightline.site.home import home

PEOPLE_AT_WORK = 8
ROUNDS = 60
READING = (0.5, 1.5)

# The demonstration's three years, copied back in time and its children copied under other names, until the
# size is reached. Only the bench writes so, in a home of its own that is thrown away.
MORE_CHILDREN = """
insert into register_child (given_name, family_name, other_names, search_name, born_on, expected_on,
    died_on, sex, ethnicity, disabilities, first_language, interpreter_needed, communication_need, men_in_life,
    men_in_life_note, recorded_at, version, agency_id, school_id, recorded_by_id{more})
select given_name, family_name || ' ' || n, other_names, search_name || ' ' || n, born_on - n, expected_on, died_on,
    sex, ethnicity, disabilities, first_language, interpreter_needed, communication_need, men_in_life, men_in_life_note,
    recorded_at, version, agency_id, school_id, recorded_by_id{more}
from register_child, generate_series(1, 12) n
order by n, id limit greatest(0, %s - (select count(*) from register_child))
"""


def run() -> tuple[list[Times], dict[str, Any]]:
    """Fills a home, serves it and measures. Django must be set up and the database prepared."""
    size = fill()
    password = json.loads((home() / "demonstration.json").read_text())["password"]
    port = free_port()
    results = _measure_snapshot()
    with serving(port):
        pages, people = visits(), people_at_the_front_door()
        visit_together(pages, Crew(people, password, rounds=5), port=port)
        results += visit_together(pages, Crew(people, password, ROUNDS, reading=READING), port=port)
        without_pause = visit_together(pages, Crew(people, password, ROUNDS), port=port)
        results += [replace(each, what=f"{each.what}, nobody ever pausing") for each in without_pause]
    return results, size


def fill() -> dict[str, Any]:
    from django.db import connections

    command = [sys.executable, "-W", "ignore", "-m", "sightline.demonstration"]
    subprocess.run(command, env=os.environ, check=True, capture_output=True)  # noqa: S603 - our own interpreter
    with connections["owner"].cursor() as cursor:
        _enlarge(cursor)
        cursor.execute("analyze")
        cursor.execute("select (select count(*) from front_door_contact), (select count(*) from register_child)")
        contacts, children = cursor.fetchone()
    return {
        "contacts": contacts,
        "children": children,
        "people at work": f"{PEOPLE_AT_WORK}, each opening a page about every second",
    }


def _enlarge(cursor: Any, *, contacts: int = 70_000, children: int = 100_000) -> None:
    cursor.execute(
        "select column_name from information_schema.columns where table_name = 'register_child' and is_nullable = 'NO'"
    )
    required = {row[0] for row in cursor.fetchall()} - {"id"}
    named = MORE_CHILDREN.split("(", 1)[1].split("{more}", 1)[0].replace("\n", " ")
    more = sorted(required - {name.strip() for name in named.split(",")})
    cursor.execute(MORE_CHILDREN.replace("{more}", "".join(f", {name}" for name in more)), [children])
    _more_contacts(cursor, contacts)


def _more_contacts(cursor: Any, wanted: int) -> None:
    """Copies decided contacts, each with its event and decision, five years back."""
    cursor.execute("select count(*) from front_door_contact")
    missing = max(0, wanted - cursor.fetchone()[0])
    cursor.execute(
        "create temporary table copied as select c.id as contact_id, c.event_id,"
        " nextval(pg_get_serial_sequence('front_door_contact', 'id')) as new_contact,"
        " nextval(pg_get_serial_sequence('front_door_contactevent', 'id')) as new_event"
        " from front_door_contact c where c.decided_at is not null order by c.id limit %s",
        [missing],
    )
    back = "interval '1096 days'"
    _copy(
        cursor,
        "front_door_contactevent",
        "copied.event_id",
        {
            "id": "copied.new_event",
            "reference": "'B' || copied.new_event",
            "received_at": f"t.received_at - {back}",
        },
    )
    _copy(
        cursor,
        "front_door_contact",
        "copied.contact_id",
        {
            "id": "copied.new_contact",
            "event_id": "copied.new_event",
            "received_at": f"t.received_at - {back}",
            "received_on": "t.received_on - 1096",
            "decided_at": f"t.decided_at - {back}",
            "referral_id": "null",
            "earlier_contact_id": "null",
        },
    )


def _copy(cursor: Any, table: str, joined: str, changed: dict[str, str]) -> None:
    cursor.execute("select column_name from information_schema.columns where table_name = %s", [table])
    columns = [row[0] for row in cursor.fetchall()]
    values = ", ".join(changed.get(column, f"t.{column}") for column in columns)
    cursor.execute(
        f"insert into {table} ({', '.join(columns)}) select {values} from copied join {table} t on t.id = {joined}"
    )


def _measure_snapshot() -> list[Times]:
    from sightline.common import business_time
    from sightline.indicators.figures import compute_all
    from sightline.indicators.register import REGISTER
    from sightline.site import snapshots
    from sightline.timescales.periods import parse

    now = business_time.now()
    taken = timed("snapshot", lambda: snapshots.take(now=now), times=3)
    snapshot = snapshots.take(now=now)
    year, all_of_them = parse("2022-23"), REGISTER.of_area("front_door")
    figures = timed(
        "every front-door figure of a year, totals",
        lambda: compute_all(all_of_them, snapshot, year, breakdowns=False),
        times=5,
    )
    return [taken, figures]


def visits() -> list[Visit]:
    from django.db import connections
    from django.urls import reverse

    draw = random.Random(7)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select id, child_id from front_door_contact where child_id is not null order by id desc limit 4000"
        )
        pairs = draw.sample(cursor.fetchall(), 40)
        cursor.execute(
            "select given_name, family_name from register_child where given_name <> '' order by id limit 5000"
        )
        names = draw.sample(cursor.fetchall(), 40)
    lists = ["new", "triage", "undecided", "overdue", "all"]
    return [
        *[Visit("worklist page", f"{reverse('front_door:worklist')}?list={name}") for name in lists * 8],
        *[Visit("contact page", reverse("front_door:contact", args=[contact])) for contact, _ in pairs],
        *[Visit("child page", reverse("child", args=[child])) for _, child in pairs],
        *[
            Visit("child search", reverse("register:search"), {"q": f"{given[:-1]} {family}"})
            for given, family in names
        ],
    ]


def people_at_the_front_door() -> list[str]:
    """Eight people of the front door; two of them at one desk do not wait for one another."""
    from sightline.register.models import Staff

    at_work = Staff.objects.using("owner").filter(roles__overlap=["FRONT_DOOR_MANAGER", "FRONT_DOOR_OFFICER"])
    return list(at_work.order_by("pk").values_list("username", flat=True)[:PEOPLE_AT_WORK])


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(port: int) -> Iterator[None]:
    """The service answers on this port while inside."""
    server = _serve(port)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def _serve(port: int) -> subprocess.Popen[bytes]:
    from sightline.site.static_files import collect

    collect()
    command = [sys.executable, "-m", "gunicorn", "sightline.site.wsgi", "--bind", f"127.0.0.1:{port}"]
    options = ["--worker-class", "gthread", "--workers", "2", "--threads", "8", "--log-level", "error"]
    options += ["--keep-alive", "75"]
    environment = os.environ | {"SIGHTLINE_SERVING": "1"}
    server = subprocess.Popen(  # noqa: S603 - our own interpreter
        [*command, *options, "--no-control-socket"], env=environment, cwd=Path(__file__).resolve().parents[4]
    )
    for _ in range(100):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.1)
    server.terminate()
    raise RuntimeError("The web server did not answer within ten seconds.")
