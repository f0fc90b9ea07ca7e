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


def arrangements() -> Ids:
    """A record that only Maud may open, and Maud away over the summer half-term."""
    from sightline.register import actions
    from sightline.register.models import Staff

    with acting("mina") as mina:
        kept = actions.NewChild("Corin", "Closely", born_on=date(2012, 3, 3))
        child = actions.add_child(child=kept, searched=True, by=mina, at=NOW)
        maud = Staff.objects.get(username="maud")
        restriction = actions.restrict_child(
            child=child, reason="STAFF_RELATIVE", ask=maud, named=[mina], by=mina, at=NOW
        )
        away = {"from_at": on(29, 9, month=5), "to_at": on(2, 17, month=6), "reason": "Leave"}
        cover = actions.arrange_cover(absent=maud, covering=mina, **away, by=mina, at=NOW)
        return {"restriction_id": [restriction.pk], "cover_id": [cover.pk]}
