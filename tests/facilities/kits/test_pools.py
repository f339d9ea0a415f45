"""Pools over HTTP: like things of which only the number matters."""

import pytest

from tests.facilities.factories import EquipmentCategoryFactory, FacilityFactory, PoolFactory

URL = "/api/pools/"
SIGN_IN_QUERIES = 2  # session, person


def test_a_pool_is_counted_and_has_a_home(engineer, published):
    store, sort = FacilityFactory(name="Store"), EquipmentCategoryFactory(name="Radio")

    answer = engineer.post(URL, {"name": "Handheld radio", "quantity": 24, "category": sort.pk, "facility": store.pk})

    assert answer.status_code == 201, answer.content
    pool = answer.json()
    assert (pool["quantity"], pool["facility"]["name"], pool["category"]["name"]) == (24, "Store", "Radio")
    assert published() == [("facilities.pool_changed", f"pool:{pool['id']}")]
    assert engineer.patch(f"{URL}{pool['id']}/", pool).json() == pool


@pytest.mark.parametrize("quantity", [-1, 1.5, "many", 10**9])
def test_a_quantity_is_a_whole_number(engineer, quantity):
    response = engineer.post(URL, {"name": "Chair", "quantity": quantity})
    assert (response.status_code, list(response.json()["errors"])) == (422, ["quantity"])


def test_archiving_and_bringing_back(engineer):
    pool = PoolFactory()
    assert "archived_at" in engineer.post(f"{URL}{pool.pk}/archive/").json()
    assert engineer.get(URL).json()["count"] == 0
    assert engineer.get(URL, {"archived": True}).json()["count"] == 1
    assert "archived_at" not in engineer.post(f"{URL}{pool.pk}/restore/").json()


def test_a_list_filters_and_costs_the_same_queries_whatever_its_length(operator, django_assert_num_queries):
    store = FacilityFactory()
    pool = PoolFactory(facility=store, name="Chair", quantity=3)
    PoolFactory(quantity=40)
    assert [row["id"] for row in operator.get(URL, {"location": store.location_id}).json()["results"]] == [pool.pk]
    assert [row["id"] for row in operator.get(URL, {"ordering": "-quantity"}).json()["results"]][1] == pool.pk
    for _ in range(2):
        with django_assert_num_queries(SIGN_IN_QUERIES + 2):
            operator.get(URL)
        PoolFactory(facility=store)
