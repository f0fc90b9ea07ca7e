"""Draws every Django form with the GOV.UK Design System's markup.

Set `FORM_RENDERER = "sightline.common.forms.renderer.GovukRenderer"`. Django's own fields and widgets are
drawn as well as ours; a page says `{{ form }}` or `{{ form.name.as_field_group }}` and nothing more.
"""

from typing import Any

from django.forms import widgets
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates

_OURS = {
    "django/forms/errors/list/default.html": "sightline/forms/errors.html",
    "django/forms/errors/list/ul.html": "sightline/forms/errors.html",
    "django/forms/label.html": "sightline/forms/label.html",
    "django/forms/widgets/select.html": "sightline/forms/select.html",
    "django/forms/widgets/radio.html": "sightline/forms/radios.html",
    "django/forms/widgets/checkbox_select.html": "sightline/forms/checkboxes.html",
}
_LOOKS: tuple[tuple[type[widgets.Widget], str], ...] = (
    (widgets.CheckboxInput, "govuk-checkboxes__input"),
    (widgets.RadioSelect, "govuk-radios__input"),
    (widgets.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (widgets.Select, "govuk-select"),
    (widgets.Textarea, "govuk-textarea"),
    (widgets.FileInput, "govuk-file-upload"),
    (widgets.Input, "govuk-input"),
)


class GovukBoundField(BoundField):
    """One question of a form, with what GOV.UK's markup needs to know about it."""

    def as_widget(self, widget: Any = None, attrs: Any = None, only_initial: bool = False) -> Any:
        widget = widget or self.field.widget
        if hasattr(widget, "parts_at_fault"):
            widget.parts_at_fault = self.parts_at_fault
        if getattr(widget, "reveals", None):
            widget.revealed = {
                choice: "".join(self.form[name].as_field_group() for name in names)
                for choice, names in widget.reveals.items()
            }
        return super().as_widget(widget=widget, attrs=attrs, only_initial=only_initial)

    def label_tag(self, contents: Any = None, attrs: Any = None, label_suffix: Any = None, tag: Any = None) -> Any:
        """Draw the label in GOV.UK's way: no colon after it, its size set by the field's `label_size`."""
        look = "govuk-fieldset__legend" if tag == "legend" else "govuk-label"
        if isinstance(self.field.widget, widgets.CheckboxInput):
            classes = f"{look} govuk-checkboxes__label"
        else:
            classes = f"{look} {look}--{getattr(self.field, 'label_size', 's')}"
        attrs = {"class": classes} | (attrs or {})
        return super().label_tag(contents, attrs, label_suffix="", tag=tag)

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> dict[str, Any]:
        """Add the design system's classes; leave `required` to the server, whose words are better."""
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        built.pop("required", None)
        if self.use_fieldset:
            built.pop("aria-invalid", None)
        look = next((name for kind, name in _LOOKS if isinstance(widget, kind)), "")
        if look and not widget.is_hidden:
            built["class"] = " ".join(self._classes(look, widget.attrs.get("class", "")))
        return built

    def _classes(self, look: str, own: str) -> list[str]:
        classes = [look, own] if own else [look]
        if self.character_limit:
            classes.append("govuk-js-character-count")
        if self.errors and not look.endswith("__input"):
            classes.append(f"{look}--error")
        width = getattr(self.field, "width", None)
        if width:
            classes.append(f"govuk-input--width-{width}" if width.isdigit() else f"govuk-!-width-{width}")
        return classes

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        if self.character_limit and self.auto_id:
            return f"{described or ''} {self.auto_id}-info".strip()
        return described

    @property
    def parts_at_fault(self) -> tuple[str, ...]:
        """Which inputs of a date are wrong, as its error says; all of them if it does not say."""
        at_fault: list[str] = []
        every_part = getattr(self.field.widget, "parts", ())
        for error in self.form.errors.as_data().get(self.name, []) if self.form.is_bound else []:
            params: dict[str, Any] = error.params or {}
            at_fault += params.get("parts") or every_part
        return tuple(at_fault)

    @property
    def first_input_id(self) -> str:
        """Where a link in the error summary leads: the input to put right, or the first of a group."""
        widget = self.field.widget
        if hasattr(widget, "parts_at_fault"):
            return f"{self.auto_id}_{(self.parts_at_fault or widget.parts)[0]}"
        if self.use_fieldset:
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    @property
    def character_limit(self) -> int | None:
        """The limit that is counted down under a text area, if it is."""
        return getattr(self.field.widget, "count_down_from", None)

    @property
    def is_single_checkbox(self) -> bool:
        return isinstance(self.field.widget, widgets.CheckboxInput)

    @property
    def is_revealed(self) -> bool:
        """Is this question drawn inside the choice of another, and so not by the form itself?"""
        return any(
            self.name in names
            for field in self.form.fields.values()
            for names in (getattr(field.widget, "reveals", None) or {}).values()
        )


class GovukRenderer(DjangoTemplates):
    """Django's form renderer, with our templates in the place of its own."""

    form_template_name = "sightline/forms/form.html"
    formset_template_name = "sightline/forms/formset.html"
    field_template_name = "sightline/forms/field.html"
    bound_field_class = GovukBoundField

    def get_template(self, template_name: str) -> Any:
        return super().get_template(_OURS.get(template_name, template_name))
