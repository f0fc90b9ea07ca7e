"""What happens around every request: one transaction, in which the database knows who is asking."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from sightline.common import actor, business_time


class ActorMiddleware:
    """Opens the request's transaction and tells the database who acts, when and for which agency.

    Stands after authentication. The view runs in a savepoint of its own (ATOMIC_REQUESTS), so that a
    failed view undoes its own work and the error page can still be made.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            request.now = business_time.now()  # type: ignore[attr-defined]
            staff = request.user if request.user.is_authenticated else None
            actor.introduce(staff=staff, at=request.now, purpose="")  # type: ignore[attr-defined]
            response = self.get_response(request)
            if response.streaming and not getattr(response, "holds_no_rows", False):
                raise RuntimeError("A streamed answer would read the database after its transaction has ended.")
        return response
