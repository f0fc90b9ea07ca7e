"""Who works with a child."""

from django.http import Http404, HttpResponse

from sightline.common.access import Permission, needs
from sightline.register import actions, forms
from sightline.register.models import Involvement
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
def end(request: StaffRequest, child_id: int, involvement_id: int) -> HttpResponse:
    child = child_for(request, child_id)
    mine = Involvement.objects.visible_to(request.user)
    involvement = mine.filter(child=child, pk=involvement_id, to_on=None).first()
    if involvement is None:
        raise Http404("No such involvement, or it has ended.")
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
