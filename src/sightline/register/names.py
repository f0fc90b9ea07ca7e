"""Names as they are kept, and as the search compares them. Pure functions."""

import unicodedata

# Signs that turn the direction of text or show nothing: in a name they can only mislead the reader.
# The joiners U+200C and U+200D stay, since Persian and Indian spelling needs them.
_MISLEADING = dict.fromkeys([0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xAD])
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʹ`´′＇"))
# Letters of their own that no decomposition turns into a plain one.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ə": "a"}
)


def tidy(name: str) -> str:
    """A name as it is kept: composed letters, single spaces, nothing that cannot be seen."""
    composed = unicodedata.normalize("NFC", name.translate(_MISLEADING))
    return " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Cn", "Cs") else c for c in composed).split())


def searchable(*names: str) -> str:
    """Names as the search compares them: no accents, no case, no apostrophes, every other sign a space."""
    text = unicodedata.normalize("NFKC", " ".join(name for name in names if name).translate(_APOSTROPHES))
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    kept = (c for c in parts if unicodedata.category(c)[0] != "M" and unicodedata.category(c) != "Cf")
    return " ".join("".join(c if c.isalnum() else " " for c in kept).split())
