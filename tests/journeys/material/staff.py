"""People who come and go, a role that waits for a second person, a system's key, a retention run, a package."""

from typing import Any

from tests.journeys.material.acting import NOW, Ids, acting


def people() -> Ids:
    """Somebody who has joined and not yet set a password, and one for whom a powerful role was asked."""
    from sightline.register.actions import staffing, tokens
    from sightline.register.models import RoleRequest

    with acting("ada") as ada:
        joined = staffing.join(
            username="june", name="June Joiner", roles=["FRONT_DOOR_OFFICER", "DATA_PROTECTION_LEAD"], by=ada, at=NOW
        ).staff
        gone = staffing.join(username="lee", name="Lee Leaver", roles=["FRONT_DOOR_OFFICER"], by=ada, at=NOW).staff
        staffing.leave(person=gone, by=ada, at=NOW)
        token = tokens.issue_token(name="Case system", scopes=["figures:read"], days=30, by=ada, at=NOW)
        asked = RoleRequest.objects.latest("pk")
        return {
            "staff_id": [joined.pk, gone.pk],
            "role_request_id": [asked.pk],
            "token_id": [token.token.pk],
        }


def for_the_data_protection_lead(child: Any) -> Ids:
    """A legal hold, a retention run that waits to be released, and a subject-access package that waits to be judged."""
    from sightline.register.actions import retaining, subject_access
    from sightline.register.models import SubjectAccessItem

    with acting("dara") as dara:
        hold = retaining.place_hold(child=child, reason="The coroner has asked for it.", by=dara, at=NOW)
        run = retaining.ask_for_run(by=dara, at=NOW)
        asked = subject_access.ask_for_package(
            child=child,
            asked_for_by="Rowan Fairweather",
            identity_checked="Passport seen",
            received_at=NOW,
            by=dara,
            at=NOW,
        )
    retaining.prepare(run=run, at=NOW)
    subject_access.prepare_packages(at=NOW)
    with acting("dara"):
        items = list(SubjectAccessItem.objects.filter(request=asked).values_list("pk", flat=True)[:2])
    return {"hold_id": [hold.pk], "run_id": [run.pk], "request_id": [asked.pk], "item_id": items}


def pairs(child: Any) -> Ids:
    """A pair that waits, and one confirmed in error: what was told meanwhile is to be taken back."""
    from sightline.register import actions
    from sightline.register.actions import linking, sharing
    from sightline.register.models import Agency, LinkRecall

    with acting("mina") as mina:
        twice = actions.NewChild("Robin", "Fairwether", born_on=child.born_on)
        again, other = (
            actions.add_child(child=twice, searched=True, set_apart_because=why, by=mina, at=NOW)
            for why in ("Not sure", "Not sure either")
        )
        waits = linking.propose_by_hand(one=child, other=again, by=mina, at=NOW)
        wrong = linking.propose_by_hand(one=again, other=other, by=mina, at=NOW)
        wrong = linking.confirm_link(link=wrong, as_merge=True, by=mina, at=NOW)
        school = Agency.objects.get(name="Saint Bride's Primary School")
        basis = sharing.Basis(article_6_basis="PUBLIC_TASK", special_category_condition="SAFEGUARDING")
        sharing.disclose(
            child=other,
            about=other,
            receiver=school,
            means="TELEPHONE",
            fields=["level of need"],
            basis=basis,
            purpose="WORKING_TOGETHER",
            by=mina,
            at=NOW,
        )
        linking.undo_link(link=wrong, reason="Cousins of one name.", by=mina, at=NOW)
        recall = LinkRecall.objects.latest("pk")
    return {"link_id": [waits.pk, wrong.pk], "recall_id": [recall.pk]}
