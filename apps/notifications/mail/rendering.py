"""A letter as the message that goes over the wire: text and HTML."""

from email.utils import formataddr
from html import unescape
from urllib.parse import urlsplit

import nh3
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from apps.authentication.public import PersonRef
from apps.notifications.models import Delivery

PREFERENCES = "/account/notifications"
# What a letter needs to be read: no images (which tell who reads when), no forms, no styles, no scripts.
_TAGS = {
    "a", "b", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "hr", "i", "li", "ol", "p", "pre",
    "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}


def sanitised(html: str) -> str:
    """HTML of which nothing runs, loads or looks like the station's own forms."""
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"})


def text_of(html: str) -> str:
    """The words alone, for those who read mail as text."""
    return unescape(nh3.clean(html, tags=set())).strip()


def message_of(delivery: Delivery, person: PersonRef, sender: PersonRef | None) -> EmailMultiAlternatives:
    """The letter to one person. The same delivery has the same Message-ID, however often it is sent."""
    letter = delivery.letter
    words = {
        "name": person.name,
        "station": settings.STATION_NAME,
        "letter": letter,
        "sender": sender,
        "html": mark_safe(letter.html),  # noqa: S308 - sanitised before it was stored
        "link": f"{settings.PUBLIC_URL}/console{letter.path}" if letter.path else "",
        "preferences": f"{settings.PUBLIC_URL}/console{PREFERENCES}",
    }
    message = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=render_to_string("notifications/mail/letter.txt", words),
        to=[person.email],
        reply_to=[formataddr((sender.name, sender.email))] if sender and sender.email else None,
        headers={"Message-ID": message_id(delivery)} | ({} if sender else {"Auto-Submitted": "auto-generated"}),
    )
    message.attach_alternative(render_to_string("notifications/mail/letter.html", words), "text/html")
    return message


def message_id(delivery: Delivery) -> str:
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return f"<delivery-{delivery.pk}.{int(delivery.letter.created_at.timestamp())}@{host}>"
