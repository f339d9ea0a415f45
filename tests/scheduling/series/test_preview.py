"""What a rule gives, asked over HTTP without storing anything."""

import pytest

from apps.core.models import OutboxEvent
from apps.scheduling.models import Event, Series
from tests.scheduling.series.factories import PREVIEW


def ask(client, rrule="", dtstart="2027-03-01T06:00", timezone="Europe/Dublin", **more):
    return client.post(PREVIEW, {"dtstart": dtstart, "timezone": timezone, "rrule": rrule} | more)


def test_the_first_dates_in_utc_and_a_sentence(operator):
    answer = ask(operator, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20270402T215959Z", limit=6)

    assert answer.status_code == 200
    assert answer.json() == {
        "occurrences": [f"2027-03-0{day}T06:00:00Z" for day in (1, 2, 3, 4, 5, 8)],
        "text": "every weekday at 06:00 until Fri 2 Apr 2027",
        "more": True,
    }
    assert not Series.objects.exists()
    assert not Event.objects.exists()
    assert not OutboxEvent.objects.exists()


def test_dates_are_added_and_taken_out_as_wall_times_instants_or_days(operator):
    answer = ask(
        operator,
        "FREQ=DAILY;COUNT=5",
        rdate=["2027-03-10T07:30", "2027-03-12"],
        exdate=["2027-03-02T06:00:00Z", "2027-03-03", "20270304T060000"],
        limit=20,
    ).json()

    assert answer["occurrences"] == [
        "2027-03-01T06:00:00Z",
        "2027-03-05T06:00:00Z",
        "2027-03-10T07:30:00Z",
        "2027-03-12T06:00:00Z",
    ]
    assert answer["more"] is False
    assert answer["text"] == (
        "every day at 06:00, 5 times, also on Wed 10 Mar 2027 and Fri 12 Mar 2027, "
        "except on Tue 2 Mar 2027, Wed 3 Mar 2027 and Thu 4 Mar 2027"
    )


def test_a_missing_time_moves_forward_and_says_so_a_repeated_one_is_the_first(operator):
    spring = ask(operator, "FREQ=DAILY;COUNT=3", dtstart="2027-03-27T01:30").json()
    autumn = ask(operator, "FREQ=DAILY;COUNT=3", dtstart="2027-10-30T01:30").json()

    assert spring["occurrences"] == ["2027-03-27T01:30:00Z", "2027-03-28T01:30:00Z", "2027-03-29T00:30:00Z"]
    assert spring["notes"] == ["01:30 does not exist on Sun 28 Mar 2027 in Europe/Dublin: moved to 02:30"]
    assert autumn["occurrences"] == ["2027-10-30T00:30:00Z", "2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z"]
    assert "notes" not in autumn


def test_until_counts_whole_days_wall_times_and_instants(operator):
    for until in ("20270303", "20270303T060000", "20270303T060000Z"):
        assert len(ask(operator, f"FREQ=DAILY;UNTIL={until}").json()["occurrences"]) == 3
    assert len(ask(operator, "FREQ=DAILY;UNTIL=20270303T055959Z").json()["occurrences"]) == 2


def test_the_end_of_the_calendar_means_never(operator):
    answer = ask(operator, "FREQ=YEARLY;UNTIL=99991231T235959Z", limit=500).json()

    assert (answer["occurrences"][-1], answer["more"]) == ("2199-03-01T06:00:00Z", False)


def test_a_first_date_beside_the_rule_counts_and_is_told(operator):
    answer = ask(operator, "FREQ=WEEKLY;BYDAY=TU;COUNT=3").json()

    assert [start[:10] for start in answer["occurrences"]] == ["2027-03-01", "2027-03-02", "2027-03-09"]
    assert "is not a date of the rule" in answer["notes"][0]


@pytest.mark.parametrize("rrule", ["FREQ=DAILY", "FREQ=DAILY;INTERVAL=1;WKST=SU", "FREQ=YEARLY;BYMONTHDAY=1"])
def test_what_never_ends_is_bounded(operator, rrule):
    answer = ask(operator, rrule, limit=1_000_000).json()

    assert len(answer["occurrences"]) <= 5000
    assert answer["occurrences"][-1] < "2200"


@pytest.mark.parametrize("freq", ["DAILY", "MONTHLY", "YEARLY"])
def test_what_never_happens_ends_as_well(operator, freq):
    answer = ask(operator, f"FREQ={freq};BYMONTH=2;BYMONTHDAY=30").json()

    assert answer["occurrences"] == ["2027-03-01T06:00:00Z"]  # the first date counts whatever the rule says
    assert answer["more"] is False


@pytest.mark.parametrize(
    ("rrule", "reason"),
    [
        ("FREQ=HOURLY", "finer than a day"),
        ("FREQ=SECONDLY;COUNT=3", "finer than a day"),
        ("FREQ=FORTNIGHTLY", "none of DAILY, WEEKLY, MONTHLY and YEARLY"),
        ("INTERVAL=2", "FREQ is missing"),
        ("every day", "is not a part such as FREQ=WEEKLY"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0 is not within 1"),
        ("FREQ=DAILY;COUNT=0", "COUNT=0 is not within 1"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20270402", "COUNT and UNTIL cannot both be given"),
        ("FREQ=DAILY;UNTIL=tomorrow", "is not like"),
        ("FREQ=DAILY;UNTIL=20270230", "not a time of the calendar"),
        ("FREQ=DAILY;UNTIL=20270101", "UNTIL lies before the first date"),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ is given twice"),
        ("FREQ=DAILY;BYEASTER=1", "BYEASTER is not a part of a rule"),
        ("FREQ=DAILY;BYDAY=XX", "is not a day such as MO"),
        ("FREQ=DAILY;BYDAY=1MO", "goes with FREQ=MONTHLY and FREQ=YEARLY only"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "does not go with FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYWEEKNO=20", "goes with FREQ=YEARLY only"),
        ("FREQ=MONTHLY;BYYEARDAY=20", "goes with FREQ=YEARLY only"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO", "does not go with BYWEEKNO"),
        ("FREQ=MONTHLY;BYSETPOS=1", "needs another BY part"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "is not within 1 to 31 or -31 to -1"),
        ("FREQ=YEARLY;BYMONTH=13", "is not within 1 to 12"),
        ("FREQ=DAILY;BYHOUR=6,7;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12", "more than 24 times a day"),
        ("FREQ=DAILY;WKST=8", "is not a day such as MO"),
    ],
)
def test_a_bad_rule_is_refused_with_the_reason(operator, rrule, reason):
    answer = ask(operator, rrule)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert reason in answer.json()["errors"]["rrule"][0]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("timezone", {"timezone": "Atlantis/Capital"}),
        ("dtstart", {"dtstart": "tomorrow"}),
        ("dtstart", {"dtstart": "1066-10-14T09:00"}),
        ("rdate", {"rdate": ["soon"]}),
        ("limit", {"limit": 0}),
    ],
)
def test_other_bad_input_names_its_field(operator, field, values):
    answer = ask(operator, "FREQ=DAILY", **values)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])


