"""How a place for backups is named: by a folder, or by `s3://bucket/prefix`; and what opens the buckets."""

import re
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from apps.core.backups.errors import NoPlace

S3 = "s3://"
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,62}")
_PART = re.compile(r"[A-Za-z0-9._=+@-]+")


@dataclass(frozen=True, slots=True)
class Access:
    """How buckets are reached, and by whom."""

    endpoint: str  # "" means Amazon's own
    region: str
    key_id: str
    secret: str = field(repr=False)
    path_style: bool  # the bucket stands in the path, not in the name of the host

    @property
    def host(self) -> str:
        """The store, as a person knows it."""
        return urlsplit(self.endpoint).netloc or f"s3.{self.region}.amazonaws.com"

    def origin(self, bucket: str) -> str:
        """What the paths of requests follow."""
        own = self.endpoint or f"https://{self.host}"
        return own if self.path_style else own.replace("://", f"://{bucket}.", 1)


@dataclass(frozen=True, slots=True)
class BucketAddress:
    bucket: str
    prefix: str = ""  # without slashes around it

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises NoPlace."""
        bucket, _, prefix = text.removeprefix(S3).partition("/")
        prefix = prefix.removesuffix("/")
        if not bucket:
            raise NoPlace("A bucket is named as in s3://bucket/prefix, and this names none")
        if not _BUCKET.fullmatch(bucket) or ".." in bucket:
            raise NoPlace("The name of a bucket is 3 to 63 letters, digits, dots and hyphens")
        for part in prefix.split("/") if prefix else ():
            if part in {".", ".."} or not _PART.fullmatch(part):
                raise NoPlace("The prefix in s3://bucket/prefix has no empty parts, no .. and no special characters")
        return cls(bucket, prefix)

    def __str__(self) -> str:
        return f"{S3}{self.bucket}/{self.prefix}".removesuffix("/")


def is_bucket(address: str) -> bool:
    """Whether it is to be a bucket; else it is a folder. Raises NoPlace for any other kind of address."""
    if address.startswith(S3):
        return True
    if "://" in address or address.startswith("s3:"):
        raise NoPlace("Backups are kept in a folder or in s3://bucket/prefix; there is no other kind of place")
    return False


def check_address(address: str) -> None:
    """Raises NoPlace."""
    if is_bucket(address):
        BucketAddress.read(address)
