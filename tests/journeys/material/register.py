"""The register's records: a family, what hangs on the child's record, a restriction, cover for a manager."""

from datetime import date
from typing import Any

from tests.journeys.material.acting import NOW, Ids, acting, on


def a_family() -> Any:
    """Robin, who has a home, a mother, a brother, an early help worker and a number."""
    from sightline.register import actions
    from sightline.register.models import Agency

    with acting("olive") as olive:
        home = actions.NewAddress(lines="4 Harbour Row, Merrow", postcode="PR8 1DA", ward="Harbour")
        school = Agency.objects.get(name="Saint Bride's Primary School")
        robin = actions.NewChild("Robin", "Fairweather", born_on=date(2014, 11, 2), school=school, address=home)
        child = actions.add_child(child=robin, searched=True, by=olive, at=NOW)
        lark = actions.NewChild("Lark", "Fairweather", born_on=date(2019, 7, 20))
        brother = actions.add_child(child=lark, searched=True, by=olive, at=NOW)
        mother = actions.NewAdult(given_name="Petra", family_name="Fairweather", telephone="01632 960 001")
        actions.relate(child=child, kind="MOTHER", adult=mother, parental_responsibility="YES", by=olive, at=NOW)
        actions.relate(child=child, kind="SIBLING", other_child=brother, by=olive, at=NOW)
        actions.add_reference(child=child, kind="NHS", value="9990000018", by=olive, at=NOW)
        early = {"service": "EARLY_HELP", "from_on": date(2022, 9, 5), "worker_name": "Erin Earlyhelp"}
        actions.start_involvement(child=child, **early, by=olive, at=NOW)
        return child, brother


def of_a_family(child: Any) -> Ids:
    """Where the parts of the child's record are found."""
    with acting("olive"):
        return {
            "child_id": [child.pk],
            "tie_id": [child.relationships.filter(adult__isnull=False).get().pk],
            "reference_id": [child.references.get().pk],
            "involvement_id": [child.involvements.get().pk],
            "member_id": [child.households.get().pk],
        }


def an_agreement() -> Ids:
    """Between the council and a school, and past the day by which it was to be reviewed."""
    from sightline.register.actions import sharing
    from sightline.register.models import Agency

    with acting("dara") as dara:
        school = Agency.objects.get(name="Saint Bride's Primary School")
        version = sharing.Version(
            text="1. What for. To find out early whether a child needs help.\n2. What. The least that is needed.",
            agencies=[dara.agency, school],
            purposes=["CHECK", "CHECK_ANSWER", "REFERRAL", "FEEDBACK"],
            in_force_from=date(2022, 4, 1),
            review_by=date(2023, 3, 31),
        )
        agreement = sharing.add_agreement(title="Sharing at the front door", version=version, by=dara, at=NOW)
        return {"agreement_id": [agreement.pk]}


def sharing(child: Any) -> Ids:
    """What the school was told of the child and sees of it just now, and a change of worker."""
    from sightline.register import actions
    from sightline.register.actions import sharing
    from sightline.register.models import Agency, WorkerChangeTelling

    school = Agency.objects.get(name="Saint Bride's Primary School")
    with acting("olive") as olive:
        given = sharing.grant(child=child, to_agency=school, purpose="CHECK", rests_on=child, by=olive, at=NOW)
        basis = sharing.Basis(article_6_basis="PUBLIC_TASK", special_category_condition="SAFEGUARDING")
        about = {"child": child, "about": child, "basis": basis, "purpose": "WORKING_TOGETHER", "by": olive, "at": NOW}
        line = sharing.disclose(receiver=school, means="TELEPHONE", fields=["level of need"], **about)
        sharing.withhold(receiver_name="Dad", fields=["address"], because="He would find them.", **about)
        early = child.involvements.get()
        actions.change_worker(involvement=early, worker_name="Nell Newworker", by=olive, at=NOW)
    with acting("sol") as sol:
        telling = WorkerChangeTelling.objects.visible_to(sol).latest("pk")
    ids = {"grant_id": given.pk, "disclosure_id": line.pk, "telling_id": telling.pk}
    return {name: [pk] for name, pk in ids.items()}


def arrangements() -> Ids:
    """A record that only Maud may open, and Maud away over the summer half-term."""
    from sightline.register import actions
    from sightline.register.models import Inspection, Staff

    with acting("mina") as mina:
        kept = actions.NewChild("Corin", "Closely", born_on=date(2012, 3, 3))
        child = actions.add_child(child=kept, searched=True, by=mina, at=NOW)
        maud = Staff.objects.get(username="maud")
        restriction = actions.restrict_child(child=child, reason="PROTECTED", ask=maud, named=[mina], by=mina, at=NOW)
        away = {"from_at": on(29, 9, month=5), "to_at": on(2, 17, month=6), "reason": "Leave"}
        cover = actions.arrange_cover(absent=maud, covering=mina, **away, by=mina, at=NOW)
        ids: Ids = {"restriction_id": [restriction.pk], "cover_id": [cover.pk]}
    with acting("nye") as nye:
        why = {"reason": "The police are with the child now.", "by": nye, "at": NOW}
        access = actions.open_in_emergency(restriction=restriction, **why)
        ids["access_id"] = [access.pk]
    with acting("bea"):
        ids["inspection_id"] = [Inspection.objects.get().pk]
    return ids
