"""Who covers for whom."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.register import actions, forms
from sightline.register.models import Cover
from sightline.register.request import StaffRequest


@needs(Permission.ARRANGE_COVER)
def cover(request: StaffRequest) -> HttpResponse:
    """The cover that is in force or to come, and a form to arrange more."""
    form = forms.Cover(request.POST or None, staff=request.user, now=request.now)
    if request.method == "POST" and form.is_valid():
        try:
            actions.arrange_cover(by=request.user, at=request.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Cover arranged")
            return redirect("register:cover")
    covers = Cover.objects.visible_to(request.user).not_over_at(request.now)
    context = {"form": form, "covers": covers.select_related("absent", "covering").order_by("from_at", "pk")}
    return render(request, "register/cover.html", context)


@needs(Permission.ARRANGE_COVER)
@require_POST
def end(request: StaffRequest, cover_id: int) -> HttpResponse:
    found = Cover.objects.visible_to(request.user).not_over_at(request.now).filter(pk=cover_id).first()
    if found is None:
        raise Http404("No such cover, or it is over.")
    try:
        actions.end_cover(cover=found, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Cover ended")
    return redirect("register:cover")
