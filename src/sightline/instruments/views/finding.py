"""Finding the tool that a page is about, and what was sent about it."""

from typing import Any

from django.http import Http404, QueryDict

from sightline.common import audit
from sightline.instruments import editions
from sightline.instruments.definition import Answer, Page, Questionnaire, read_answers
from sightline.instruments.models import CompletedTool
from sightline.register.request import StaffRequest


def sent(request: StaffRequest) -> QueryDict | None:
    """What was sent with the form, also where all of it is empty; None where the page was only asked for."""
    return request.POST if request.method == "POST" else None


def tool_for(request: StaffRequest, pk: int) -> CompletedTool:
    """The tool, if this person may see it; else not found, and the refusal is kept."""
    everything = CompletedTool.objects.visible_to(request.user).select_related(
        "agency", "child", "author", "countersigned_by", "withdrawn_by", "earlier"
    )
    found = everything.filter(pk=pk).first()
    if found is None:
        audit.refused(request, wanted="open a screening tool", record_type="instruments.CompletedTool", record_id=pk)
        raise Http404("No such screening, or not one that you may see.")
    return found


def edition_and_answers(tool: CompletedTool) -> tuple[Questionnaire, dict[str, Answer]]:
    """The version that the tool answers, and its answers as they stand."""
    edition = editions.edition_of(tool)
    answers, _ = read_answers(edition, tool.answers)
    return edition, answers


def page_for(
    edition: Questionnaire, tool: CompletedTool, answers: dict[str, Any], *, section: str, step: int
) -> Page | None:
    """The page at that address, if it is put to this respondent."""
    pages = edition.pages(answers, age_group=tool.age_group)
    return next((page for page in pages if (page.section.code, page.step) == (section, step)), None)
