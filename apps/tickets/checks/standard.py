"""The daily check a new checklist begins with, unless its items are given."""

from apps.tickets.checks.items import ItemValues

_DEPARTMENTS = {
    "Video": ["Switcher", "Routing", "Streaming", "Cameras", "Monitors", "Recording"],
    "Audio": ["Microphones", "Mixer", "Hearing assist", "Speakers", "Routing", "Headphones"],
    "Annunciator": ["Signage", "Control", "Strap line", "Emergency alerts", "Display boards"],
}

STANDARD_ITEMS = [
    ItemValues(department=department, name=name) for department, names in _DEPARTMENTS.items() for name in names
]
