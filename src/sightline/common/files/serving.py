"""The one page that opens files, and how they are handed over: taken away, never shown as part of the service."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from sightline.common import audit
from sightline.common.access import signed_in
from sightline.common.files import store
from sightline.common.files.hanging import Hanging, hangings
from sightline.common.files.kinds import EXTENSIONS, MEDIA_TYPES
from sightline.common.models import StoredFile

_NOT_SCANNED = (
    "This file has not yet been scanned for viruses: the scanner does not answer. It opens as soon as it has been."
)
_VIRUS = "A virus was found in this file, and its content was removed."
_TIME_OVER = "The time for which this file is kept is over, and its content was removed."


@signed_in
def open_file(request: HttpRequest, address: UUID) -> HttpResponse:
    """Hands over one file to whoever may see the record it hangs on. Each opening is in the access trail."""
    file = StoredFile.objects.visible_to(request.user).filter(address=address).first()
    hanging = next(hangings.gather(file=file, staff=request.user), None) if file else None
    if file is None or not (hanging or file.state == StoredFile.State.WAITING):
        audit.refused(request, wanted="open a file", record_type=StoredFile._meta.label)
        raise Http404("No such file, or not one that you may see.")
    if hanging and hanging.why_shut:
        raise PermissionDenied(hanging.why_shut)
    if not file.can_be_opened:
        raise PermissionDenied(why_shut(file))
    audit.opened(request, file)
    if hanging:
        audit.opened(request, hanging.about)
    return _handed_over(file, hanging)


def why_shut(file: StoredFile) -> str:
    """Why a file that cannot be opened cannot, to those who may see its record."""
    if file.scan == StoredFile.Scan.FOUND:
        return _VIRUS
    return _NOT_SCANNED if file.has_content else _TIME_OVER


def _handed_over(file: StoredFile, hanging: Hanging | None) -> HttpResponse:
    """The content, which a browser saves and does not show, under a name that names nobody (ruling S13)."""
    answer = HttpResponse(store.read(file.sha256), content_type=MEDIA_TYPES[file.kind])
    answer["Content-Disposition"] = f'attachment; filename="{offered_name(file, hanging)}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "no-store, private"
    return answer


def offered_name(file: StoredFile, hanging: Hanging | None) -> str:
    """The kind, the record's reference and the file's number there: "pdf-FD-2345-6789-1.pdf"."""
    about = f"{hanging.reference}-{hanging.number}" if hanging else "not-sent-yet"
    return f"{file.kind.lower()}-{about}.{EXTENSIONS[file.kind][0]}"
