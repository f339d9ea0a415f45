"""Series of a source: what people changed of them or of a date is shown, and decided one by one."""

import pytest

from apps.scheduling.models import Event, Series
from tests.scheduling.interchange.files import calendar_of
from tests.scheduling.sources.conftest import DIFFERENCES, EVENTS, work
from tests.scheduling.sources.test_differences import decide, open_ones

pytestmark = pytest.mark.django_db

WEEKLY = (
    "UID:m\nSUMMARY:Morning\nDTSTART;TZID=Europe/Dublin:20270315T060000\nDTEND;TZID=Europe/Dublin:20270315T090000\n"
    "RRULE:FREQ=WEEKLY;COUNT=5\n"
)
MOVED = (
    "UID:m\nSUMMARY:Morning\nRECURRENCE-ID;TZID=Europe/Dublin:20270322T060000\n"
    "DTSTART;TZID=Europe/Dublin:20270322T070000\nDTEND;TZID=Europe/Dublin:20270322T100000\n"
)


@pytest.fixture
def series(sync, publisher):
    publisher.content = calendar_of(WEEKLY, MOVED)
    assert sync()["counts"]["created"] == 2
    return Series.objects.get()


def titles():
    return list(Event.objects.live().order_by("start_at").values_list("title", flat=True))


def changed(publisher, **words):
    """The source publishes the series with other words; `MOVED` as it is."""
    entry = WEEKLY
    for before, after in words.items():
        entry = entry.replace(before, after)
    publisher.content = calendar_of(entry, MOVED)


def test_what_people_and_the_source_both_changed_of_a_series_waits(series, sync, publisher, scheduler):
    scheduler.patch(f"/api/series/{series.pk}/", {"title": "Ours"})
    changed(publisher, Morning="Theirs")
    done = sync()
    assert (done["counts"]["conflict"], done["differences"], sync()["differences"]) == (2, 1, 0)
    assert titles() == ["Ours"] * 5
    [row] = open_ones(scheduler)
    assert row["fields"] == [{"name": "title", "before": "Morning", "ours": "Ours", "theirs": "Theirs"}]
    assert (row["series"]["id"], row["series"]["whole"]) == (series.pk, True)
    assert row["series"]["text"].startswith("every Monday at 06:00")

    decide(scheduler, [row], "ours")
    work()
    assert (titles(), open_ones(scheduler)) == (["Ours"] * 5, [])
    changed(publisher, Morning="Others")
    sync()
    decide(scheduler, open_ones(scheduler), "theirs")
    work()  # the source is read at once
    assert titles() == ["Others", "Ours", "Others", "Others", "Others"]  # it says nothing new of the second
    assert open_ones(scheduler) == []


def test_what_people_changed_stays_while_the_source_changes_something_else(series, sync, publisher, scheduler):
    scheduler.patch(f"/api/series/{series.pk}/", {"title": "Ours"})
    date = Event.objects.order_by("start_at")[3]
    scheduler.patch(f"{EVENTS}{date.pk}/", {"title": "Special"})
    changed(publisher, T090000="T093000")
    assert sync()["differences"] == 0
    assert titles() == ["Ours", "Ours", "Ours", "Special", "Ours"]
    assert {event.end_at.minute for event in Event.objects.order_by("start_at")} == {0, 30}


def test_a_date_that_people_and_the_source_both_changed_waits(series, sync, publisher, scheduler):
    date = f"{EVENTS}{Event.objects.order_by('start_at')[1].pk}/"
    scheduler.patch(date, {"title": "Ours"})
    assert sync()["status"] in ("done", "unchanged")
    assert scheduler.get(date).json()["title"] == "Ours"

    publisher.content = calendar_of(WEEKLY, MOVED.replace("SUMMARY:Morning", "SUMMARY:Theirs"))
    assert sync()["differences"] == 1
    [row] = open_ones(scheduler)
    assert [field["name"] for field in row["fields"]] == ["title"]
    assert (row["event"]["title"], row["series"]["whole"]) == ("Ours", False)
    decide(scheduler, [row], "theirs")
    work()
    assert (titles()[1], open_ones(scheduler)) == ("Theirs", [])


