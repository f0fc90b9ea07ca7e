"""Questions that only matter after a certain choice."""

from collections.abc import Iterator
from typing import Any


class Revealing:
    """For a form whose radios or checkboxes reveal further questions. Put it before `forms.Form`.

    A revealed question counts only if its choice was made: then `required` means required; otherwise its
    answer and its errors are dropped, as the person could not see it (or, without script, need not answer).
    """

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        for name in self.not_revealed():
            self.errors.pop(name, None)  # type: ignore[attr-defined]
            self.cleaned_data[name] = self.fields[name].to_python(None)  # type: ignore[attr-defined]
        return cleaned

    def not_revealed(self) -> Iterator[str]:
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            for choice, revealed in (getattr(field.widget, "reveals", None) or {}).items():
                chosen = self[name].data or ()  # type: ignore[index]
                if choice not in ([chosen] if isinstance(chosen, str) else [str(one) for one in chosen]):
                    yield from revealed
