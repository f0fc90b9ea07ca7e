"""Makes a drawing fit to stand in a page under a strict content policy, and to be read aloud.

Takes SVG as the drawing library writes it; returns SVG of an allowed set of elements and attributes, with no
style, script or foreign content, its own ids, and one accessible name and description for the whole drawing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from defusedxml.ElementTree import fromstring

NAMESPACE = "http://www.w3.org/2000/svg"
_ELEMENTS = {"svg", "g", "path", "rect", "line", "circle", "text", "tspan"}
_ATTRIBUTES = re.compile(
    r"viewBox|width|height|transform|d|[cr]?[xy][12]?|d[xy]|r|opacity|text-anchor"
    r"|fill(-opacity)?|stroke(-(width|dasharray|linecap|linejoin|miterlimit|opacity))?"
    r"|font-(family|size|weight|style)"
)
_ROUNDED = {"d", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height"}
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}(e-?\d+)?")


class NotDrawable(ValueError):  # noqa: N818  a refusal, named as it reads
    """The drawing holds an element that no page may carry."""


@dataclass(frozen=True)
class Hatching:
    """Lines in a lighter ink over a fill, so that a fill is told apart without its colour."""

    path: str
    ink: str


def fit_for_a_page(drawing: str, *, ident: str, title: str, description: str, hatchings: Mapping[str, Hatching]) -> str:
    """The drawing, cleaned and named. `hatchings` maps a fill colour to the lines drawn over it."""
    root = _cleaned(fromstring(drawing))
    _hatch(root, hatchings, ident)
    root.set("xmlns", NAMESPACE)
    root.set("role", "img")
    root.set("aria-labelledby", f"{ident}-title {ident}-description")
    for place, (name, words) in enumerate((("title", title), ("desc", description))):
        element = Element(name, {"id": f"{ident}-{'title' if name == 'title' else 'description'}"})
        element.text = words
        root.insert(place, element)
    return tostring(root, encoding="unicode")


def _cleaned(element: Element) -> Element:
    name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
    if name not in _ELEMENTS:
        raise NotDrawable(f"A drawing may not hold <{name}>")
    clean = Element(name, _attributes(element))
    clean.text = element.text
    for child in element:
        if _is_seen(child):
            clean.append(_cleaned(child))
    return clean


def _attributes(element: Element) -> dict[str, str]:
    """The allowed presentation attributes; those written as a style win, as they do in a browser."""
    found = dict(element.attrib)
    for declaration in found.pop("style", "").split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip()] = value.strip()
    allowed = {name: value for name, value in found.items() if _ATTRIBUTES.fullmatch(name) and "url(" not in value}
    return {name: _shortened(value) if name in _ROUNDED else value for name, value in allowed.items()}


def _shortened(value: str) -> str:
    return _LONG_NUMBER.sub(lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), value)


def _is_seen(element: Element) -> bool:
    hidden = element.get("display") == "none" or element.get("opacity") == "0"
    empty = element.get("d") in {"", "M0,0h0v0h0Z"}
    return not hidden and not empty and isinstance(element.tag, str)


def _hatch(root: Element, hatchings: Mapping[str, Hatching], ident: str) -> None:
    used: dict[str, str] = {}
    for element in root.iter():
        fill = element.get("fill", "")
        if fill in hatchings and element.tag != "text":
            used.setdefault(fill, f"{ident}-hatching-{len(used) + 1}")
            element.set("fill", f"url(#{used[fill]})")
    if used:
        root.insert(0, _patterns(used, hatchings))


def _patterns(used: Mapping[str, str], hatchings: Mapping[str, Hatching]) -> Element:
    definitions = Element("defs")
    for fill, ident in used.items():
        size = {"width": "8", "height": "8"}
        pattern = SubElement(definitions, "pattern", {"id": ident, "patternUnits": "userSpaceOnUse", **size})
        SubElement(pattern, "rect", {**size, "fill": fill})
        hatching = hatchings[fill]
        SubElement(
            pattern,
            "path",
            {"d": hatching.path, "stroke": hatching.ink, "stroke-width": "1.2", "fill": "none"},
        )
    return definitions
