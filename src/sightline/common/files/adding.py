"""Adding files on a form: those that come with it are looked over one by one, and those that passed stay with it.

A refused file costs nobody their words, nor the files beside it: what passed is kept for its sender alone and named
in the form by its address (`kept_file`), until the form is sent or the file is taken off (`drop_file`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest

from sightline.common.files import actions
from sightline.common.files.kinds import EXTENSIONS, IN_WORDS
from sightline.common.files.limits import in_words, limits
from sightline.common.forms.worded import Worded
from sightline.common.models import StoredFile
from sightline.common.refusals import Refused

FIELD, KEPT, DROPPED = "new_files", "kept_file", "drop_file"
_ACCEPT = ",".join(f".{ending}" for endings in EXTENSIONS.values() for ending in endings)


class SeveralFiles(forms.ClearableFileInput):
    """The browser's own way to choose files, one or several."""

    template_name = "django/forms/widgets/file.html"
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(Worded, forms.FileField):
    """Files to add. It says what is taken; whether each is, `added` finds out."""

    verb = "Select"
    widget = SeveralFiles

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.widget.attrs |= {"multiple": True, "accept": _ACCEPT}

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data or []


def what_is_taken() -> str:
    """What may be attached, in one sentence under the question."""
    allowed = limits()
    return f"{IN_WORDS}. Up to {allowed.per_record} files, each up to {in_words(allowed.file)}."


class AddFiles(forms.Form):
    """The question alone, to stand in a form of its own or beside another."""

    new_files = FilesField(label="Add files", called="the files")

    def __init__(self, *args: Any, label: str = "Add files", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[FIELD].label = label
        self.fields[FIELD].help_text = what_is_taken()


@dataclass
class Added:
    """The files that a form has now, and why others were not taken."""

    files: list[StoredFile] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def added(request: HttpRequest, *, already: int = 0) -> Added:
    """Takes in what came with the form, beside what it had; `already` hang on the record before."""
    now = Added(kept_of(request, request.POST.getlist(KEPT)))
    at: Any = request.now  # type: ignore[attr-defined]
    dropped = set(request.POST.getlist(DROPPED))
    for file in [file for file in now.files if str(file.address) in dropped]:
        actions.let_go(file=file, by=request.user, at=at)
        now.files.remove(file)
    most = limits().per_record
    for upload in request.FILES.getlist(FIELD):
        name = actions.plain_name(upload.name or "")
        if len(now.files) + already >= most:
            now.problems.append(f"“{name}” was not added: {most} files are the most for one record.")
            continue
        try:
            now.files.append(actions.take_in(file=cast(BinaryIO, upload), name=name, by=request.user, at=at))
        except Refused as refusal:
            now.problems.append(f"“{name}” was not added. {refusal}")
    return now


def kept_of(request: HttpRequest, addresses: Iterable[str]) -> list[StoredFile]:
    """Of files named in a form, those that this person added and that hang on nothing yet, in the order they came."""
    marks = [mark for mark in map(_mark, addresses) if mark]
    own = StoredFile.objects.visible_to(request.user).filter(state=StoredFile.State.WAITING)
    return list(own.filter(address__in=marks).order_by("pk"))


def _mark(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