@pytest.mark.parametrize(
    ("rrule", "text"),
    [
        ("FREQ=DAILY;INTERVAL=3", "every 3 days at 06:00"),
        ("FREQ=WEEKLY;BYDAY=SA,SU;INTERVAL=2", "every 2 weeks on Saturday and Sunday at 06:00"),
        ("FREQ=WEEKLY", "every Monday at 06:00"),
        ("FREQ=MONTHLY", "every month on the 1st at 06:00"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15,-1", "every month on the 1st, 15th and last day at 06:00"),
        ("FREQ=MONTHLY;BYDAY=1MO,-1FR", "every month on the first Monday and the last Friday at 06:00"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "every month on the last weekday at 06:00"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "every Friday that is the 13th at 06:00"),
        ("FREQ=YEARLY", "every year on 1 March at 06:00"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "every year on the last Sunday of March at 06:00"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "every year on Monday of week 20 at 06:00"),
        ("FREQ=YEARLY;BYYEARDAY=100", "every year on the 100th day of the year at 06:00"),
        ("FREQ=DAILY;BYHOUR=6,18;COUNT=1", "every day at 06:00 and 18:00, once"),
        ("", "on Mon 1 Mar 2027 at 06:00"),
    ],
)
def test_the_sentence_says_what_the_rule_means(operator, rrule, text):
    assert ask(operator, rrule).json()["text"] == text
