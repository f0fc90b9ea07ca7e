"""A second step, from the first sign-in to the day the telephone is lost; with a real browser's own passkeys.

The service is one that asks everybody for a second step. It is met at `localhost`, because browsers make no passkeys
for a bare number; nobody has one when a journey begins, so each journey has a person of its own.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from tests.journeys.serving import served
from tests.support.partnership import PASSWORD
from tests.support.provider import a_provider

pytestmark = pytest.mark.browser
SETTINGS = {
    "SIGHTLINE_SECOND_STEP": "everybody",
    "SIGHTLINE_OIDC_CLIENT_ID": "sightline",
    "SIGHTLINE_OIDC_NAME": "Merrow Council",
    "SIGHTLINE_OIDC_CLAIM": "preferred_username",
    "SIGHTLINE_OIDC_STRONG": "always",
}
PEOPLE_OF_THE_PROVIDER = {
    "7d1f": {"preferred_username": "nye"},
    "91cc": {"preferred_username": "stranger"},
}
Check = Callable[[Page], None]
DESK, TELEPHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def address(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    secret = tmp_path_factory.mktemp("provider") / "secret"
    secret.write_text("told-to-nobody")
    more = SETTINGS | {"SIGHTLINE_OIDC_SECRET_FILE": str(secret)}
    with a_provider(PEOPLE_OF_THE_PROVIDER) as issuer, served(SIGHTLINE_OIDC_ISSUER=issuer, **more) as service:
        yield service.address.replace("127.0.0.1", "localhost")


@pytest.fixture
def window(chromium: Browser, address: str) -> Iterator[Callable[[], Page]]:
    """A browser of somebody's own, at a desk. A fault of a page's script fails the journey."""
    opened: list[Any] = []
    faults: list[str] = []

    def open_window() -> Page:
        context = chromium.new_context(base_url=address, viewport=DESK, locale="en-GB")
        context.set_default_timeout(15_000)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        return page

    yield open_window
    for context in opened:
        context.close()
    assert not faults, faults


@pytest.fixture
def looks_well(no_barrier: Check) -> Callable[[Page, str], None]:
    """No barrier at either width; with SIGHTLINE_PICTURES set, a picture of each goes there."""

    def look(page: Page, name: str) -> None:
        for size in (DESK, TELEPHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            no_barrier(page)
            if folder := os.environ.get("SIGHTLINE_PICTURES"):
                page.screenshot(path=str(Path(folder) / f"{name}-{size['width']}.png"), full_page=True)
        page.set_viewport_size(DESK)  # type: ignore[arg-type]

    return look


class Telephone:
    """An authenticator app: shows each code once, as a person would type it."""

    def __init__(self, secret: str) -> None:
        self.secret = secret.replace(" ", "")
        self.shown: set[str] = set()

    def code(self) -> str:
        # The service takes a code of half a minute ago and of half a minute ahead too.
        now = int(time.time()) // 30
        for step in (0, 1, -1):
            found = str(format_hotp_value(hotp_value(self.secret, now + step)))
            if found not in self.shown:
                self.shown.add(found)
                return found
        raise AssertionError("The telephone has no code left that was not typed before.")


def gives_password(page: Page, username: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def signs_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in")


def sets_up_an_app(page: Page, username: str) -> tuple[Telephone, list[str]]:
    gives_password(page, username)
    page.get_by_role("button", name="Set up an app").click()
    page.get_by_text("I cannot use the camera").click()
    telephone = Telephone(page.locator(".sightline-key").inner_text())
    page.get_by_label("Code", exact=True).fill(telephone.code())
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your recovery codes")
    codes = page.locator(".sightline-codes li").all_inner_texts()
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What needs me")
    return telephone, codes


def has_a_fingerprint_reader(page: Page) -> Any:
    """A passkey maker inside the browser, as Chromium's own developer tools provide it."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    kind = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": kind})
    return lambda: tools.send("WebAuthn.getCredentials", {"authenticatorId": made["authenticatorId"]})["credentials"]


def test_at_the_first_sign_in_mina_sets_up_an_app_and_from_then_on_types_its_code(
    window: Callable[[], Page], looks_well: Callable[[Page, str], None]
) -> None:
    mina = window()
    gives_password(mina, "mina")
    expect(mina.get_by_role("heading", level=1)).to_have_text("Set up a second step")
    looks_well(mina, "set-up")

    # Nothing else opens before.
    mina.goto("/front-door/")
    expect(mina.get_by_role("heading", level=1)).to_have_text("Sign in")

    gives_password(mina, "mina")
    mina.get_by_role("button", name="Set up an app").click()
    looks_well(mina, "app")
    mina.get_by_label("Code", exact=True).fill("000000")
    mina.get_by_role("button", name="Go on").click()
    expect(mina.get_by_role("alert")).to_contain_text("not the code that the app shows")
    looks_well(mina, "app-wrong-code")

    telephone, codes = sets_up_an_app(mina, "mina")
    assert len(set(codes)) == 10
    signs_out(mina)

    gives_password(mina, "mina")
    expect(mina.get_by_role("heading", level=1)).to_have_text("Show that it is you")
    looks_well(mina, "second-step")
    mina.get_by_label("Code", exact=True).fill("123456")
    mina.get_by_role("button", name="Go on").click()
    expect(mina.get_by_role("alert")).to_contain_text("That code is not right")
    mina.get_by_label("Code", exact=True).fill(telephone.code())
    mina.get_by_role("button", name="Go on").click()
    expect(mina.get_by_role("heading", level=1)).to_have_text("What needs me")

    # Her account tells her of it.
    mina.get_by_role("link", name="Mina Manager").click()
    expect(mina.locator("main")).to_contain_text("Password and a code from an app")
    looks_well(mina, "account")


