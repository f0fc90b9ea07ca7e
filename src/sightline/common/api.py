"""What every answer of the API has in common: problems said in words, pages of lists, and what may be sent."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, JsonResponse, QueryDict
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

PROBLEM_TYPE = "application/problem+json"
LARGEST_BODY = 2_000_000
"""Bytes. The longest texts that may be sent fit in, also with every sign written as an escape of twelve."""
LARGEST_PAGE = 100


class Sent(BaseModel):
    """Something that a system sends: what is not asked for is refused, and nothing is guessed from another type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Wrong(BaseModel):
    """One thing that is wrong with what was sent."""

    where: str = Field(description="Such as body.children.0.born_on")
    why: str


class Problem(BaseModel):
    """Why a call was not done (RFC 9457): what, why, where, and what to do next."""

    type: str
    title: str
    status: int
    detail: str
    next: str
    errors: list[Wrong] = []


class Refusal(Exception):  # noqa: N818 - said as the other refusals are
    """Ends a call with a problem."""

    def __init__(self, status: int, title: str, detail: str, what_next: str) -> None:
        super().__init__(title)
        self.status, self.title, self.detail, self.what_next = status, title, detail, what_next


def problem(
    status: int, title: str, detail: str, what_next: str, *, errors: Sequence[Wrong] = (), **headers: str
) -> JsonResponse:
    """The answer that says a problem. Nothing of what was sent stands in it."""
    said = Problem(type="about:blank", title=title, status=status, detail=detail, next=what_next, errors=list(errors))
    response = JsonResponse(said.model_dump(mode="json"), status=status, content_type=PROBLEM_TYPE)
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response


def not_found(what: str) -> Refusal:
    return Refusal(404, f"No such {what}", "There is none, or none that this token may see.", "Check the address.")


PROBLEMS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422, 429), Problem)
"""What any call may be answered with besides what it asks for."""


class OneOf:
    """Text that is one of a code set's codes."""

    def __init__(self, values: Sequence[str]) -> None:
        self.values = [str(value) for value in values]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(self.values)


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _read_day(said: Any) -> date:
    if isinstance(said, str) and _DAY.fullmatch(said):
        try:
            return date.fromisoformat(said)
        except ValueError:
            pass
    raise ValueError("Give a day of the calendar as year-month-day, such as 2023-04-12.")


Day = Annotated[date, BeforeValidator(_read_day), WithJsonSchema({"type": "string", "format": "date"})]


def _readable(said: str) -> str:
    lines = said.replace("\r\n", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


READABLE = AfterValidator(_readable)
"""Takes out of a text the signs that a database cannot keep or a reader cannot see, as pages do."""


def _whole(said: Any) -> Any:
    if isinstance(said, str) and not re.fullmatch(r"-?\d{1,9}", said, re.ASCII):
        raise ValueError("Give a whole number.")
    return said


Limit = Annotated[int, Field(ge=1, le=LARGEST_PAGE), BeforeValidator(_whole)]
Offset = Annotated[int, Field(ge=0, le=1_000_000), BeforeValidator(_whole)]


class Asked(BaseModel):
    """What stands behind the question mark of an address: each name once, and none that is not asked for."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _nothing_else(cls, said: Any, info: ValidationInfo) -> Any:
        sent: QueryDict = info.context["request"].GET if info.context else QueryDict()
        if set(sent) - set(cls.model_fields):
            raise ValueError(f"Ask with no other names than {', '.join(cls.model_fields)}.")
        if any(len(sent.getlist(name)) > 1 for name in sent):
            raise ValueError("Give each name once.")
        return said


class PageAsked(Asked):
    """Which part of a list is asked for."""

    limit: Limit = 25
    offset: Offset = 0


class Listed(BaseModel):
    """One page of a list: how many there are in all, and from which on these are."""

    count: int
    limit: int
    offset: int


def wrongs(request: HttpRequest, errors: Sequence[dict[str, Any]]) -> list[Wrong]:
    """What is wrong with what was sent, place by place. The values themselves are not repeated."""
    found = []
    for each in errors[:50]:
        place = [str(part) for part in each.get("loc", ()) if not str(part).startswith("function-")]
        why = str(each.get("msg", "")).removeprefix("Value error, ")
        found.append(Wrong(where=".".join(place)[:200], why=why[:300]))
    return found
