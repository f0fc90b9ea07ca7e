"""Another organisation's sign-in (OpenID Connect), as the environment describes it. Read while the settings are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class ProviderSettings:
    """One provider: who it is, how it knows us, by what it names our people, and when its word is strong enough."""

    issuer: str
    client_id: str
    secret: str = field(repr=False)
    name: str
    """What stands on the button."""
    claim: str
    """`email` (which it must have verified), or a claim that holds our username, such as `preferred_username`."""
    strong_acr: frozenset[str]
    strong_amr: frozenset[str]
    always_strong: bool
    """The organisation has promised that nobody gets past its sign-in without a second step."""

    @property
    def id(self) -> str:
        """How stored subjects name the provider: its issuer, so that another provider's subjects are never mixed up."""
        return self.issuer[:200]

    def is_strong(self, claims: Mapping[str, object]) -> bool:
        """Whether this sign-in had a second step over there, by what the provider says in `acr` and `amr`."""
        said = claims.get("amr")
        methods = {str(each) for each in said} if isinstance(said, list) else {str(said)}
        return self.always_strong or str(claims.get("acr")) in self.strong_acr or bool(methods & self.strong_amr)


def provider_from(environment: Mapping[str, str]) -> ProviderSettings | None:
    """The provider that SIGHTLINE_OIDC_ISSUER names, or None. The client's secret is read from a file."""
    issuer = environment.get("SIGHTLINE_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return None
    secret_file = environment.get("SIGHTLINE_OIDC_SECRET_FILE", "")
    strong = environment.get("SIGHTLINE_OIDC_STRONG", "")
    return ProviderSettings(
        issuer=issuer,
        client_id=environment.get("SIGHTLINE_OIDC_CLIENT_ID", ""),
        secret=Path(secret_file).read_text("utf-8").strip() if secret_file else "",
        name=environment.get("SIGHTLINE_OIDC_NAME", "your organisation"),
        claim=environment.get("SIGHTLINE_OIDC_CLAIM", "email"),
        strong_acr=_words(environment.get("SIGHTLINE_OIDC_ACR", "")),
        strong_amr=_words(environment.get("SIGHTLINE_OIDC_AMR", "")),
        always_strong=strong == "always",
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(text.replace(",", " ").split())
