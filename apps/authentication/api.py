"""Routes of people: the contract's profiles and users, two views of the same rows."""

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Status

from apps.authentication import personal_data, selectors, services
from apps.authentication.schemas import (
    AccountOut,
    AnonymiseIn,
    EmergencyContactIn,
    EmergencyContactOut,
    NewProfileIn,
    PersonalDataJobOut,
    PersonalDataOut,
    ProfileFilters,
    ProfileIn,
    ProfileOut,
    UserFilters,
    UserIn,
    account_out,
    emergency_contact_out,
    personal_data_job_out,
    profile_out,
)
from apps.core.http import Done, Id, UserRequest, expected_version, json_answer, problems
from apps.core.paging import Page, page_of

router = Router(tags=["people"])


@router.get("/profiles/", response={200: Page[ProfileOut], **problems(404, 422)})
def list_profiles(request: UserRequest, filters: Query[ProfileFilters]) -> HttpResponse:
    """Everyone, inactive people included; one's own row first unless an order or a search is asked for."""
    rows = filters.narrow(selectors.profiles(actor=request.actor))
    return json_answer(page_of(request, rows, filters, profile_out))


@router.post("/profiles/", response={201: ProfileOut, **problems(403, 409, 422)})
def create_profile(request: UserRequest, body: NewProfileIn) -> Status[ProfileOut]:
    """A name alone is enough: the username is derived, and an e-mail address without a password is invited."""
    person = services.create_person(actor=request.actor, now=timezone.now(), **body.person())
    return Status(201, profile_out(person))


@router.get("/profiles/{person_id}/", response={200: ProfileOut, **problems(404, 422)})
def get_profile(request: UserRequest, person_id: Id) -> ProfileOut:
    return profile_out(selectors.person(person_id=person_id))


@router.patch("/profiles/{person_id}/", response={200: ProfileOut, **problems(403, 404, 409, 412, 422)})
def change_profile(request: UserRequest, person_id: Id, body: ProfileIn) -> ProfileOut:
    person = services.change_person(
        actor=request.actor,
        person_id=person_id,
        proposals=body.proposals(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return profile_out(person)


@router.post("/profiles/{person_id}/invite/", response={200: Done, **problems(403, 404, 409, 422)})
def invite_person(request: UserRequest, person_id: Id) -> Done:
    """Send a link with which the person chooses a password."""
    person = services.invite_person(actor=request.actor, person_id=person_id, now=timezone.now())
    return {"detail": f"A link is on its way to {person.email}"}


@router.get("/profiles/{person_id}/emergency-contact/", response={200: EmergencyContactOut, **problems(403, 404, 422)})
def get_emergency_contact(request: UserRequest, person_id: Id) -> EmergencyContactOut:
    """For the person and for managers. Version 0 while none has been given."""
    return emergency_contact_out(selectors.emergency_contact(actor=request.actor, person_id=person_id))


@router.patch(
    "/profiles/{person_id}/emergency-contact/", response={200: EmergencyContactOut, **problems(403, 404, 412, 422)}
)
def change_emergency_contact(request: UserRequest, person_id: Id, body: EmergencyContactIn) -> EmergencyContactOut:
    contact = services.change_emergency_contact(
        actor=request.actor,
        person_id=person_id,
        changes=body.changes(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return emergency_contact_out(contact)


@router.get("/profiles/{person_id}/personal-data/", response={200: PersonalDataOut, **problems(403)})
def list_personal_data_jobs(request: UserRequest, person_id: Id) -> PersonalDataOut:
    """Exports of what is held about a person, and their anonymising."""
    jobs = personal_data.jobs_of(actor=request.actor, person_id=person_id)
    return {"jobs": [personal_data_job_out(job) for job in jobs]}


@router.post("/profiles/{person_id}/export/", response={201: PersonalDataJobOut, **problems(403, 404, 409)})
def export_personal_data(request: UserRequest, person_id: Id) -> Status[PersonalDataJobOut]:
    """Have a worker put everything that is held about a person into one file, which is kept for seven days."""
    job = personal_data.ask_for_export(actor=request.actor, person_id=person_id, now=timezone.now())
    return Status(201, personal_data_job_out(job))


@router.get(
    "/profiles/{person_id}/personal-data/{export_id}/file/",
    response=problems(403, 404),
    openapi_extra={
        "responses": {
            200: {
                "description": "A zip",
                "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def download_personal_data(request: UserRequest, person_id: Id, export_id: Id) -> FileResponse:
    path = personal_data.exported_file(actor=request.actor, person_id=person_id, job_id=export_id)
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"person-{person_id}.zip")


@router.post("/profiles/{person_id}/anonymise/", response={201: PersonalDataJobOut, **problems(403, 404, 409, 422)})
def anonymise_person(request: UserRequest, person_id: Id, body: AnonymiseIn) -> Status[PersonalDataJobOut]:
    """Have a worker take a person out of what is held. It cannot be undone; what was worked stays."""
    job = personal_data.ask_to_anonymise(
        actor=request.actor, person_id=person_id, confirm=body.confirm, now=timezone.now()
    )
    return Status(201, personal_data_job_out(job))


@router.get("/users/", response={200: Page[AccountOut], **problems(404, 422)})
def list_users(request: UserRequest, filters: Query[UserFilters]) -> HttpResponse:
    return json_answer(page_of(request, filters.narrow(selectors.users()), filters, account_out))


@router.get("/users/{person_id}/", response={200: AccountOut, **problems(404, 422)})
def get_user(request: UserRequest, person_id: Id) -> AccountOut:
    return account_out(selectors.person(person_id=person_id))


@router.patch("/users/{person_id}/", response={200: AccountOut, **problems(403, 404, 409, 412, 422)})
def change_user(request: UserRequest, person_id: Id, body: UserIn) -> AccountOut:
    person = services.change_person(
        actor=request.actor,
        person_id=person_id,
        proposals=body.proposals(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return account_out(person)
