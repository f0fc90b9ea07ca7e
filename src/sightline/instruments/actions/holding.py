"""Taking hold of a tool, so that two people at once cannot both change it unseen."""

from sightline.common.access import Permission
from sightline.common.refusals import must_hold
from sightline.instruments.actions.refusals import NotADraft, NotTheAuthor, NotYetCompleted
from sightline.instruments.models import CompletedTool
from sightline.register.models import Staff


def held(tool: CompletedTool, *, by: Staff) -> CompletedTool:
    """The tool as it stands now, held for this transaction. Only the author's agency may hold one."""
    must_hold(by, Permission.COMPLETE_SCREENING_TOOLS)
    found = (
        CompletedTool.objects.visible_to(by)
        .filter(agency_id=by.agency_id, pk=tool.pk)
        .select_for_update(of=("self",))
        .select_related("child", "author")
        .first()
    )
    if found is None:
        raise NotTheAuthor("This screening belongs to another agency. Ask its author to change it.")
    return found


def held_draft(tool: CompletedTool, *, by: Staff) -> CompletedTool:
    """The draft, held by its author."""
    found = held(tool, by=by)
    if not found.is_draft:
        raise NotADraft("This screening is no longer a draft. To change an answer, start a correction of it.")
    if found.author_id != by.pk:
        raise NotTheAuthor(f"{found.author.name} is writing this draft. Take it over first if they are away.")
    return found


def held_standing(tool: CompletedTool, *, by: Staff) -> CompletedTool:
    """The tool, held, completed and neither corrected nor withdrawn since."""
    found = held(tool, by=by)
    if not found.stands:
        raise NotYetCompleted(
            "This screening is a draft. Complete it first."
            if found.is_draft
            else f"This screening no longer stands: {found.get_status_display().lower()}."
        )
    return found
