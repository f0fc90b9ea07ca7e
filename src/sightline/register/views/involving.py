"""Who works with a child."""

from django.http import Http404, HttpResponse

from sightline.common.access import Permission, needs
from sightline.register import actions, forms
from sightline.register.forms.sharing import ChangeWorker
from sightline.register.models import Child, Involvement
from sightline.register.opening import child_for
from sightline.register.request import StaffRequest
from sightline.register.views.acting import one_thing
from sightline.timescales.zone import local_date


@needs(Permission.EDIT_CHILDREN)
def start(request: StaffRequest, child_id: int) -> HttpResponse:
    child = child_for(request, child_id)
    return one_thing(
        request,
        child,
        page="involve",
        form=lambda sent: forms.Involve(sent, staff=request.user, today=local_date(request.now)),
        do=lambda form: actions.start_involvement(child=child, by=request.user, at=request.now, **form.cleaned_data),
        heading="Record who works with the child",
        button="Save",
        done="Saved",
    )


@needs(Permission.EDIT_CHILDREN)
def change(request: StaffRequest, child_id: int, involvement_id: int) -> HttpResponse:
    """Somebody else works with the child from now on."""
    child = child_for(request, child_id)
    involvement = _open(request, child, involvement_id)
    return one_thing(
        request,
        child,
        page="change-worker",
        about=involvement_id,
        form=lambda sent: ChangeWorker(sent, staff=request.user),
        do=lambda form: actions.change_worker(
            involvement=involvement, by=request.user, at=request.now, **form.cleaned_data
        ),
        heading=f"Change the worker: {involvement.get_service_display()}",
        button="Change the worker",
        done="Worker changed, and those involved with the child have been told",
        lead="Colleagues who work with the child, and agencies that are involved, are told who it is now and how to"
        " reach them.",
    )


def _open(request: StaffRequest, child: Child, involvement_id: int) -> Involvement:
    mine = Involvement.objects.visible_to(request.user).select_related("worker", "team")
    involvement = mine.filter(child=child, pk=involvement_id, to_on=None).first()
    if involvement is None:
        raise Http404("No such involvement, or it has ended.")
    return involvement


@needs(Permission.EDIT_CHILDREN)
def end(request: StaffRequest, child_id: int, involvement_id: int) -> HttpResponse:
    child = child_for(request, child_id)
    involvement = _open(request, child, involvement_id)
    return one_thing(
        request,
        child,
        page="end-involvement",
        about=involvement_id,
        form=lambda sent: forms.Ended(sent, today=local_date(request.now)),
        do=lambda form: actions.end_involvement(
            involvement=involvement, ended_on=form.cleaned_data["ended_on"], by=request.user, at=request.now
        ),
        heading=f"End: {involvement.get_service_display()}",
        button="Save",
        done="Saved. It stays in the record with its dates.",
    )
