"""A stock Django: models, model serializers, a router, the framework's own sign-in.

`python -m tests.contract.stock PORT` answers every address of an existing client the way the framework
does when nobody has read the client. The tests of the contract are run against it too, and must fail
there: else they show nothing.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

import django
from django.conf import settings

PASSWORD = "correct-horse-7"
ROLES = ("administrator", "manager", "scheduler", "engineer", "operator")
HERE = Path(__file__).parent

if __name__ == "__main__":
    settings.configure(
        SECRET_KEY="stock",
        DEBUG=False,
        LOGGING_CONFIG="logging.config.dictConfig",
        LOGGING={"version": 1, "handlers": {"c": {"class": "logging.StreamHandler"}}, "root": {"handlers": ["c"]}},
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="__main__",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "rest_framework",
        ],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "__main__.careful_policy",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": Path(tempfile.mkdtemp(prefix="stock-")) / "stock.sqlite3",
                "OPTIONS": {"timeout": 20},
            }
        },
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # how long it takes is not what is compared
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        REST_FRAMEWORK={
            "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
            "DEFAULT_AUTHENTICATION_CLASSES": [
                "rest_framework.authentication.BasicAuthentication",
                "rest_framework.authentication.SessionAuthentication",
            ],
            "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
            "PAGE_SIZE": 20,
            "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.ScopedRateThrottle"],
            "DEFAULT_THROTTLE_RATES": {"people": "10/min"},
        },
    )
    django.setup()

    from django.contrib.auth import authenticate, get_user_model, login, logout
    from django.db import connection, models
    from django.http import FileResponse, JsonResponse
    from django.middleware.csrf import get_token
    from django.urls import include, path
    from rest_framework import serializers, viewsets
    from rest_framework.decorators import api_view, permission_classes
    from rest_framework.permissions import AllowAny
    from rest_framework.response import Response
    from rest_framework.routers import DefaultRouter

    User = get_user_model()

    def careful_policy(get_response: Any) -> Any:
        def middleware(request: Any) -> Any:
            response = get_response(request)
            response["Content-Security-Policy"] = "default-src 'self'"
            return response

        return middleware

    def model(name: str, /, **fields: Any) -> Any:
        meta = type("Meta", (), {"app_label": "stock", "ordering": ["id"]})
        return type(name, (models.Model,), {"__module__": "__main__", "Meta": meta, **fields})

    def named(name: str, /, **fields: Any) -> Any:
        return model(
            name, name=models.CharField(max_length=255), description=models.TextField(blank=True, default=""),
            created_at=models.DateTimeField(auto_now_add=True), **fields,
        )  # fmt: skip

    def to(target: Any, **more: Any) -> Any:
        return models.ForeignKey(target, models.CASCADE, null=True, blank=True, related_name="+", **more)

    def times() -> dict[str, Any]:
        return {
            "created_at": models.DateTimeField(auto_now_add=True), "updated_at": models.DateTimeField(auto_now=True),
        }  # fmt: skip

    def line(**more: Any) -> Any:
        return models.CharField(max_length=255, blank=True, default="", **more)

    def moment(kind: Any = models.DateTimeField) -> Any:
        return kind(null=True, blank=True)

    Location = named("Location")
    Facility = named("Facility", location=to(Location), status=line())
    Shift = named("Shift", start_time=moment(models.TimeField), end_time=moment(models.TimeField))
    IncidentType = named("IncidentType", severity_level=models.IntegerField(default=3))
    EquipmentCategory = named("EquipmentCategory")
    Equipment = named("Equipment", category=to(EquipmentCategory))
    Profile = model(
        "Profile", user=models.OneToOneField(User, models.CASCADE), full_name=models.CharField(max_length=255),
        email=line(), phone=line(), position=line(), department=line(), start_date=moment(models.DateField),
        status=line(), **times(),
    )  # fmt: skip
    IncidentTicket = model(
        "IncidentTicket", title=models.CharField(max_length=255), description=models.TextField(blank=True, default=""),
        status=line(), priority=line(), incident_type=to(IncidentType), reporter=to(User), assignee=to(User),
        facility=to(Facility), resolved_at=moment(), **times(),
    )  # fmt: skip
    ServiceTicket = model(
        "ServiceTicket", title=models.CharField(max_length=255), description=models.TextField(blank=True, default=""),
        service_type=line(), status=line(), priority=line(), requested_by=to(User), assignee=to(User),
        due_date=moment(), completed_at=moment(), **times(),
    )  # fmt: skip
    TimeEntry = model(
        "TimeEntry", user=models.ForeignKey(User, models.CASCADE, related_name="+"), date=models.DateField(),
        clock_in=moment(), clock_out=moment(), break_start=moment(), break_end=moment(),
        total_hours=models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True), location=to(Location),
        shift=to(Shift), notes=line(), status=line(), approved_by=to(User), approved_at=moment(), **times(),
    )  # fmt: skip
    ScheduledEvent = model(
        "ScheduledEvent", title=models.CharField(max_length=255),
        description=models.TextField(blank=True, default=""), event_type=line(), start_time=models.DateTimeField(),
        end_time=models.DateTimeField(), location=to(Location), status=line(), created_by=to(User),
        assigned_users=models.JSONField(default=list, blank=True), **times(),
    )  # fmt: skip
    TimeOffRequest = model(
        "TimeOffRequest", user=models.ForeignKey(User, models.CASCADE, related_name="+"),
        request_type=models.CharField(max_length=255), start_date=models.DateField(), end_date=models.DateField(),
        reason=line(), status=line(), approved_by=to(User), approved_at=moment(), **times(),
    )  # fmt: skip
    Comment = model("Comment", incident_ticket=to(IncidentTicket), content=models.TextField(), **times())
    Notification = model("Notification", user=to(User), title=line(), **times())

    TABLES = {
        "profiles": Profile, "locations": Location, "facilities": Facility, "shifts": Shift,
        "incident-types": IncidentType, "incident-tickets": IncidentTicket, "service-tickets": ServiceTicket,
        "time-entries": TimeEntry, "time-off-requests": TimeOffRequest, "scheduled-events": ScheduledEvent,
        "equipment-categories": EquipmentCategory, "equipment": Equipment, "comments": Comment,
        "notifications": Notification, "users": User,
    }  # fmt: skip
    router = DefaultRouter()
    for address, table in TABLES.items():
        fields: Any = "__all__" if table is not User else ["id", "username", "email", "first_name", "last_name"]
        meta = type("Meta", (), {"model": table, "fields": fields})
        serializer = type("Serializer", (serializers.ModelSerializer,), {"Meta": meta})
        view = type("View", (viewsets.ModelViewSet,), {"queryset": table.objects.all(), "serializer_class": serializer})
        if table is Profile:
            view.throttle_scope = "people"  # against whoever copies the directory
        router.register(address, view, basename=address)

    def user_out(user: Any) -> dict[str, Any]:
        names = ("id", "username", "email", "first_name", "last_name", "is_staff", "is_active")
        return {name: getattr(user, name) for name in names}

    @api_view(["GET"])
    @permission_classes([AllowAny])
    def csrf(request: Any) -> Any:
        return Response({"csrfToken": get_token(request)})

    @api_view(["GET"])
    @permission_classes([AllowAny])
    def health(request: Any) -> Any:
        return Response({"status": "ok"})

    def sign_in(request: Any) -> Any:
        import json

        user = authenticate(request, **json.loads(request.body))
        if user is None:
            return JsonResponse({"detail": "Invalid credentials."}, status=400)
        login(request, user)
        return JsonResponse({"user": user_out(user)})

    @api_view(["POST"])
    def sign_out(request: Any) -> Any:
        logout(request)
        return Response(status=204)

    @api_view(["GET"])
    def me(request: Any) -> Any:
        return Response(user_out(request.user))

    def client_page(request: Any) -> Any:
        return FileResponse((HERE / "client" / "index.html").open("rb"), content_type="text/html")

    def client_file(request: Any, name: str) -> Any:
        return FileResponse((HERE / "client" / "assets" / Path(name).name).open("rb"), content_type="text/javascript")

    urlpatterns = [
        path("api/csrf/", csrf), path("api/health/", health), path("api/auth/login/", sign_in),
        path("api/auth/logout/", sign_out), path("api/auth/user/", me), path("api/", include(router.urls)),
        path("", client_page), path("assets/<str:name>", client_file),
    ]  # fmt: skip

    def main() -> None:
        from wsgiref.simple_server import make_server

        from django.core.handlers.wsgi import WSGIHandler
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        with connection.schema_editor() as editor:
            for table in TABLES.values():
                if table is not User:
                    editor.create_model(table)
        for role in ROLES:
            user = User.objects.create_user(role, f"{role}@example.org", PASSWORD)
            Profile.objects.create(user=user, full_name=role.title(), status="Active")
        for number in range(3):
            Location.objects.create(name=f"Site {number}")
            Facility.objects.create(name=f"Studio {number}", status="Active")
            IncidentType.objects.create(name=f"Fault {number}")
            Shift.objects.create(name=f"Shift {number}")
        make_server("127.0.0.1", int(sys.argv[1]), WSGIHandler()).serve_forever()

    main()
