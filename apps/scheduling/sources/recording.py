"""What a reading of a source leaves behind: what it said of each event, and the differences that people decide on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max, Min

from apps.scheduling.events.models import Event, Status
from apps.scheduling.interchange.merging import Dispute
from apps.scheduling.interchange.models import ImportRun, Outcome
from apps.scheduling.series.models import Series
from apps.scheduling.sources.models import Decision, Difference, DifferenceKind, Item, Source

Plain = dict[str, Any]  # values by their names on the wire, as JSON keeps them
_GOOD = (Outcome.CREATED, Outcome.CHANGED, Outcome.UNCHANGED)
_AHEAD = (Status.SCHEDULED, Status.IN_PROGRESS)
_AT_ONCE = 1000
_COLUMNS = ["kind", "fields", "theirs", "given", "event_id", "series_id", "is_whole"]


@dataclass(frozen=True, slots=True)
class Told:
    """What one row says of its event, and where that differs from what people made of it."""

    event_id: int | None
    given: Plain
    theirs: Plain = field(default_factory=dict)
    fields: list[Plain] = field(default_factory=list)


def record(
    source: Source,
    run: ImportRun,
    told: Mapping[str, Told],
    disputes: Mapping[str, tuple[Series, Dispute]],
    *,
    now: datetime,
) -> int:
    """Called in the transaction of the reading. Returns how many differences were not there before."""
    _keep_what_was_said(source, run, told)
    wanted = {
        key: _changed(source, key, row, row.event_id, now) for key, row in told.items() if row.fields and row.event_id
    }
    wanted |= {
        key: found for key, (series, dispute) in disputes.items() if (found := _of_series(source, series, dispute, now))
    }
    if span := _span(source, run):
        gone = [_gone(source, item, now) for item in _left_out(source, run, span, now)]
        ended = [_ended(source, series, date, now) for series, date in _series_left_out(source, run, span, now)]
        wanted |= {each.external_id: each for each in (*gone, *ended)}
    waiting = {row.external_id: row for row in source.differences.filter(decided_at=None).select_for_update()}
    settled = [row for key, row in waiting.items() if key not in wanted]
    for row in settled:
        row.decision, row.decided_at = Decision.SETTLED, now
    Difference.objects.bulk_update(settled, ["decision", "decided_at"], batch_size=_AT_ONCE)
    for key, row in waiting.items():
        if key in wanted:
            newer = wanted.pop(key)
            for name in _COLUMNS:
                setattr(row, name, getattr(newer, name))
    still = [row for row in waiting.values() if row.decided_at is None]
    Difference.objects.bulk_update(still, _COLUMNS, batch_size=_AT_ONCE)
    Difference.objects.bulk_create(wanted.values(), batch_size=_AT_ONCE)
    return len(wanted)


def _keep_what_was_said(source: Source, run: ImportRun, told: Mapping[str, Told]) -> None:
    """Of the rows that were taken. What was not taken is told anew next time, as if the source had just said it."""
    rows = run.rows.filter(outcome__in=_GOOD, event_id__isnull=False).order_by("pk")
    items = [
        Item(source=source, external_id=key, event_id=event_id, given=told[key].given)
        for key, event_id in rows.values_list("external_id", "event_id").iterator(chunk_size=_AT_ONCE)
        if event_id and key in told
    ]
    Item.objects.bulk_create(
        items,
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["source", "external_id"],
        update_fields=["event", "given", "left_out"],
    )


def _changed(source: Source, key: str, row: Told, event_id: int, now: datetime) -> Difference:
    return Difference(
        source=source,
        event_id=event_id,
        external_id=key,
        kind=DifferenceKind.CHANGED,
        fields=row.fields,
        theirs=row.theirs,
        given=row.given,
        found_at=now,
    )


def _of_series(source: Source, series: Series, dispute: Dispute, now: datetime) -> Difference | None:
    """About one of its dates, or about all: then the next one stands for it."""
    dates = Event.objects.live().filter(series=series)
    ahead = dates.filter(end_at__gt=now).order_by("start_at", "pk").first()
    event_id = dispute.event_id or getattr(ahead or dates.order_by("-start_at", "-pk").first(), "pk", None)
    if event_id is None:
        return None
    return Difference(
        source=source,
        event_id=event_id,
        series=series,
        external_id=series.external_id,
        kind=DifferenceKind.LOST if dispute.detaches else DifferenceKind.CHANGED,
        fields=dispute.fields,
        theirs={} if dispute.theirs is None else dispute.theirs,
        given=dispute.ours,
        is_whole=dispute.event_id is None,
        found_at=now,
    )


def _span(source: Source, run: ImportRun) -> tuple[datetime, datetime] | None:
    """The time that the source tells of: what it has no more in there, it has taken out."""
    told = run.rows.readable().aggregate(first=Min("start_at"), last=Max("start_at"))
    if not told["first"]:
        return None
    series = Series.objects.live().filter(
        source=source.namespace, external_id__in=run.rows.order_by().values("external_id")
    )
    dates = Event.objects.live().filter(series__in=series).aggregate(last=Max("start_at"))
    return told["first"], max(told["last"], dates["last"] or told["last"])


def _left_out(source: Source, run: ImportRun, span: tuple[datetime, datetime], now: datetime) -> list[Item]:
    """Events ahead that the source has no more, although it tells of the time they are in."""
    return list(
        source.items.filter(
            left_out=False,
            event__archived_at=None,
            event__status__in=_AHEAD,
            event__end_at__gt=now,
            event__start_at__range=span,
        )
        .exclude(external_id__in=run.rows.order_by().values("external_id"))
        .order_by("pk")
    )


def _series_left_out(
    source: Source, run: ImportRun, span: tuple[datetime, datetime], now: datetime
) -> Iterator[tuple[Series, Event]]:
    """Likewise its series, each with its next date."""
    gone = Series.objects.live().filter(source=source.namespace).exclude(told__has_key="left_out")
    for series in gone.exclude(external_id__in=run.rows.order_by().values("external_id")).order_by("pk"):
        ahead = Event.objects.live().filter(series=series, start_at__gt=now, status__in=_AHEAD)
        date = ahead.order_by("start_at", "pk").first()
        if date and span[0] <= date.start_at <= span[1]:
            yield series, date


def _gone(source: Source, item: Item, now: datetime) -> Difference:
    said = item.given.get("status", Status.SCHEDULED)
    return Difference(
        source=source,
        event_id=item.event_id,
        external_id=item.external_id,
        kind=DifferenceKind.GONE,
        fields=[{"name": "status", "before": said, "ours": said, "theirs": Status.CANCELLED.value}],
        theirs={"status": Status.CANCELLED.value},
        given={**item.given, "status": Status.CANCELLED.value},
        found_at=now,
    )


def _ended(source: Source, series: Series, date: Event, now: datetime) -> Difference:
    return Difference(
        source=source,
        event=date,
        series=series,
        external_id=series.external_id,
        kind=DifferenceKind.GONE,
        fields=[{"name": "status", "before": series.status, "ours": series.status, "theirs": Status.CANCELLED.value}],
        is_whole=True,
        found_at=now,
    )
