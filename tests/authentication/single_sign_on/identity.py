"""A SAML identity provider: reads what a station asks, and signs what it answers."""

import zlib
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta
from functools import cache
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from defusedxml import ElementTree
from onelogin.saml2.utils import OneLogin_Saml2_Utils

NAME = "id.example.org"
ENTITY = "https://id.example.org/saml"


@cache
def key_and_certificate(name):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=9))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode()


def request_in(address):
    """The id of the request a station sends a browser with, and where it wants the answer."""
    packed = parse_qs(urlsplit(address).query)["SAMLRequest"][0]
    root = ElementTree.fromstring(zlib.decompress(b64decode(packed), -15))
    return root.get("ID"), root.get("AssertionConsumerServiceURL")


def answer_to(request_id, place, *, audience, attributes, signed_by=NAME, minutes=5, change=None):
    """What a browser posts back, in base64."""
    now = datetime.now(UTC)
    at, until = (moment.strftime("%Y-%m-%dT%H:%M:%SZ") for moment in (now, now + timedelta(minutes=minutes)))
    started = (now - timedelta(minutes=9)).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = "".join(
        f'<saml:Attribute Name="{name}">'
        + "".join(f"<saml:AttributeValue>{escape(value)}</saml:AttributeValue>" for value in values)
        + "</saml:Attribute>"
        for name, values in attributes.items()
    )
    assertion = f"""<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
 ID="_a1" Version="2.0" IssueInstant="{at}">
<saml:Issuer>{ENTITY}</saml:Issuer>
<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">anna-id</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData NotOnOrAfter="{until}" Recipient="{place}" InResponseTo="{request_id}"/>
</saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{started}" NotOnOrAfter="{until}">
<saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="{at}" SessionIndex="_s1"><saml:AuthnContext>
<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>
</saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement>{told}</saml:AttributeStatement></saml:Assertion>"""
    key, certificate = key_and_certificate(signed_by)
    signed = OneLogin_Saml2_Utils.add_sign(assertion, key, certificate)
    signed = signed.decode() if isinstance(signed, bytes) else signed
    signed = signed.removeprefix('<?xml version="1.0"?>').strip()
    response = f"""<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
 xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r1" Version="2.0" IssueInstant="{at}"
 Destination="{place}" InResponseTo="{request_id}">
<saml:Issuer>{ENTITY}</saml:Issuer>
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
{signed}</samlp:Response>"""
    return b64encode((change(response) if change else response).encode()).decode()
