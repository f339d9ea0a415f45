"""What stops a backup or a restore, in words for the person at the terminal."""


class BackupFailed(Exception):
    """It cannot be made, read or restored. The message is shown as it is."""


class Damaged(BackupFailed):
    """The file is not what was written: cut short, changed, or no backup at all."""


class NoPlace(BackupFailed, ValueError):
    """Backups cannot be kept at such an address. Its words never repeat the address: somebody may have put a key in."""
