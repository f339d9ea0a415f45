"""Encryption of backups with `age` (age-encryption.org): the server knows only how to close them.

A station is told the public half of a key (`age1...`); the private half stays with whoever restores.
"""

from pathlib import Path

import pyrage

from apps.core.backups.errors import BackupFailed, Damaged

SUFFIX = ".age"
_BEGINS = b"age-encryption.org/"


def new_key() -> tuple[str, str]:
    """Public and private half of a new key."""
    key = pyrage.x25519.Identity.generate()
    return str(key.to_public()), str(key)


def seal(source: Path, target: Path, recipient: str) -> None:
    """Raises BackupFailed."""
    pyrage.encrypt_file(str(source), str(target), [_public(recipient)])


def check_recipient(recipient: str) -> None:
    """Raises BackupFailed for what is no public key."""
    _public(recipient)


def is_sealed(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(_BEGINS)) == _BEGINS


def unseal(source: Path, target: Path, key_file: Path) -> None:
    """Raises Damaged, BackupFailed."""
    try:
        lines = [line.strip() for line in key_file.read_text().splitlines()]
    except (OSError, UnicodeDecodeError):
        raise BackupFailed(f"{key_file} cannot be read") from None
    try:
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")]
    except pyrage.IdentityError:
        keys = []
    if not keys:
        raise BackupFailed(f"{key_file} holds no private key: a line that begins with AGE-SECRET-KEY-")
    try:
        pyrage.decrypt_file(str(source), str(target), keys)
    except pyrage.DecryptError as error:
        if "matching" in str(error).lower():
            raise BackupFailed(f"The key in {key_file} is not the one this backup was closed with") from None
        raise Damaged("The backup is cut short or was changed: it cannot be opened") from None
    except OSError:
        raise Damaged("The backup is cut short or was changed: it cannot be opened") from None


def _public(recipient: str) -> "pyrage.x25519.Recipient":
    try:
        return pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError:
        raise BackupFailed("The key to close backups with must be a public one: age1 and 58 more characters") from None
