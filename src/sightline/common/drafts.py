"""What a person has typed and not yet sent is kept on the server, so that a time-out or a refusal loses nothing."""

from datetime import datetime
from typing import Any, TypeVar

from django.forms import BaseForm
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict

from sightline.common.models import Draft

F = TypeVar("F", bound=BaseForm)
NOT_KEPT = ("csrfmiddlewaretoken", "password", "seen_version", "once")


def keep(*, staff_id: int, form: str, sent: QueryDict, at: datetime) -> Draft:
    """Keeps what stands in a form. The last saved stands; nobody but its writer ever reads it."""
    answers = {name: [_storable(value) for value in values] for name, values in sent.lists() if name not in NOT_KEPT}
    return keep_answers(staff_id=staff_id, form=form, answers=answers, at=at)


def _storable(text: Any) -> str:
    """The text without the nought character, which a database cannot keep and nobody types."""
    return str(text).replace("\0", "")


def keep_answers(*, staff_id: int, form: str, answers: dict[str, Any], at: datetime) -> Draft:
    """Keeps what a page remembers of a person, such as which list they last looked at."""
    draft, _ = Draft.objects.update_or_create(
        staff_id=staff_id, form=form, defaults={"answers": answers, "saved_at": at}
    )
    return draft


def answers(*, staff_id: int, form: str) -> dict[str, Any]:
    """What is kept of a person under this name; empty where nothing is."""
    draft = Draft.objects.filter(staff_id=staff_id, form=form).first()
    return draft.answers if draft else {}


def discard(*, staff_id: int, form: str) -> None:
    """The form was sent: its draft is no longer needed."""
    Draft.objects.filter(staff_id=staff_id, form=form).delete()


def kept(request: HttpRequest, form: str) -> QueryDict | None:
    """What the person had typed into this form, as if just posted; None where nothing is kept."""
    draft = Draft.objects.filter(staff_id=request.user.pk or 0, form=form).first()
    if draft is None or not any(any(values) for values in draft.answers.values()):
        return None
    answers = QueryDict(mutable=True)
    for name, values in draft.answers.items():
        answers.setlist(name, values)
    return answers


def shown_again(form: F, **more: Any) -> F:
    """The form with what was kept in it, not yet judged: no error stands on a page that nobody has sent."""
    form._errors = ErrorDict()  # type: ignore[attr-defined]
    for name, value in more.items():
        form.data[form.add_prefix(name)] = value  # type: ignore[index]
    return form
