"""The page of the API: every address, what it asks, what it answers, and what a token may be used for."""

from typing import Any

from sightline.common.api import LARGEST_BODY
from sightline.register.actions.tokens import LONGEST_DAYS, ROLE_OF
from sightline.register.models import Scope
from sightline.site.reference.markdown import Page, code

MADE_FROM = "the `api.py` of each area (`src/sightline/*/api.py`) and `src/sightline/site/api.py`"
ABOUT = f"""\
Other systems of the partnership's agencies call these addresses with a token ([how to](../how-to/connect-a-system.md)).
JSON in UTF-8 goes in and comes out; moments are ISO 8601 with their offset from UTC, days are written 2023-04-12. One
call holds up to {LARGEST_BODY:,} bytes. Cookies are not looked at, and no browser of another site is let in. The same
as an OpenAPI 3.1 document stands at `/api/v1/openapi.json`, for whoever has a token."""
PROBLEMS_ARE = """\
A call that is not done is answered with `application/problem+json` (RFC 9457): `title` says what, `detail` why,
`errors` where, `next` what to do next. Then nothing was changed. What was sent is not repeated."""
TOKENS_ARE = f"""\
A token belongs to one agency, lasts {LONGEST_DAYS} days at most, and may be used for the scopes it was issued with.
Each scope needs that the system's own account holds a role, which not every agency may give."""


def page() -> Page:
    """The page as it stands now."""
    from sightline.site.api import document

    described = document()
    made = Page("API", made_from=MADE_FROM, about=ABOUT)
    made.heading("Scopes")
    made.paragraph(TOKENS_ARE)
    made.table(("Scope", "To", "Needs the role"), [(code(scope), scope.label, ROLE_OF[scope].name) for scope in Scope])
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            _operation(made, f"{method.upper()} {path}", operation)
    made.heading("Problems")
    made.paragraph(PROBLEMS_ARE)
    made.table(("Status", "When"), _problems(described))
    made.heading("What is sent and answered")
    for name, schema in sorted(described["components"]["schemas"].items()):
        made.heading(name, level=3)
        made.paragraph(schema.get("description", ""))
        made.table(("Name", "Is", "Must be there"), _fields(schema))
    return made


def _operation(made: Page, title: str, operation: dict[str, Any]) -> None:
    made.heading(title)
    made.paragraph(operation["description"])
    asked = operation.get("parameters", [])
    if asked:
        rows = [(code(each["name"]), each["in"], _kind(each["schema"]), _yes(each.get("required"))) for each in asked]
        made.table(("Name", "Stands in the", "Is", "Must be there"), rows)
    if body := operation.get("requestBody"):
        made.paragraph(f"Sent: {_kind(body['content']['application/json']['schema'])}.")
    made.paragraph(f"Answered: {_kind(operation['responses'][200]['content']['application/json']['schema'])}.")


def _problems(described: dict[str, Any]) -> list[tuple[str, str]]:
    """Those that any call may be answered with: they are the same everywhere."""
    first = next(iter(next(iter(described["paths"].values())).values()))
    return [(str(status), said["description"]) for status, said in first["responses"].items() if int(status) >= 400]


def _fields(schema: dict[str, Any]) -> list[tuple[str, str, str]]:
    needed = schema.get("required", [])
    return [(code(name), _kind(each), _yes(name in needed)) for name, each in schema["properties"].items()]


def _kind(schema: dict[str, Any]) -> str:
    """A value in words: its type, its codes, its bounds."""
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if "enum" in schema:
        return "one of " + ", ".join(code(each) if each else "nothing" for each in schema["enum"])
    if schema.get("type") == "array":
        return f"a list of {_kind(schema.get('items', {}))}{_bounds(schema)}"
    words = {"null": "nothing", "string": "text", "integer": "whole number", "boolean": "true or false"}
    kind = {"date": "day", "date-time": "moment"}.get(schema.get("format", ""), "")
    return (kind or words.get(schema.get("type", ""), schema.get("type", "anything"))) + _bounds(schema)


def _bounds(schema: dict[str, Any]) -> str:
    named = {"minimum": "from", "maximum": "to", "minItems": "at least", "maxItems": "at most", "maxLength": "up to"}
    said = [f"{word} {schema[name]:,}" for name, word in named.items() if name in schema]
    said += [f"as {code(schema['pattern'])}"] if "pattern" in schema else []
    return f" ({', '.join(said)})" if said else ""


def _yes(needed: Any) -> str:
    return "yes" if needed else ""