def test_olive_signs_in_with_her_computers_passkey(
    window: Callable[[], Page], looks_well: Callable[[Page, str], None]
) -> None:
    olive = window()
    passkeys = has_a_fingerprint_reader(olive)
    gives_password(olive, "olive")
    olive.get_by_role("button", name="Set up a passkey").click()
    looks_well(olive, "passkey")
    olive.get_by_label("What do you call it?").fill("my work laptop")
    olive.get_by_role("button", name="Make the passkey").click()
    expect(olive.get_by_role("heading", level=1)).to_have_text("Keep your recovery codes")
    looks_well(olive, "recovery-codes")
    olive.get_by_role("button", name="I have kept them").click()
    expect(olive.get_by_role("heading", level=1)).to_have_text("What needs me")
    assert len(passkeys()) == 1
    signs_out(olive)

    gives_password(olive, "olive")
    looks_well(olive, "second-step-passkey")
    olive.get_by_role("button", name="Use your passkey").click()
    expect(olive.get_by_role("heading", level=1)).to_have_text("What needs me")

    # At another computer, which has no passkey of hers, she is told so and can still type a code.
    signs_out(olive)
    elsewhere = window()
    has_a_fingerprint_reader(elsewhere)
    gives_password(elsewhere, "olive")
    elsewhere.get_by_role("button", name="Use your passkey").click()
    expect(elsewhere.get_by_role("alert")).to_contain_text(re.compile("Try again"))
    expect(elsewhere.get_by_label("Code", exact=True)).to_be_visible()


def test_hugo_loses_his_telephone_and_gets_in_with_a_recovery_code(
    window: Callable[[], Page], looks_well: Callable[[Page, str], None]
) -> None:
    hugo = window()
    _, codes = sets_up_an_app(hugo, "hugo")
    signs_out(hugo)

    gives_password(hugo, "hugo")
    hugo.get_by_text("I have neither with me").click()
    hugo.get_by_label("Code", exact=True).fill(codes[0])
    hugo.get_by_role("button", name="Go on").click()
    expect(hugo.get_by_role("heading", level=1)).to_have_text("What needs me")

    # The new telephone takes the place of the lost one, and its codes are worth nothing any more.
    hugo.goto("/account/")
    expect(hugo.locator("main")).to_contain_text("9 left")
    hugo.get_by_role("button", name="Set up a new telephone").click()
    hugo.get_by_text("I cannot use the camera").click()
    new = Telephone(hugo.locator(".sightline-key").inner_text())
    hugo.get_by_label("Code", exact=True).fill(new.code())
    hugo.get_by_role("button", name="Go on").click()
    expect(hugo.get_by_role("status")).to_contain_text("The app is set up")

    # New recovery codes; and the last second step cannot be taken away.
    hugo.get_by_role("link", name=re.compile("Make new ones")).click()
    looks_well(hugo, "new-codes")
    hugo.get_by_role("button", name="Make new codes").click()
    expect(hugo.locator(".sightline-codes li")).to_have_count(10)
    hugo.get_by_role("button", name="I have kept them").click()
    hugo.get_by_role("link", name=re.compile("Remove the app")).click()
    looks_well(hugo, "remove")
    hugo.get_by_role("button", name="Remove it").click()
    expect(hugo.get_by_role("alert")).to_contain_text("Add another one first")
    looks_well(hugo, "remove-refused")


def test_nye_signs_in_with_the_councils_own_account_and_a_stranger_does_not(
    window: Callable[[], Page], looks_well: Callable[[Page, str], None]
) -> None:
    nye = window()
    nye.goto("/front-door/hand-over")
    looks_well(nye, "sign-in-with-provider")
    nye.get_by_role("button", name="Sign in with Merrow Council").click()
    nye.get_by_role("button", name="7d1f").click()
    nye.wait_for_url("**/front-door/hand-over")
    nye.goto("/account/")
    expect(nye.locator("main")).to_contain_text("Your organisation's sign-in")

    stranger = window()
    stranger.goto("/sign-in")
    stranger.get_by_role("button", name="Sign in with Merrow Council").click()
    stranger.get_by_role("button", name="91cc").click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("You are not let in")
    looks_well(stranger, "not-ours")


def test_without_script_the_app_is_there_and_the_passkey_says_what_it_needs(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    gives_password(page, "maud")
    page.get_by_text("Set up a passkey").click()
    expect(page.locator("main")).to_contain_text("A passkey needs script in your browser")
    page.get_by_role("link", name="Use an app instead").click()
    expect(page.locator(".sightline-square svg")).to_be_visible()
    context.close()
