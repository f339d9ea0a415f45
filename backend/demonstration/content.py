"""What the demonstration station is made of. Harbour Broadcasting does not exist."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from apps.core.rights import Role

ZONE = "Europe/Dublin"

SIGN_INS: list[tuple[Role, str, str, str, str]] = [
    (Role.ADMINISTRATOR, "admin", "Orla Brennan", "System administrator", "Administration"),
    (Role.MANAGER, "manager", "Daniel Okafor", "Head of operations", "Management"),
    (Role.SCHEDULER, "scheduler", "Sinead Walsh", "Scheduler", "Operations"),
    (Role.ENGINEER, "engineer", "Tomasz Nowak", "Broadcast engineer", "Engineering"),
    (Role.OPERATOR, "operator", "Grace Adeyemi", "Vision mixer", "Operations"),
]

# Crews that work together; a person is in one crew only, so crews never compete for anyone.
CREWS: dict[str, list[tuple[str, str]]] = {
    "breakfast": [
        ("Aoife Kelleher", "Director"), ("Conor Daly", "Vision mixer"), ("Priya Raman", "Sound supervisor"),
        ("Mikael Lund", "Camera operator"), ("Hannah Fischer", "Camera operator"),
    ],
    "news": [
        ("Niamh Gallagher", "Director"), ("Owen Hughes", "Vision mixer"), ("Lucia Ferrari", "Sound supervisor"),
        ("Peter Novak", "Autocue operator"), ("Amara Diallo", "Camera operator"),
    ],
    "entertainment": [
        ("Ronan Byrne", "Director"), ("Elena Petrova", "Vision mixer"), ("Jack Whelan", "Lighting director"),
        ("Sofia Marques", "Camera operator"), ("David Cohen", "Sound supervisor"),
    ],
    "outside": [
        ("Maeve Doyle", "OB director"), ("Liam Fraser", "OB engineer"), ("Ingrid Solberg", "Camera operator"),
        ("Marcus Webb", "Sound supervisor"),
    ],
    "radio": [("Fiona Keane", "Radio producer"), ("Samuel Osei", "Sound operator")],
    "night": [("Declan Power", "Transmission controller"), ("Yuki Tanaka", "Transmission controller")],
}  # fmt: skip

LOCATIONS = [
    ("Harbour House", ZONE, "1 Custom House Square, Dublin", "Main building: studios, galleries and edit suites"),
    ("Northgate", ZONE, "Northgate Business Park, Swords", "Vehicles and the outside broadcast base"),
]

# name, kind, location, capacity, rig and strike in minutes
FACILITIES = [
    ("Studio A", "Studio", "Harbour House", 120, 30, 15),
    ("Studio B", "Studio", "Harbour House", 60, 30, 15),
    ("Studio C", "Studio", "Harbour House", 12, 15, 15),
    ("Gallery 1", "Control room", "Harbour House", 10, 15, 0),
    ("Gallery 2", "Control room", "Harbour House", 8, 15, 0),
    ("Edit suite 1", "Edit suite", "Harbour House", 3, 0, 0),
    ("Edit suite 2", "Edit suite", "Harbour House", 3, 0, 0),
    ("Voice booth", "Booth", "Harbour House", 2, 0, 0),
    ("Radio studio", "Studio", "Harbour House", 6, 10, 5),
    ("OB van 1", "OB van", "Northgate", 6, 120, 90),
    ("OB van 2", "OB van", "Northgate", 4, 90, 60),
]

SHIFTS = [
    ("Early", time(6), time(14), "Breakfast and lunchtime output"),
    ("Day", time(9), time(17), ""),
    ("Late", time(14), time(22), "Evening output"),
    ("Night", time(22), time(6), "Transmission and maintenance; ends on the next day"),
]

# name, category, home facility, how many
EQUIPMENT = [
    ("Studio camera", "Cameras", "Studio A", 4),
    ("Studio camera", "Cameras", "Studio B", 3),
    ("Compact camera", "Cameras", "OB van 1", 4),
    ("Radio microphone", "Microphones", "Studio A", 6),
    ("Lavalier microphone", "Microphones", "Studio B", 4),
    ("Vision mixer panel", "Vision", "Gallery 1", 1),
    ("Vision mixer panel", "Vision", "Gallery 2", 1),
    ("Audio console", "Audio", "Gallery 1", 1),
    ("Audio console", "Audio", "Radio studio", 1),
    ("Talkback beltpack", "Talkback", "Gallery 1", 6),
    ("Satellite uplink", "Transmission", "OB van 1", 1),
    ("Bonded cellular encoder", "Transmission", "OB van 2", 2),
]


@dataclass(frozen=True)
class Programme:
    """Something that comes every week: wall times at the station; `weekdays` as ISO counts them, Monday is 1."""

    title: str
    kind: str
    facility: str
    weekdays: tuple[int, ...]
    start: str  # HH:MM
    hours: float
    crew: str | None
    on_air: tuple[float, float] | None = None  # hours after the start: from, to
    call: float = 0  # hours before the start
    description: str = ""


EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
WEEKDAYS = (1, 2, 3, 4, 5)

PROGRAMMES = [
    Programme("Good Morning Harbour", "Live", "Studio B", WEEKDAYS, "05:30", 4, "breakfast", (0.5, 3.5), 1,
              "Breakfast television with guests and weather on the half hour."),
    Programme("News at One", "News", "Studio C", WEEKDAYS, "12:00", 1.75, "news", (1, 1.5), 0.5),
    Programme("Evening News", "News", "Studio C", WEEKDAYS, "17:30", 1.5, "news", (0.5, 1), 0.25),
    Programme("Weekend News", "News", "Studio C", (6, 7), "17:00", 1.5, None, (0.5, 1)),
    Programme("The Late Harbour Show", "Recording", "Studio A", (4,), "15:00", 7, "entertainment", None, 1,
              "Recorded before an audience of 120."),
    Programme("Saturday Night Live Draw", "Live", "Studio A", (6,), "18:00", 4, "entertainment", (1.5, 3), 1),
    Programme("Quiz rehearsal", "Rehearsal", "Studio A", (2,), "10:00", 6, "entertainment"),
    Programme("Set build", "Set-up", "Studio A", (1,), "08:00", 9, None),
    Programme("Drivetime", "Radio", "Radio studio", WEEKDAYS, "15:30", 3.5, "radio", (0.5, 3.5)),
    Programme("Current affairs edit", "Edit", "Edit suite 1", (1, 2, 3), "09:30", 8, None),
    Programme("Sports magazine edit", "Edit", "Edit suite 2", (5, 6), "10:00", 7, None),
    Programme("League match", "Outside broadcast", "OB van 1", (7,), "12:00", 8, "outside", (2, 4.5), 2,
              "Second half continues on the radio."),
    Programme("Overnight transmission", "Transmission", "Gallery 2", EVERY_DAY, "22:00", 8, "night", None, 0.25,
              "Automated output under watch; ends at six, whatever the clocks do."),
    Programme("Voice-over session", "Recording", "Voice booth", (3, 5), "14:00", 3, None),
]  # fmt: skip


@dataclass(frozen=True)
class BegunCheck:
    looked_at: int | None = None  # items from the first on; None: all of them, and completed
    failed: Mapping[str, str] = field(default_factory=dict)  # item to note


# name to kinds of facilities; the items are those of the standard daily check
CHECKLISTS = {"Daily check": ["Studio", "Control room", "OB van"]}

# facility to what was found in it today; the others have not been looked at
CHECKS = {
    "Studio A": BegunCheck(),
    "Gallery 1": BegunCheck(looked_at=8, failed={"Monitors": "Second monitor from the left flickers when warm"}),
    "OB van 1": BegunCheck(looked_at=5),
}
