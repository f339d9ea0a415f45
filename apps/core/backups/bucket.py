"""Backups in a bucket of an S3-compatible store.

The library that speaks to it is loaded when it is asked for the first time: most stations never do.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from redis.exceptions import RedisError

from apps.core.backups.addresses import Access, BucketAddress
from apps.core.backups.errors import BackupFailed
from apps.core.queue import client

if TYPE_CHECKING:
    from obstore import ObjectMeta
    from obstore.store import BackoffConfig, ClientConfig, S3Store

log = structlog.get_logger(__name__)

PIECE = 16 * 1024 * 1024  # bytes; what is larger goes up in pieces of it
MOST_PIECES = 9_000  # a store takes 10,000 of one file
AT_ONCE = 4  # pieces under way, each in memory
TRIES = 5  # more, of a request that came to nothing: half a minute in all
_PAUSES: "BackoffConfig" = {"init_backoff": timedelta(seconds=0.2), "max_backoff": timedelta(seconds=15), "base": 3}
_SEEN = "bms:backups"  # in Valkey: by address, the names that somebody saw there last
_REFUSED = {
    "NoSuchBucket": "there is no bucket {bucket}",
    "NoSuchKey": "it is not there",
    "InvalidAccessKeyId": "it does not know the key of BMS_BACKUP_S3_KEY_ID",
    "SignatureDoesNotMatch": "BMS_BACKUP_S3_SECRET is not the secret of the key",
    "AccessDenied": "the key may not do that in the bucket {bucket}",
    "PermanentRedirect": "the bucket {bucket} lies in another region than BMS_BACKUP_S3_REGION",
    "AuthorizationHeaderMalformed": "the bucket {bucket} lies in another region than BMS_BACKUP_S3_REGION",
}


class Bucket:
    """A `Place`. Only what lies directly below the prefix belongs to it."""

    def __init__(self, address: BucketAddress, access: Access, *, workshop: Path) -> None:
        self._address = address
        self._access = access
        self._workshop = workshop

    def names(self) -> list[str]:
        names = list(self._listed())
        self._note(names)
        return names

    def glance(self) -> list[str] | None:
        try:
            seen = client.hget(_SEEN, str(self._address))
        except RedisError:
            return None
        return list(json.loads(seen)) if seen else None

    def workshop(self) -> Path:
        self._workshop.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self._workshop

    def put(self, name: str, source: Path) -> None:
        """The store checks each piece against its SHA-256, which is signed, and shows the file when all are there."""
        import obstore

        piece = max(PIECE, -(-source.stat().st_size // MOST_PIECES))
        with self._asking():
            obstore.put(self._store, name, source, chunk_size=piece, max_concurrency=AT_ONCE)
        if not self._holds(name, source, piece):
            self.remove([name])
            raise BackupFailed(f"{self._access.host} did not keep {name} as it was sent")

    def fetch(self, name: str, into: Path) -> Path:
        target = into / "fetched"
        with target.open("xb") as stream:
            for piece in self._content(name):
                stream.write(piece)
        return target

    def remove(self, names: Iterable[str]) -> None:
        import obstore

        for name in names:
            with self._asking():
                obstore.delete(self._store, name)
        self.names()

    def address(self, name: str) -> str:
        return f"{self._address}/{name}"

    def _listed(self) -> "dict[str, ObjectMeta]":
        import obstore

        with self._asking():
            return {meta["path"]: meta for meta in obstore.list_with_delimiter(self._store)["objects"]}

    def _holds(self, name: str, source: Path, piece: int) -> bool:
        """Whether what is kept is the file: by its MD5, which most stores tell, else by reading it once more."""
        kept = self._listed().get(name)
        if kept is None or kept["size"] != source.stat().st_size:
            return False
        if (kept["e_tag"] or "").strip('"') in _tags(source, piece):
            return True
        digest = hashlib.sha256()
        for part in self._content(name):
            digest.update(part)
        with source.open("rb") as stream:
            return digest.digest() == hashlib.file_digest(stream, "sha256").digest()

    def _content(self, name: str) -> Iterator[memoryview]:
        """Goes on by itself where the connection broke, as long as something comes."""
        import obstore

        with self._asking():
            for piece in obstore.get(self._open({"timeout": "24h", "read_timeout": "1m"}), name).stream():
                yield memoryview(piece)

    def _note(self, names: list[str]) -> None:
        try:
            client.hset(_SEEN, str(self._address), json.dumps(names))
        except RedisError as error:
            log.warning("what is in the bucket could not be noted", error=str(error))

    @cached_property
    def _store(self) -> "S3Store":
        return self._open({"timeout": "10m"})

    def _open(self, patience: "ClientConfig") -> "S3Store":
        from obstore.store import S3Store

        return S3Store(
            self._address.bucket,
            prefix=self._address.prefix or None,
            endpoint=self._access.origin(self._address.bucket),
            region=self._access.region,
            access_key_id=self._access.key_id,
            secret_access_key=self._access.secret,
            virtual_hosted_style_request=not self._access.path_style,
            skip_signature=False,  # whatever the environment has for other programs
            unsigned_payload=False,
            disable_bulk_delete=True,  # not every store has it, and few names go at a time
            client_options={"allow_http": True, "connect_timeout": "5s", **patience},
            retry_config={"max_retries": TRIES, "retry_timeout": timedelta(minutes=4), "backoff": _PAUSES},
        )

    @contextmanager
    def _asking(self) -> Iterator[None]:
        from obstore.exceptions import BaseError

        try:
            yield
        except (BaseError, OSError) as error:  # what it says holds whole requests, so none of it is passed on
            raise BackupFailed(f"{self._access.host}: {self._words(str(error))}") from None

    def _words(self, told: str) -> str:
        code = re.search(r"<Code>(\w{1,60})</Code>", told)
        status = re.search(r"status code: (\d{3})", told)
        if code and code[1] in _REFUSED:
            return _REFUSED[code[1]].format(bucket=self._address.bucket)
        if "incorrectly configured region" in told:
            return _REFUSED["PermanentRedirect"].format(bucket=self._address.bucket)
        if status:
            return f"the store answered {status[1]}{f' ({code[1]})' if code else ''}"
        if "certificate" in told.lower():
            return "its certificate is not one that this machine trusts"
        return "the store cannot be reached, or the connection broke off"


def _tags(source: Path, piece: int) -> set[str]:
    """What stores call a file by its content: its MD5, or that of the MD5s of its pieces with their number."""
    whole, pieces = hashlib.md5(usedforsecurity=False), []
    with source.open("rb") as stream:
        while part := stream.read(piece):
            whole.update(part)
            pieces.append(hashlib.md5(part, usedforsecurity=False).digest())
    of_pieces = hashlib.md5(b"".join(pieces), usedforsecurity=False)
    return {whole.hexdigest(), f"{of_pieces.hexdigest()}-{len(pieces)}"}
