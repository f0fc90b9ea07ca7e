"""The small pieces that a page shows by the hundred: icons, tags, clocks, the cells of a list.

They are put together here and not in templates because a list of 25 rows holds some 400 of them. `format_html`
escapes whatever it is given.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from sightline.common.wording import due, moment
from sightline.timescales.standings import Standing, standing, time_left

_NOTHING = mark_safe("")

_OCTAGON = '<path d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2z" fill="currentColor"/>'
_DISC = '<circle cx="8" cy="8" r="7" fill="currentColor" stroke="none"/>'
_RING = '<circle cx="8" cy="8" r="6.3"/>'
_ICONS = {
    "overdue": f'{_OCTAGON}<path d="M8 4.6v4" stroke="#fff"/><path d="M8 11.2v.1" stroke="#fff" stroke-width="2.2"/>',
    "soon": '<path d="M8 1.8 14.8 14H1.2z" fill="currentColor"/><path d="M8 6v3.6" stroke="#fff"/>'
    '<path d="M8 11.9v.1" stroke="#fff" stroke-width="2"/>',
    "running": f'{_RING}<path d="M8 4.4V8l2.4 1.6"/>',
    "met": f'{_DISC}<path d="m4.8 8.2 2.2 2.2 4.2-4.6" stroke="#fff"/>',
    "late": f'{_RING}<path d="m5.2 8.2 2 2 3.6-4"/>',
    "search": '<circle cx="6.8" cy="6.8" r="4.6"/><path d="m10.4 10.4 4 4"/>',
    "locked": '<rect x="2.8" y="7" width="10.4" height="7" rx="1.2" fill="currentColor"/>'
    '<path d="M5 7V5a3 3 0 0 1 6 0v2"/>',
    "up": '<path d="m3.5 10 4.5-5 4.5 5z" fill="currentColor"/>',
    "down": '<path d="m3.5 6 4.5 5 4.5-5z" fill="currentColor"/>',
    "unsorted": '<path d="M5 6.4 8 3l3 3.4zM5 9.6 8 13l3-3.4z" fill="currentColor" stroke-width="1"/>',
    "information": f'{_DISC}<path d="M8 7.4v4" stroke="#fff"/><path d="M8 4.7v.1" stroke="#fff" stroke-width="2.2"/>',
}
_ALSO = {"error": "overdue", "warning": "soon", "success": "met"}
_ICON_OF = {
    Standing.RUNNING: "running",
    Standing.DUE_SOON: "soon",
    Standing.OVERDUE: "overdue",
    Standing.MET: "met",
    Standing.LATE: "late",
}


@cache
def icon(name: str) -> SafeString:
    """Draw an icon. It says nothing by itself: a word always stands beside it."""
    shape = _ICONS.get(_ALSO.get(name, name), _ICONS["information"])
    return mark_safe(  # noqa: S308 - nothing in it was typed by anybody
        '<svg class="sightline-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"'
        ' fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">'
        f"{shape}</svg>"
    )


def tag(text: object, colour: str = "") -> SafeString:
    """Draw a tag: one word or two that tell what to know about a record before it is opened."""
    return format_html('<strong class="govuk-tag sightline-tag govuk-tag--{}">{}</strong>', colour or "grey", text)


def stub(owner: object, phone: str = "", way_in: str = "") -> SafeString:
    """Draw what stands in place of a record that the reader may not see: whom to ask (rulings S1 and S2).

    `way_in` is the address where it is opened in an emergency, for those who may.
    """
    asked = f"{owner}, {phone}" if phone else owner
    emergency = format_html(' <a class="govuk-link" href="{}">Open in an emergency</a>', way_in) if way_in else ""
    return format_html(
        '<span class="sightline-stub">{}<span><strong>Restricted</strong>: ask {}{}</span></span>',
        icon("locked"),
        asked,
        emergency,
    )


def clock(
    deadline: Any,
    now: datetime,
    *,
    stopped_at: datetime | None = None,
    label: str = "",
    compact: bool = False,
) -> SafeString:
    """Draw a clock: how it stands in colour, word and icon; time left or over; due when; and on what basis.

    The deadline is a `timescales` Deadline or anything stored with the same names: `due_at`, `began_at` or
    `started_at`, `basis`. A `stopped_at` of its own counts unless one is given. Without a deadline the clock
    says so.
    """
    due_at = getattr(deadline, "due_at", None)
    if due_at is None:
        return _no_deadline(label)
    stopped_at = stopped_at or getattr(deadline, "stopped_at", None)
    began_at = getattr(deadline, "began_at", None) or getattr(deadline, "started_at", None)
    stands = standing(started_at=began_at, due_at=due_at, stopped_at=stopped_at, now=now)
    assert stands is not None, "what has a deadline has a standing"
    return format_html(
        '<span class="sightline-clock">{}{}<span class="sightline-clock__due">{}</span>{}</span>',
        format_html('<span class="sightline-clock__label">{}</span>', label) if label else "",
        _chip(stands, "" if stopped_at else time_left(due_at, now)),
        _when(due_at, stopped_at),
        _basis(getattr(deadline, "basis", ""), compact=compact),
    )


def _no_deadline(label: str) -> SafeString:
    return format_html(
        '<span class="sightline-clock"><span class="sightline-chip sightline-chip--none">{}<span>{}No deadline</span>'
        "</span></span>",
        icon("running"),
        f"{label}: " if label else "",
    )


def _chip(stands: Standing, left: str) -> SafeString:
    return format_html(
        '<span class="sightline-chip sightline-chip--{}">{}<span><strong>{}</strong>{}</span></span>',
        stands.lower().replace("_", "-"),
        icon(_ICON_OF[stands]),
        stands.label,
        format_html(' <span class="sightline-chip__left">{}</span>', left) if left else "",
    )


def _when(due_at: datetime, stopped_at: datetime | None) -> SafeString:
    if stopped_at:
        return format_html(
            'Done <time datetime="{}">{}</time>, due {}', stopped_at.isoformat(), moment(stopped_at), due(due_at)
        )
    return format_html('Due <time datetime="{}">{}</time>', due_at.isoformat(), due(due_at))


def _basis(basis: str, *, compact: bool) -> SafeString:
    if not basis:
        return _NOTHING
    if compact:
        return format_html('<details class="sightline-clock__why"><summary>Why</summary>{}</details>', basis)
    return format_html('<span class="sightline-clock__basis">{}</span>', basis)


def row(cells: Sequence[Any], labels: Sequence[str], *, url: str, now: datetime) -> SafeString:
    """Draw the cells of one row of a list, under columns so labelled. The first names the row and leads to `url`."""
    first = format_html(
        '<th scope="row" role="rowheader" class="govuk-table__header" data-label="{}">{}</th>',
        labels[0],
        _cell(cells[0], now, url=url, of_row=True),
    )
    others = format_html_join(
        "\n",
        '<td role="cell" class="govuk-table__cell" data-label="{}">{}</td>',
        (
            (label, _cell(cell, now, url=_of(cell, "url") or ""))
            for label, cell in zip(labels[1:], cells[1:], strict=True)
        ),
    )
    return format_html("{}\n{}", first, others)


def _cell(cell: Any, now: datetime, *, url: str, of_row: bool = False) -> SafeString:
    """What stands in a cell: a clock, or a text, perhaps with a link, a hint beneath it and tags."""
    if getattr(cell, "due_at", None):
        return clock(cell, now, compact=True)
    if running := _of(cell, "clock"):
        return clock(running, now, stopped_at=_of(cell, "stopped_at"), compact=True)
    text = _of(cell, "text")
    shown = cell if text is None else text
    hint, tags = _of(cell, "hint"), _of(cell, "tags")
    return format_html(
        '<span class="sightline-cell">{}{}{}</span>',
        _link(url, shown, of_row=of_row) if url else shown,
        format_html('<span class="sightline-cell__hint">{}</span>', hint) if hint else "",
        format_html('<span class="sightline-cell__tags">{}</span>', _tags(tags)) if tags else "",
    )


def _link(url: str, text: object, *, of_row: bool) -> SafeString:
    marked = mark_safe(" data-row-link") if of_row else _NOTHING
    return format_html('<a class="govuk-link"{} href="{}">{}</a>', marked, url, text)


def _tags(tags: Sequence[Mapping[str, str]]) -> SafeString:
    return format_html_join("", "{}", ((tag(each["text"], each.get("colour", "")),) for each in tags))


def _of(cell: Any, name: str) -> Any:
    """A part of a cell, which is a mapping, an object with the same names, or plain text."""
    return cell.get(name) if isinstance(cell, Mapping) else getattr(cell, name, None)
