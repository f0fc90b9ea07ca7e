"""A referral written as a person writes it: page by page."""

from django.urls import reverse

CHILD = {
    "given_name": "Wren",
    "family_name": "Appletree",
    "birth": "KNOWN",
    "born_on_day": "1",
    "born_on_month": "6",
    "born_on_year": "2010",
    "home": "GIVEN",
    "address": "4 Quay Street",
    "postcode": "pr8 1da",
    "school": "Saint Bride's",
}
PAGES = {
    "about": {"contact_type": "CONCERN", "source": "2A", "telephone": "01632 960001", "when_to_ring": "After 3"},
    "concern": {"primary_concern": "NEG", "concerns": ["DA"]},
    "neglect-tool": {
        "neglect_tool": "YES",
        "completed_on_day": "11",
        "completed_on_month": "4",
        "completed_on_year": "2023",
    },
    "level": {"level_1": "3"},
    "worries": {"worries": "Hungry on Monday.\nHungry again on Tuesday."},
    "wider": {"child_says": "There is no food.", "working_well": "", "tried": ""},
    "family": {"men": "NOT_ASKED", "communication": "YES", "communication_needs": "Mother speaks Polish"},
    "consent": {"consent": "NOT_ASKED_RISK", "which_risk": "He hits them.", "competence": "NOT_ASSESSED"},
    "basis": {"article_6_basis": "PUBLIC_TASK", "special_category_condition": "SAFEGUARDING"},
}


def begin(client) -> str:
    """Starts a referral; gives the address under which its pages stand."""
    answer = client.post(reverse("front_door:refer"))
    return answer.url.removesuffix("about")


def write(client, *children, leave_out=(), **pages) -> str:
    """Writes every page of a referral but those left out; gives the address under which they stand."""
    base = begin(client)
    for place, child in enumerate(children or (CHILD,), start=1):
        answer = client.post(f"{base}children/{place}", child)
        assert answer.status_code == 302, answer.content.decode()
    for slug, answers in PAGES.items():
        if slug not in leave_out:
            answer = client.post(base + slug, pages.get(slug, answers))
            assert answer.status_code == 302, answer.content.decode()
    return base


def mark_on(client, base: str) -> dict[str, str]:
    return {"mark": str(client.get(f"{base}check").context["form"].initial["mark"])}


def dated(name: str, day: str) -> dict[str, str]:
    year, month, date = day.split("-")
    return {f"{name}_day": date, f"{name}_month": month, f"{name}_year": year}
