"""The made-up station's vocabulary: people, places, programmes and kit. All invented."""

FIRST_NAMES = """
    Aoife Bram Carys Dov Elif Farrukh Greta Hamza Ines Jonas Kalinda Lorcan Mairead Nadir Orla Pavel Quentin Rosalind
    Samir Tove Una Viktor Wren Ximena Yusuf Zofia Anouk Basil Chiara Dermot Esther Fergal Gudrun Hyacinth Ivo Jutta
    Kwame Linnea Matteo Niamh Oskar Petra Rafferty Saoirse Tadeusz Ursula Vesna Wendell Yara Zlatan
""".split()  # noqa: SIM905 - as prose it can be read

LAST_NAMES = """
    Abernathy Bellweather Corrigan Dahlgren Ellwood Fairbrother Galvin Hartigan Ibsen Jarrow Kestrel Lindqvist
    Merriweather Novotny Okonjo Pemberley Quill Rasmussen Sandoval Tierney Underhill Vasquez Whitlock Xuereb Yardley
    Zielinski Ashgrove Brannock Castellane Devereux
""".split()  # noqa: SIM905

DEPARTMENTS = {
    "Operations": ("Camera operator", "Vision mixer", "Sound engineer", "Floor manager", "Autocue operator"),
    "Engineering": ("Broadcast engineer", "Transmission engineer", "IT engineer"),
    "Management": ("Head of studios", "Duty manager"),
    "Administration": ("Production coordinator", "Scheduler", "Librarian"),
    "Maintenance": ("Maintenance engineer", "Electrician"),
}

# name, zone
LOCATIONS = (
    ("Lantern House", "Europe/Dublin"),
    ("Quayside Studios", "Europe/Dublin"),
    ("Northgate Tower", "Europe/London"),
    ("Mill Lane", "Europe/London"),
    ("Spreebogen Annexe", "Europe/Berlin"),
    ("Harbour Garage", "Europe/Dublin"),
)

# kind, how many, name, minutes of rig, minutes of strike, people it holds
FACILITIES = (
    ("Studio", 14, "Studio", (30, 45, 60), (15, 30), (20, 120)),
    ("Control room", 12, "Gallery", (15, 30), (0, 15), (6, 14)),
    ("Edit suite", 18, "Edit", (0,), (0,), (2, 4)),
    ("OB van", 5, "Unit", (60,), (45,), (5, 12)),
    ("Booth", 8, "Booth", (0, 15), (0,), (1, 3)),
    ("Stage", 3, "Stage", (45, 60), (30, 45), (150, 600)),
)

# what, makes and models
EQUIPMENT = {
    "Studio camera": ("Halcyon HC-40", "Halcyon HC-60", "Orrery 4K"),
    "Camera lens": ("Perigee 22x", "Perigee 86x", "Solace 9.5 mm"),
    "Tripod and pedestal": ("Stratum P9", "Stratum T4"),
    "Radio microphone": ("Wisp W2 beltpack", "Wisp W3 handheld"),
    "Microphone": ("Burrow 416 rifle", "Burrow 57", "Tambour ribbon"),
    "Talkback": ("Ferry beltpack", "Ferry panel 16"),
    "Monitor": ("Clarion 24 in", "Clarion 17 in", "Clarion 9 in field"),
    "Audio mixer": ("Sextant 48", "Sextant 16 field"),
    "Vision mixer": ("Meridian 2 M/E", "Meridian 4 M/E"),
    "Recorder": ("Ledger R4", "Ledger R8"),
    "Light": ("Tallow LED panel", "Tallow fresnel 2 kW", "Tallow softbank"),
    "Cable drum": ("SMPTE fibre 100 m", "Triax 200 m", "Multicore 50 m"),
    "Encoder": ("Parcel E2", "Parcel E8"),
    "Bonded modem": ("Relay backpack 5G",),
}

PROGRAMMES = {
    "News": (
        "Morning Briefing",
        "The Lunchtime Report",
        "Six o'Clock",
        "Late Edition",
        "Headlines",
        "Regional Round-up",
    ),
    "Sport": ("Touchline", "The Saturday Whistle", "Court and Field", "Night Race", "Harbour Regatta"),
    "Talk": ("Kitchen Table", "The Long Question", "Open Line", "Two Chairs", "Town Meeting"),
    "Music": ("Live from the Stage", "Quay Sessions", "Unplugged at Mill Lane", "Choir of the Week"),
    "Children": ("Pocket Planet", "The Paper Boat", "Why Though?", "Marmalade Street"),
    "Drama": ("Saltmarsh", "The Ninth Floor", "Ferrymen", "Cold Harbour Road"),
    "Documentary": ("Made by Hand", "Rivers Inland", "The Year It Snowed", "Signal and Noise"),
    "Maintenance": ("Line-up and tests", "Lens service", "Router upgrade"),
}

WHAT = {
    "Studio": ("recording", "live", "rehearsal", "pilot"),
    "Control room": ("live", "recording", "rehearsal"),
    "Edit suite": ("edit", "online", "grade", "promo cut"),
    "OB van": ("outside broadcast", "line test"),
    "Booth": ("commentary", "voice-over", "dub"),
    "Stage": ("live", "set-up day", "recording"),
}

GUESTS = ("Cllr. Dara Penhallow", "Prof. Ingrid Solberg", "The Tin Lanterns", "Marek Halloran", "Sister Benedetta Roe")
