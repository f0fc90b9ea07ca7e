"""The page of commands: what can be typed after `./sightline`."""

from textwrap import dedent

from sightline.site.reference.markdown import Page, anchor
from sightline.site.start.commands import COMMANDS, OVERVIEW, Command

MADE_FROM = "the start script's own help"
ABOUT = """\
`./sightline COMMAND --help` says the same on the command line. The start script needs Python 3.11 and nothing else;
what it needs beyond that it fetches into its home on first use."""
ELSEWHERE = frozenset({"check"})
"""Commands that are modules of their own rather than entries of the service's command line."""


def offered() -> dict[str, Command]:
    """What the start script offers and this checkout can do."""
    from sightline.site.__main__ import NAMES

    # A command whose name is a word of Python's has its module written with a line behind it.
    here = {name.rstrip("_") for name in NAMES} | ELSEWHERE
    return {name: command for name, command in COMMANDS.items() if name in here}


def page() -> Page:
    """The page as it stands now."""
    made = Page("Commands", made_from=MADE_FROM, about=ABOUT)
    made.table(
        ("Command", "To …"),
        [(f"[{name}]({anchor(f'sightline {name}')})", command.summary) for name, command in offered().items()],
    )
    for name, command in offered().items():
        made.heading(f"sightline {name}")
        made.paragraph(f"{command.summary[:1].upper()}{command.summary[1:]}.")
        usage = f"./sightline {name} {command.usage}".rstrip()
        text = dedent(command.text).strip()
        made.block(f"{usage}\n\n{text}".rstrip(), language="text")
    made.heading("What holds for all of them")
    made.block(OVERVIEW.strip().rsplit("\n\n", 1)[0], language="text")
    return made
