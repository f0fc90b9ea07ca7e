"""What django-allauth asks of us: how secrets are stored, how we are named, and whom another provider may bring."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.http import HttpRequest

from sightline.common.sealing import seal, unseal
from sightline.register.models import Staff

SECRETS = "secrets of second steps"


class Accounts(DefaultAccountAdapter):
    """Nobody signs up, and no mail is sent from here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        return None


class SecondSteps(DefaultMFAAdapter):
    """Secrets are encrypted where they are stored; a person is named by their username."""

    def encrypt(self, text: str) -> str:
        return seal(text, purpose=SECRETS)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, purpose=SECRETS)

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.username)

    def _get_site_name(self) -> str:
        return str(settings.MFA_TOTP_ISSUER)


class Providers(DefaultSocialAccountAdapter):
    """The one provider of the settings. Who it brings must be in post here already; nothing is made from its word."""

    def list_apps(
        self, request: HttpRequest | None, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        about = settings.PROVIDER
        if about is None:
            return []
        return [
            SocialApp(
                provider="openid_connect",
                provider_id=about.id,
                name=about.name,
                client_id=about.client_id,
                secret=about.secret,
                settings={"server_url": about.issuer, "oauth_pkce_enabled": True},
            )
        ]

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        return sociallogin.user

    def new_user(self, request: HttpRequest, sociallogin: SocialLogin) -> Staff:
        return Staff()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The provider has spoken: from here on the way is ours, and it ends here whatever the answer."""
        from sightline.site.sign_in.provider import arrived

        raise ImmediateHttpResponse(arrived(request, sociallogin))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **about: Any) -> None:
        from sightline.site.sign_in.provider import went_wrong

        raise ImmediateHttpResponse(went_wrong(request, about.get("exception")))
