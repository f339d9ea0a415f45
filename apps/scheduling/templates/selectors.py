"""Reads of templates. Everyone signed in may read them, as the schedule."""

from collections.abc import Collection

from apps.core.errors import NotFound
from apps.scheduling.templates.models import Template, TemplateEntry, TemplateQuerySet


def templates() -> TemplateQuerySet:
    """Live ones, by name."""
    return Template.objects.live().order_by("name", "pk")


def template_by_id(*, template_id: int) -> Template:
    """Raises NotFound."""
    found = templates().filter(pk=template_id).first()
    if found is None:
        raise NotFound("There is no such template")
    return found


def entries_of(template_ids: Collection[int]) -> dict[int, list[TemplateEntry]]:
    """The entries of each in the order of their times. One query."""
    found: dict[int, list[TemplateEntry]] = {key: [] for key in template_ids}
    for entry in TemplateEntry.objects.filter(template_id__in=found).order_by("start_minute", "pk"):
        found[entry.template_id].append(entry)
    return found


def template_rows(*, template_id: int) -> tuple[Template, list[TemplateEntry]]:
    """Raises NotFound."""
    template = template_by_id(template_id=template_id)
    return template, entries_of([template.pk])[template.pk]
