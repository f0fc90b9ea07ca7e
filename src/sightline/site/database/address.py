"""Reading SIGHTLINE_DATABASE_URL: where a server that somebody else runs is to be found."""

import re
from dataclasses import dataclass, field
from typing import NoReturn
from urllib.parse import parse_qsl, unquote

from sightline.site.database.problems import AddressUnreadable

SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
OPTIONS = (
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "channel_binding",
    "connect_timeout",
    "target_session_attrs",
)
SHAPE = "postgresql://owner:password@host:5432/database?sslmode=verify-full"


@dataclass(frozen=True)
class DatabaseAddress:
    """A server, a database on it and the role that owns it; shown without its password."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    name: str
    options: dict[str, str]


def read_address(url: str) -> DatabaseAddress:
    """Take the address apart. Raises AddressUnreadable: what is wrong, never the address itself."""
    scheme, separator, rest = url.strip().partition("://")
    if not separator or scheme not in ("postgresql", "postgres"):
        _refuse("it must begin with postgresql://")
    if "#" in rest:
        _refuse("it holds a '#': write that as %23, and other signs in the password likewise")
    rest, _, query = rest.partition("?")
    place, _, path = rest.partition("/")
    credentials, at, server = place.rpartition("@")
    if not at:
        _refuse("the owner role and its password are missing before the host (owner:password@host)")
    user, _, password = credentials.partition(":")
    name = _decoded(path, "database")
    if "/" in path:
        _refuse("the database's name holds a '/': write it as %2F, and other signs in the password likewise")
    for part, value in (("owner role", user), ("password", password), ("database", name)):
        if not value:
            _refuse(f"the {part} is missing")
    host, port = _server(server)
    return DatabaseAddress(
        host=host,
        port=port,
        user=_decoded(user, "owner role"),
        password=_decoded(password, "password"),
        name=name,
        options=_options(query),
    )


def _server(server: str) -> tuple[str, int]:
    if "," in server:
        _refuse("it names several hosts; name one")
    if server.startswith("["):
        host, closed, port = server[1:].partition("]")
        if not closed or (port and not port.startswith(":")):
            _refuse("an IPv6 host is written in square brackets, as [::1]:5432")
        port = port[1:]
    else:
        host, _, port = server.partition(":")
        if ":" in port:
            _refuse("an IPv6 host is written in square brackets, as [::1]:5432")
    if not host:
        _refuse("the host is missing")
    if port and not (re.fullmatch(r"[0-9]{1,5}", port) and 0 < int(port) < 65536):
        _refuse("the port is not a number from 1 to 65535")
    return _decoded(host, "host"), int(port or 5432)


def _options(query: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query), errors="strict")
    except ValueError:
        _refuse("what follows the '?' is not of the form name=value&name=value")
    options: dict[str, str] = {}
    for name, value in pairs:
        if name not in OPTIONS:
            _refuse(f"the option {name!r} is not known here; known are {', '.join(OPTIONS)}")
        if name in options:
            _refuse(f"the option {name!r} stands twice")
        options[name] = value
    if "sslmode" in options and options["sslmode"] not in SSL_MODES:
        _refuse(f"sslmode must be one of {', '.join(SSL_MODES)}")
    return options


def _decoded(text: str, part: str) -> str:
    if re.search(r"%(?![0-9A-Fa-f]{2})", text):
        _refuse(f"the {part} holds a '%' that is not followed by two digits: write '%' itself as %25")
    try:
        decoded = unquote(text, errors="strict")
    except UnicodeDecodeError:
        _refuse(f"the {part} is not valid UTF-8 once its % signs are read")
    if "\0" in decoded:
        _refuse(f"the {part} holds a nought character")
    return decoded


def _refuse(why: str) -> NoReturn:
    raise AddressUnreadable(f"SIGHTLINE_DATABASE_URL cannot be used: {why}. Its form is {SHAPE}")
