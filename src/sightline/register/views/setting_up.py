"""A new colleague sets their own password, with the code that their administrator gave them."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from sightline.common import attempts
from sightline.common.access import open_to_all
from sightline.common.refusals import Refused
from sightline.register import actions
from sightline.register.forms.colleagues import SetUp

TRIES = attempts.Limit(free=10, first_wait=timedelta(seconds=30))
"""From one address. A code has 99 bits: the limit keeps the machine free, not the code safe."""


@open_to_all
@never_cache
@sensitive_post_parameters()
def set_up_account(request: HttpRequest) -> HttpResponse:
    """Open to all, because nobody has signed in before it. Whose code it is, is never told."""
    form = SetUp(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        at = request.now  # type: ignore[attr-defined]
        tries = attempts.Counted(TRIES, ("set up", attempts.address_of(request)))
        if left := attempts.wait([tries], at=at):
            form.add_error(None, f"Too many tries from here. Wait {attempts.in_words(left)}, then try again.")
            status = 429
        else:
            try:
                actions.accept_invitation(code=form.cleaned_data["code"], password=form.cleaned_data["password"], at=at)
            except actions.CodeNotGood as refusal:
                form.add_error("code", str(refusal))
            except Refused as refusal:
                form.add_error("password", str(refusal))
            else:
                attempts.forget(tries)
                messages.success(request, "Your password is set. Sign in with your username.")
                return redirect("sign_in")
    return render(request, "register/staff/set_up.html", {"form": form}, status=status)
