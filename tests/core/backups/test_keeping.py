"""Which nightly backups are kept: the rule of days and weeks, and never fewer than one."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from apps.core.backups.keeping import Rule, made_at, name_of, outlived

NOW = datetime(2027, 3, 28, 2, 40, tzinfo=UTC)
RULE = Rule(days=7, weeks=4)


def nightly(at: datetime) -> str:
    return name_of(at, nightly=True)


def test_a_name_tells_when_it_was_made():
    assert name_of(NOW, nightly=True) == "bms-20270328T024000Z-nightly.tar"
    assert made_at(nightly(NOW)) == NOW
    assert made_at(f"{nightly(NOW)}.age") == NOW


def test_a_hundred_nights_become_seven_days_and_four_weeks():
    names = [nightly(NOW - timedelta(days=days)) for days in range(100)]

    kept = [name for name in names if name not in outlived(names, RULE, now=NOW)]

    # seven nights, and the last night (Sunday) of each earlier week that is younger than four
    days = [*range(7), 7, 14, 21]
    assert kept == [nightly(NOW - timedelta(days=day)) for day in days]


def test_what_was_made_by_hand_and_what_is_not_ours_stays():
    names = [name_of(NOW - timedelta(days=999), nightly=False), "holiday.jpg", "bms-1-nightly.tar"]

    assert outlived([*names, nightly(NOW)], RULE, now=NOW) == []
    assert made_at("bms-99999999T999999Z-nightly.tar") is None


@given(
    ages=st.lists(st.integers(-48, 24 * 400), min_size=1, unique=True), days=st.integers(1, 30), weeks=st.integers(0, 9)
)
def test_the_newest_is_kept_and_so_is_the_newest_of_every_day_of_the_rule(ages, days, weeks):
    names = {age: nightly(NOW - timedelta(hours=age)) for age in ages}

    gone = set(outlived(names.values(), Rule(days, weeks), now=NOW))

    assert names[min(ages)] not in gone
    for age, name in names.items():
        at = NOW - timedelta(hours=age)
        newest_of_day = not any(other < age and (NOW - timedelta(hours=other)).date() == at.date() for other in ages)
        if newest_of_day and timedelta(hours=age) < timedelta(days=days):
            assert name not in gone
