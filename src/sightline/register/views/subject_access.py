"""Subject access, for the data protection leads: requests, the judgement of each record, release, the package."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.register.actions import subject_access as actions
from sightline.register.forms import subject_access as forms
from sightline.register.models import SubjectAccessItem, SubjectAccessRequest
from sightline.register.opening import child_for
from sightline.register.request import StaffRequest
from sightline.register.views.acting import one_thing


@needs(Permission.RELEASE_TO_SUBJECTS)
def requests(request: StaffRequest) -> HttpResponse:
    """The requests of the agency, those not yet released first, by their due date."""
    mine = SubjectAccessRequest.objects.visible_to(request.user).select_related("child")
    rows = sorted(mine.order_by("due_at")[:200], key=lambda each: each.released_at is not None)
    audit.listed(request)
    return render(request, "register/retention/requests.html", {"rows": rows})


@needs(Permission.RELEASE_TO_SUBJECTS)
def ask(request: StaffRequest, child_id: int) -> HttpResponse:
    child = child_for(request, child_id)
    return one_thing(
        request,
        child,
        page="subject-access",
        form=lambda sent: forms.Ask(sent, now=request.now),
        do=lambda form: actions.ask_for_package(child=child, by=request.user, at=request.now, **form.cleaned_data),
        heading="Record a subject-access request",
        button="Record the request",
        done="Recorded. The system gathers the records within some minutes; nothing goes until it is released.",
        goes_to=reverse("records:requests"),
    )


def _asked(request: StaffRequest, request_id: int) -> SubjectAccessRequest:
    mine = SubjectAccessRequest.objects.visible_to(request.user).select_related("child", "recorded_by", "released_by")
    found = mine.filter(pk=request_id).first()
    if found is None:
        raise Http404("No such request.")
    return found


@needs(Permission.RELEASE_TO_SUBJECTS)
@never_cache
def asked(request: StaffRequest, request_id: int) -> HttpResponse:
    """The records gathered, what was judged about each, and the release."""
    found = _asked(request, request_id)
    form = forms.Release(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.release_package(request=found, means=form.cleaned_data["means"], by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Released, and kept in the sharing ledger")
            return redirect("records:asked", found.pk)
    items = (
        SubjectAccessItem.objects.visible_to(request.user).filter(request=found).order_by("record_type", "record_id")
    )
    audit.opened(request, found)
    context = {
        "asked": found,
        "items": items,
        "left": sum(1 for item in items if not item.verdict),
        "form": form,
        "back_url": reverse("records:requests"),
        "back_label": "Subject access",
    }
    return render(request, "register/retention/asked.html", context)


@needs(Permission.RELEASE_TO_SUBJECTS)
@never_cache
def judge(request: StaffRequest, item_id: int) -> HttpResponse:
    """One record of the package: the serious-harm test, and what becomes of it."""
    found = SubjectAccessItem.objects.visible_to(request.user).filter(pk=item_id).select_related("request").first()
    if found is None:
        raise Http404("No such record.")
    form = forms.Judge(request.POST or None, item=found)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.judge_item(
                item=found,
                verdict=said["verdict"],
                serious_harm=said["serious_harm"] == "YES",
                reason=said["reason"],
                redacted=said.get("redacted") or [],
                by=request.user,
                at=request.now,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("records:asked", found.request_id)
    context = {"item": found, "form": form, "back_url": reverse("records:asked", args=[found.request_id])}
    return render(request, "register/retention/judge.html", context | {"back_label": "The package"})


@needs(Permission.RELEASE_TO_SUBJECTS)
@never_cache
def package(request: StaffRequest, request_id: int) -> HttpResponse:
    """What the person is given, to print; or as a file with `?as=json`. Only when it was released."""
    found = _asked(request, request_id)
    if found.state != SubjectAccessRequest.State.RELEASED:
        raise Http404("This package is not released.")
    told = actions.package(found, seen_by=request.user)
    audit.exported(request)
    if request.GET.get("as") == "json":
        response = HttpResponse(actions.as_json(told), content_type="application/json")
        response["Content-Disposition"] = f'attachment; filename="package-{found.pk}.json"'
        return response
    return render(request, "register/retention/package.html", {"asked": found, "told": told})
