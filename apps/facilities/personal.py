"""What this module's tables hold about people: nothing but what somebody wrote about rooms and things."""

from collections.abc import Sequence

from apps.core.personal.declaring import Held

HELD = (
    Held(model="facilities.Location", keep=("name", "description", "address", "time_zone")),
    Held(model="facilities.Facility", keep=("name", "description")),
    Held(model="facilities.EquipmentCategory", keep=("name", "description")),
    Held(model="facilities.Equipment", keep=("name", "asset_tag", "serial_number", "description")),
    Held(model="facilities.Kit", keep=("name", "description")),
    Held(model="facilities.Pool", keep=("name", "description")),
)


def personal_data() -> Sequence[Held]:
    return HELD
