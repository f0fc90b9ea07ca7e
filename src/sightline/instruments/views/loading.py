"""Loading a questionnaire of the partnership's own, or one that it holds a licence for."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.instruments import actions, forms
from sightline.instruments.definition import FaultyDefinition
from sightline.instruments.models import LocalDefinition
from sightline.instruments.permissions import may_load_definitions
from sightline.register.request import StaffRequest


@needs(Permission.SEE_FIGURES)
def load(request: StaffRequest) -> HttpResponse:
    """Takes a definition file, says everything that is wrong with it, or puts it into use."""
    if not may_load_definitions(request.user):
        audit.refused(request, wanted="load a questionnaire")
        raise PermissionDenied("Only the partnership's business manager loads questionnaires.")
    sending = request.method == "POST"
    form = forms.Load(request.POST if sending else None, request.FILES if sending else None)
    if form.is_valid():
        try:
            loaded = actions.load_definition(text=form.cleaned_data["file"], by=request.user, at=request.now)
        except FaultyDefinition as faulty:
            for fault in faulty.faults:
                form.add_error("file", fault)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, f"{loaded.definition['title']}, version {loaded.tool_version}, is loaded.")
            return redirect("instruments:load")
    loaded_here = LocalDefinition.objects.select_related("loaded_by").order_by("-loaded_at")
    return render(request, "instruments/load.html", {"form": form, "loaded": loaded_here})
