"""A person's own account: their name and roles, second steps, and where they signed in."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.hashers import check_password
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from sightline.common import audit
from sightline.common.access import ROLES, signed_in
from sightline.common.models import SignIn
from sightline.register.request import StaffRequest
from sightline.site.sign_in import actions, forms, limits, rules, second_steps, sessions
from sightline.site.sign_in.views.setting_up import app_page, passkey_page
from sightline.site.sign_in.views.signing_in import too_many

View = Callable[..., HttpResponse]
SHOWN = 10


@signed_in
@never_cache
def account(request: StaffRequest) -> HttpResponse:
    """What Sightline knows of the person who is signed in, and what they can do about it."""
    staff = request.user
    about = {
        "staff": staff,
        "roles": [ROLES[code] for code in staff.roles if code in ROLES],
        "steps": second_steps.of(staff),
        "sign_ins": actions.sign_ins_of(staff)[:SHOWN],
        "this_session": request.session.session_key,
        "has_password": staff.has_usable_password(),
    }
    return render(request, "site/account/account.html", about)


def is_it_you(view: View) -> View:
    """Asks for the password first, where it was not shown lately: a screen left open must not cost a second step."""

    @wraps(view)
    def asked(request: StaffRequest, *args: object, **kwargs: object) -> HttpResponse:
        staff = request.user
        if sessions.proved_lately(request):
            return view(request, *args, **kwargs)
        if not staff.has_usable_password():  # who comes by the organisation's sign-in shows it there
            return render(request, "site/account/is_it_you.html", {"back_url": _account()})
        sent = request.method == "POST" and "is_it_you" in request.POST
        form, status = forms.OwnPassword(request.POST if sent else None), 200
        if sent and form.is_valid():
            if left := limits.wait_before_password(request, staff.username):
                form.add_error(None, too_many(left))
                status = 429
            elif check_password(form.cleaned_data["password"], staff.password):
                limits.password_was_right(request, staff.username)
                sessions.has_proved(request)
                return redirect(request.path)
            else:
                audit.sign_in_failed(request, about=staff, why="wrong password on their own account")
                form.add_error("password", "That is not your password.")
        return render(request, "site/account/is_it_you.html", {"form": form, "back_url": _account()}, status=status)

    return asked


@signed_in
@never_cache
@is_it_you
def app(request: StaffRequest) -> HttpResponse:
    replaces = second_steps.of(request.user).app is not None
    return app_page(request, request.user, _added(request), back_url=_account(), replaces=replaces)


@signed_in
@never_cache
@is_it_you
def passkey(request: StaffRequest) -> HttpResponse:
    return passkey_page(request, request.user, _added(request), back_url=_account())


def _added(request: StaffRequest) -> Callable[[SignIn.How, list[str] | None], HttpResponse]:
    def done(how: SignIn.How, codes: list[str] | None) -> HttpResponse:
        said = "The passkey is added" if how == SignIn.How.PASSKEY else "The app is set up"
        if codes:
            return render(request, "site/sign_in/recovery_codes.html", {"codes": codes, "said": said})
        messages.success(request, said)
        return redirect("account")

    return done


@signed_in
@never_cache
@is_it_you
def codes(request: StaffRequest) -> HttpResponse:
    """New recovery codes, shown once; the earlier ones are worth nothing from then on."""
    steps = second_steps.of(request.user)
    if not steps.any:
        raise Http404
    if request.method == "POST":
        made = actions.make_recovery_codes(by=request.user, at=request.now)
        return render(request, "site/sign_in/recovery_codes.html", {"codes": made})
    return render(request, "site/account/new_codes.html", {"steps": steps, "back_url": _account()})


@signed_in
@never_cache
@is_it_you
def remove_step(request: StaffRequest, step_id: int) -> HttpResponse:
    step = second_steps.of(request.user).one(step_id)
    if step is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        needed = rules.must_have_second_step(request.user)
        try:
            actions.remove_second_step(which=step, is_needed=needed, by=request.user, at=request.now)
        except actions.LastSecondStep as refusal:
            refused = str(refusal)
        else:
            messages.success(request, "The second step is removed")
            return redirect("account")
    return render(request, "site/account/remove_step.html", {"step": step, "refused": refused, "back_url": _account()})


@signed_in
@never_cache
@sensitive_post_parameters()
def password(request: StaffRequest) -> HttpResponse:
    """A new password, for whoever knows the present one."""
    staff = request.user
    if not staff.has_usable_password():
        raise Http404
    form, status = forms.NewPassword(request.POST if request.method == "POST" else None, staff=staff), 200
    if request.method == "POST" and form.is_valid():
        if left := limits.wait_before_password(request, staff.username):
            form.add_error(None, too_many(left))
            status = 429
        elif check_password(form.cleaned_data["password"], staff.password):
            limits.password_was_right(request, staff.username)
            actions.change_password(by=staff, at=request.now, password=form.cleaned_data["new_password"])
            sessions.keep_only_this(request, staff)
            messages.success(request, "Your password is changed. You are signed out everywhere else.")
            return redirect("account")
        else:
            audit.sign_in_failed(request, about=staff, why="wrong password on their own account")
            form.add_error("password", "That is not your password.")
    return render(request, "site/account/password.html", {"form": form, "back_url": _account()}, status=status)


@signed_in
@require_POST
def sign_out_everywhere(request: StaffRequest) -> HttpResponse:
    """Ends every session of the person, this one too."""
    actions.sign_out_everywhere(by=request.user, at=request.now)
    sessions.let_out(request, why="asked to, everywhere")
    messages.success(request, "You are signed out everywhere.")
    return redirect("sign_in")


def _account() -> str:
    return reverse("account")
