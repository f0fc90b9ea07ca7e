"""Whether bytes would be taken for a web page or a drawing with script in it, by a program that guesses."""

import re

_PAGE = re.compile(
    rb"<\s*(!doctype|\?xml|html|head|body|script|iframe|frameset|svg|object|embed|applet|meta|link|style|base|form"
    rb"|img|video|audio|table|a\s|xml|xsl|math)[\s>/:!]",
    re.IGNORECASE,
)


def looks_like_a_page(head: bytes) -> bool:
    """Whether the beginning of a file holds a tag that makes a page, in any common encoding."""
    return any(_PAGE.search(each) for each in (head, head.replace(b"\0", b"")))
