"""Builds HTML elements: every text and attribute is escaped, and nothing can write a style or a script."""

import unicodedata

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_VOID = {"meta", "link"}
_REFUSED = {"style", "script", "iframe", "object", "embed"}


class NotAllowed(ValueError):  # noqa: N818  a refusal, named as it reads
    """An element or attribute that the content policy would block."""


def element(kind: str, /, *children: str, **attributes: str) -> SafeString:
    """An element; `class_` and `for_` lose their underscore, others in a name become hyphens.

    Attributes that are empty are left out, except `alt`.
    """
    written = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    if kind in _REFUSED or any(key == "style" or key.startswith("on") for key in written):
        raise NotAllowed(f"A document writes no <{kind}> with {sorted(written)}")
    said = format_html_join("", ' {}="{}"', ((k, clean(v)) for k, v in written.items() if v or k == "alt"))
    if kind in _VOID:
        return format_html("<{}{}>", kind, said)
    return format_html("<{}{}>{}</{}>", kind, said, joined(*children), kind)


def joined(*children: str) -> SafeString:
    """Texts (escaped) and elements (as they are), one after another."""
    return format_html_join("", "{}", ((clean(child),) for child in children))


def clean(text: str) -> str:
    """The text without what HTML cannot hold: control characters other than line breaks, and lone surrogates."""
    if isinstance(text, SafeString) or text.isprintable():
        return text
    return "".join(
        character for character in text if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}
    )
