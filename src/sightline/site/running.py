"""The page for whoever runs the service: how its mail and its files stand, and what needs a hand."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.files import clamav
from sightline.common.files.checking import not_scanned
from sightline.common.outbox.actions import try_again
from sightline.common.outbox.state import for_running, state_of_mail
from sightline.register.request import StaffRequest


class SendAgain(forms.Form):
    """Which of the mails that were given up are sent again."""

    mail = forms.TypedMultipleChoiceField(
        coerce=int, error_messages=dict.fromkeys(("required", "invalid_choice"), "Select the mails to send again")
    )


@needs(Permission.RUN_SERVICE)
def the_service(request: StaffRequest) -> HttpResponse:
    """How the mail stands, with what could not be sent, and how many files wait for the virus scanner."""
    with for_running(request.user, at=request.now):
        mail = state_of_mail()
        form = SendAgain(request.POST if request.method == "POST" else None)
        form.fields["mail"].choices = [(each.pk, each.subject) for each in mail.given_up]  # type: ignore[attr-defined]
        if request.method == "POST" and form.is_valid():
            again = try_again(mail_ids=form.cleaned_data["mail"], by=request.user, at=request.now)
            messages.success(request, "1 mail waits again" if again == 1 else f"{again} mails wait again")
            return redirect("service")
    audit.listed(request)
    context = {
        "mail": mail,
        "mail_is_late": mail.is_late(request.now),
        "form": form,
        "scanner": clamav.is_set_up(),
        "not_scanned": not_scanned(staff=request.user, at=request.now),
    }
    return render(request, "site/service.html", context)
