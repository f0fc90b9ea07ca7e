"""Signing in, signing out, and one's own account."""

from django.urls import path

from sightline.site.sign_in.views import account, setting_up, signing_in

urlpatterns = [
    path("sign-in", signing_in.sign_in, name="sign_in"),
    path("sign-in/second-step", signing_in.second_step, name="sign_in_second_step"),
    path("sign-in/set-up", setting_up.set_up, name="sign_in_set_up"),
    path("sign-in/set-up/app", setting_up.set_up_app, name="sign_in_set_up_app"),
    path("sign-in/set-up/passkey", setting_up.set_up_passkey, name="sign_in_set_up_passkey"),
    path("sign-in/go-on", setting_up.go_on, name="sign_in_go_on"),
    path("sign-in/organisation", signing_in.to_provider, name="sign_in_provider"),
    path("sign-in/organisation/return", signing_in.from_provider, name="sign_in_provider_return"),
    path("sign-out", signing_in.sign_out, name="sign_out"),
    path("account/", account.account, name="account"),
    path("account/app", account.app, name="account_app"),
    path("account/passkey", account.passkey, name="account_passkey"),
    path("account/recovery-codes", account.codes, name="account_codes"),
    path("account/second-steps/<number:step_id>/remove", account.remove_step, name="account_remove_step"),
    path("account/password", account.password, name="account_password"),
    path("account/sign-out-everywhere", account.sign_out_everywhere, name="account_sign_out_everywhere"),
]