@pytest.mark.parametrize(("decision", "left"), [("ours", ["Morning"] * 3 + ["Ours"]), ("theirs", ["Morning"] * 3)])
def test_a_date_changed_by_hand_is_not_lost_with_its_rule(series, sync, publisher, scheduler, decision, left):
    date = f"{EVENTS}{Event.objects.order_by('start_at')[4].pk}/"
    scheduler.patch(date, {"title": "Ours"})
    publisher.content = calendar_of(WEEKLY.replace("COUNT=5", "COUNT=3"), MOVED)
    assert sync()["differences"] == 1
    [row] = open_ones(scheduler)
    assert (row["kind"], row["event"]["title"], len(titles())) == ("lost", "Ours", 5)

    decide(scheduler, [row], decision)
    work()
    assert (titles(), open_ones(scheduler)) == (left, [])


def test_what_people_went_on_with_cannot_be_taken_back_from_here(series, sync, publisher, scheduler):
    body = {"title": "Late", "scope": "following", "from": "2027-03-29T05:00:00Z"}
    assert scheduler.patch(f"/api/series/{series.pk}/", body).status_code == 200
    changed(publisher, T090000="T093000")
    sync()
    rows = scheduler.get(DIFFERENCES).json()["results"]
    assert decide(scheduler, rows, "theirs")["refused"][0]["code"] == "cannot_take"
    decide(scheduler, open_ones(scheduler), "ours")
    work()
    assert open_ones(scheduler) == []
    assert len(titles()) == 5


ANOTHER = (
    "UID:n\nSUMMARY:Evening\nDTSTART;TZID=Europe/Dublin:20270315T180000\nDTEND;TZID=Europe/Dublin:20270315T190000\n"
    "RRULE:FREQ=WEEKLY;COUNT=5\n"
)


@pytest.fixture
def two(sync, publisher):
    publisher.content = calendar_of(WEEKLY, ANOTHER)
    sync()
    publisher.content = calendar_of(WEEKLY)
    assert sync()["differences"] == 1
    return Series.objects.get(external_id="n")


@pytest.mark.parametrize(("decision", "left"), [("ours", 5), ("theirs", 0)])
def test_a_series_that_the_source_has_no_more_waits(two, sync, publisher, scheduler, decision, left):
    [row] = open_ones(scheduler)
    assert (row["kind"], row["event"]["title"], row["series"]["whole"]) == ("gone", "Evening", True)
    assert titles().count("Evening") == 5
    assert sync()["status"] == "unchanged"

    assert decide(scheduler, [row], decision)["refused"] == []
    publisher.content += b"\r\n"
    sync()
    assert (titles().count("Evening"), open_ones(scheduler)) == (left, [])

    publisher.content = calendar_of(WEEKLY, ANOTHER)  # the source has it again
    sync()
    assert (titles().count("Evening"), open_ones(scheduler)) == (5, [])
    publisher.content = calendar_of(WEEKLY)
    assert sync()["differences"] == 1


def test_what_people_changed_by_hand_does_not_go_with_a_series_of_the_source(two, scheduler):
    date = Event.objects.filter(series=two).order_by("start_at")[2]
    scheduler.patch(f"{EVENTS}{date.pk}/", {"title": "Special"})

    [refused] = decide(scheduler, open_ones(scheduler), "theirs")["refused"]
    assert refused["code"] == "edits_would_be_lost"
    assert titles().count("Evening") == 4
    assert len(open_ones(scheduler)) == 1


def test_a_source_that_says_nothing_of_the_time_of_a_series_has_not_ended_it(sync, publisher, scheduler):
    publisher.content = calendar_of(ANOTHER)
    sync()
    publisher.content = calendar_of(WEEKLY.replace("20270315", "20270201").replace("COUNT=5", "COUNT=2"))
    assert sync()["differences"] == 0
