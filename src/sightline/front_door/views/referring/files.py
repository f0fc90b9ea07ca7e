"""Files that go with a referral: added while it is written, sent with it."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.common.access import Permission, needs
from sightline.common.files.actions import let_go
from sightline.common.files.adding import KEPT, Added, AddFiles, added, kept_of
from sightline.common.models import StoredFile
from sightline.front_door.views.attaching import say_problems
from sightline.front_door.views.referring.journey import Journey
from sightline.register.request import StaffRequest

PAGE = "files"


@needs(Permission.SUBMIT_REFERRALS)
def files(request: StaffRequest, number: int) -> HttpResponse:
    """Adds files to a referral that is being written, and takes them off again. They wait unseen until it is sent."""
    journey = Journey.find(request, number)
    if journey is None:
        return redirect("front_door:submissions")
    form = AddFiles(request.POST if request.method == "POST" else None, label="Which files?")
    now = Added(files_of(request, journey))
    if request.method == "POST" and form.is_valid():
        now = added(request)
        _remember(journey, now)
        say_problems(form, now)
        if not now.problems and "more" not in request.POST:
            return redirect(journey.check_url)
    return render(
        request,
        "front_door/referring/files.html",
        {"journey": journey, "form": form, "files": now.files, "back_url": journey.check_url},
    )


def files_of(request: StaffRequest, journey: Journey) -> list[StoredFile]:
    """The files that wait to go with this referral."""
    kept = journey.kept(PAGE)
    return kept_of(request, kept.getlist(KEPT)) if kept else []


def let_files_go(request: StaffRequest, journey: Journey) -> None:
    """The referral is not wanted: neither are its files."""
    for file in files_of(request, journey):
        let_go(file=file, by=request.user, at=request.now)


def url_of(journey: Journey) -> str:
    return reverse("front_door:refer_files", args=[journey.number])


def _remember(journey: Journey, now: Added) -> None:
    answers = QueryDict(mutable=True)
    answers.setlist(KEPT, [str(file.address) for file in now.files])
    journey.keep(PAGE, answers)
