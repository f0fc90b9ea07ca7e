"""A practitioner begins a tool about a child."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import must_hold
from sightline.instruments import editions
from sightline.instruments.actions.holding import held, held_standing
from sightline.instruments.actions.refusals import NotADraft, NotOffered, WrongChild
from sightline.instruments.definition import Questionnaire
from sightline.instruments.models import CompletedTool
from sightline.register.models import Child, Staff
from sightline.timescales.ages import age_on
from sightline.timescales.zone import local_date


@dataclass(frozen=True)
class DescribedChild:
    """A child as the practitioner describes them, where their agency keeps no record of the child here."""

    given_name: str = ""
    family_name: str = ""
    born_on: date | None = None
    expected_on: date | None = None


@transaction.atomic
def start(
    *, tool_id: str, about: Child | DescribedChild, age_group: str = "", by: Staff, at: datetime
) -> CompletedTool:
    """Begins a tool in the version in force today.

    The questions follow from the child's age today; `age_group` counts only where no date of birth is known.
    Raises NotOffered, WrongChild.
    """
    must_hold(by, Permission.COMPLETE_SCREENING_TOOLS)
    today = local_date(at)
    edition = _offered(tool_id, today)
    tool = CompletedTool(
        agency_id=by.agency_id, tool_id=edition.id, tool_version=edition.version, author=by, begun_at=at, saved_at=at
    )
    if isinstance(about, Child):
        _check_own_child(about, by=by)
        tool.child = about
    else:
        _check_described(about, today=today)
        tool.described_given_name, tool.described_family_name = about.given_name.strip(), about.family_name.strip()
        tool.described_born_on, tool.described_expected_on = about.born_on, about.expected_on
    tool.age_group = age_group_of(
        edition, born_on=tool.born_on, expected_on=tool.expected_on, today=today, told=age_group
    )
    tool.save()
    audit.record("began a screening tool", tool, by=by, at=at)
    return tool


@transaction.atomic
def correct(*, tool: CompletedTool, by: Staff, at: datetime) -> CompletedTool:
    """Begins a correction: a draft in the same version, holding what was answered; completed, it takes its place."""
    earlier = held_standing(tool, by=by)
    draft = _about_the_same_child(earlier, by=by, at=at)
    draft.tool_version, draft.age_group = earlier.tool_version, earlier.age_group
    draft.answers, draft.notes = dict(earlier.answers), dict(earlier.notes)
    draft.corrects_earlier = True
    draft.save()
    audit.record("began to correct a screening tool", draft, by=by, at=at)
    return draft


@transaction.atomic
def screen_again(*, tool: CompletedTool, by: Staff, at: datetime) -> CompletedTool:
    """Begins a fresh screening of the same child, in today's version; its result is shown beside the earlier one."""
    draft = _about_the_same_child(held_standing(tool, by=by), by=by, at=at)
    today = local_date(at)
    edition = _offered(draft.tool_id, today)
    draft.tool_version = edition.version
    draft.age_group = age_group_of(
        edition, born_on=draft.born_on, expected_on=draft.expected_on, today=today, told=draft.age_group
    )
    draft.save()
    audit.record("began to screen a child again", draft, by=by, at=at)
    return draft


@transaction.atomic
def take_over(*, tool: CompletedTool, by: Staff, at: datetime) -> CompletedTool:
    """Goes on with an absent colleague's draft. What they wrote stays; whoever takes over answers for all of it."""
    tool = held(tool, by=by)
    if not tool.is_draft:
        raise NotADraft("This screening is no longer a draft, so there is nothing to take over.")
    tool.author = by
    tool.save()
    audit.record("took over a screening tool", tool, by=by, at=at, fields=["author"])
    return tool


def age_group_of(
    edition: Questionnaire, *, born_on: date | None, expected_on: date | None, today: date, told: str
) -> str:
    """The age group whose questions are put; empty where the tool asks every age alike. Raises WrongChild."""
    if not edition.age_groups:
        return ""
    if born_on is None and expected_on is None:
        group = edition.age_group(told)
        if group is None:
            raise WrongChild("Give the child's date of birth, or choose the age group.")
        return group.code
    group = edition.age_group_at(age_on(born_on, today) if born_on else None)
    if group is None:
        ages = ", ".join(each.label.lower() for each in edition.age_groups)
        raise WrongChild(f"{edition.title} is for children of these ages: {ages}. Check the date of birth.")
    return group.code


def _offered(tool_id: str, today: date) -> Questionnaire:
    try:
        edition = editions.in_force(tool_id, today)
    except editions.NoSuchEdition as none:
        raise NotOffered("This tool is not in use today. Choose one from the list.") from none
    if edition.is_slot and edition.licence:
        raise NotOffered(
            f"{edition.title} may be used only under licence from {edition.licence.holder}."
            " The partnership's business manager can load it once there is one."
        )
    return edition


def _check_own_child(child: Child, *, by: Staff) -> None:
    if not Child.objects.visible_to(by).filter(pk=child.pk).exists():
        raise WrongChild("This child is not in your agency's records, or the record is restricted.")


def _check_described(about: DescribedChild, *, today: date) -> None:
    if not (about.given_name.strip() or about.family_name.strip() or about.expected_on):
        raise WrongChild("Give the child's name. For a child not yet born, the expected date is enough.")
    if about.born_on and about.born_on > today:
        raise WrongChild("The date of birth is in the future. For a child not yet born, give the expected date.")


def _about_the_same_child(earlier: CompletedTool, *, by: Staff, at: datetime) -> CompletedTool:
    return CompletedTool(
        agency_id=by.agency_id,
        tool_id=earlier.tool_id,
        age_group=earlier.age_group,
        child=earlier.child,
        described_given_name=earlier.described_given_name,
        described_family_name=earlier.described_family_name,
        described_born_on=earlier.described_born_on,
        described_expected_on=earlier.described_expected_on,
        author=by,
        begun_at=at,
        saved_at=at,
        earlier=earlier,
    )
