"""Writing to people of the station by mail."""

from django.utils import timezone
from ninja import Router

from apps.core.http import UserRequest, problems
from apps.notifications.mail import services
from apps.notifications.mail.schemas import EmailAcceptedOut, SendEmailIn

router = Router(tags=["notifications"])


@router.post(
    "/send-email/",
    response={200: EmailAcceptedOut, **problems(403, 422, 429)},
    summary="Write to people of the station by mail",
)
def send_email(request: UserRequest, body: SendEmailIn) -> EmailAcceptedOut:
    """To addresses of active people only. A worker delivers, and tries again while the mail server is away."""
    count = services.write_to_people(
        actor=request.actor,
        to=body.to,
        subject=body.subject,
        message=body.message,
        html=body.html,
        now=timezone.now(),
    )
    return {"detail": f"On its way to {count} {'person' if count == 1 else 'people'}", "recipients": count}
