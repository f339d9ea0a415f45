"""What tests of equipment on events share."""

from typing import Any

import pytest

from tests.facilities.factories import EquipmentCategoryFactory, EquipmentFactory


@pytest.fixture
def cameras(db: None) -> list[Any]:
    """Three of one sort."""
    sort = EquipmentCategoryFactory(name="Studio camera")
    return [
        EquipmentFactory(name=f"Camera {n}", asset_tag=f"CAM-{n}", category=sort, facility=None) for n in range(1, 4)
    ]
