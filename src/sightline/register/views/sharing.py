"""Children whom other agencies share with this one: the least of each, for one purpose, until it is served."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.register.models import Grant, SharedChild
from sightline.register.request import StaffRequest


@needs(Permission.ANSWER_CHECKS)
def shared_with_us(request: StaffRequest) -> HttpResponse:
    """The children who are shared with the person's agency just now, the longest first."""
    shared = SharedChild.objects.visible_to(request.user).select_related("agency").order_by("from_at", "pk")
    audit.listed(request)
    return render(request, "register/sharing/shared_with_us.html", {"shared": shared})


@needs(Permission.ANSWER_CHECKS)
def shared_child(request: StaffRequest, grant_id: int) -> HttpResponse:
    """One child through the narrow window. That it was opened is kept, and shown to who asks about the record."""
    shared = SharedChild.objects.visible_to(request.user).select_related("agency", "school")
    found = shared.filter(pk=grant_id).first()
    if found is None:
        audit.refused(request, wanted="open a shared child", record_type="register.Grant", record_id=grant_id)
        raise Http404("No such child is shared with you, or not any more.")
    given = Grant.objects.visible_to(request.user).get(pk=found.pk)
    audit.opened(request, given)
    return render(
        request,
        "register/sharing/shared_child.html",
        {
            "shared": found,
            "rows": _rows(found),
            "back_url": reverse("sharing:shared_with_us"),
            "back_label": "Children shared with us",
        },
    )


def _rows(shared: SharedChild) -> list[dict[str, object]]:
    born = shared.born_on or shared.expected_on
    said = [
        ("Also known as", shared.other_names),
        ("Date of birth" if shared.born_on else "Expected date of birth", f"{born:%-d %B %Y}" if born else ""),
        ("Sex", shared.get_sex_display()),
        ("School", shared.school.name if shared.school else ""),
        ("Address", shared.address),
    ]
    return [{"key": key, "value": value or "Not supplied, or withheld"} for key, value in said]
