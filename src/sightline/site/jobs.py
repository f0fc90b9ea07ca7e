"""What the service does by itself, at its own hours."""

import logging
from collections import Counter

from django.core.management import call_command
from django.db import connection
from procrastinate.contrib.django import app

from sightline.common import audit_chain, business_time
from sightline.common.files import checking, clamav
from sightline.common.files.actions import scan_waiting
from sightline.common.outbox import sending
from sightline.register.actions import linking, retaining, subject_access
from sightline.site import snapshots
from sightline.site.audit_heads import audit_heads

log = logging.getLogger("sightline.jobs")


@app.periodic(cron="30 4 * * *")
@app.task(queueing_lock="nightly snapshot", pass_context=False)
def nightly_snapshot(timestamp: int) -> str:
    """Takes a snapshot every night, so that every day has its figures."""
    snapshot = snapshots.take(now=business_time.now())
    log.info("snapshot %s taken", snapshot.id)
    return snapshot.id


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="seal the audit", pass_context=False)
def seal_audit(timestamp: int) -> int | None:
    """Seals every minute what was done and read since, and tells the new head to the place outside."""
    with connection.cursor() as cursor:
        return audit_chain.seal(cursor, audit_heads()).number


@app.periodic(cron="15 5 * * *")
@app.task(queueing_lock="verify the audit", pass_context=False)
def verify_audit(timestamp: int) -> bool:
    """Verifies the audit every night. A fault is told by its kinds alone; `sightline audit verify` names each."""
    with connection.cursor() as cursor:
        result = audit_chain.verify(cursor, audit_heads())
    if not result.whole:
        kinds = Counter(finding.kind for finding in result.found)
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        log.error("the audit is not whole: %s. Run: sightline audit verify", told)
    return result.whole


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="send the mail", pass_context=False)
def send_mail(timestamp: int) -> int:
    """Sends every minute what waits and is due. What cannot be sent is tried again, and shown when it is given up."""
    done = sending.send_waiting(at=business_time.now())
    if done["failed"]:
        log.warning("%s mails could not be sent now; %s were", done["failed"], done["sent"])
    return done["sent"]


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="scan the files", pass_context=False)
def scan_files(timestamp: int) -> int:
    """Scans every minute what came while the virus scanner was down."""
    done = scan_waiting(at=business_time.now()) if clamav.is_set_up() else {"clean": 0, "found": 0}
    if done["found"]:
        log.warning("a virus was found in %s files, whose content was removed", done["found"])
    return done["clean"] + done["found"]


@app.periodic(cron="45 4 * * *")
@app.task(queueing_lock="clear the files", pass_context=False)
def clear_files(timestamp: int) -> int:
    """Takes away every night the contents that no record needs, such as those of forms never sent."""
    return checking.clear(at=business_time.now())


@app.periodic(cron="45 3 * * *")
@app.task(queueing_lock="clear ended sessions", pass_context=False)
def clear_ended_sessions(timestamp: int) -> None:
    """Takes away what is left of sessions whose time is over, and with it whatever was kept in them."""
    call_command("clearsessions", verbosity=0)


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="carry out retention", pass_context=False)
def carry_out_retention(timestamp: int) -> int:
    """Prepares the retention runs that were asked for and carries out those released; how many children."""
    return retaining.work_through(at=business_time.now())


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="prepare packages", pass_context=False)
def prepare_packages(timestamp: int) -> int:
    """Gathers what is held about people who asked; how many records. A person judges and releases them."""
    return subject_access.prepare_packages(at=business_time.now())


@app.periodic(cron="15 2 * * *")
@app.task(queueing_lock="link the records", pass_context=False)
def link_records(timestamp: int) -> int:
    """Compares every night the records of all agencies and proposes which are one child; how many wait."""
    done = linking.propose_links(at=business_time.now())
    log.info("%s records compared, %s new links, %s by themselves", done.records, done.new, done.linked_by_itself)
    return done.waiting
