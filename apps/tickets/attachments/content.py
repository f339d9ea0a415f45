"""What a file is, by its content: its name and what its sender claims are not believed.

Nothing is taken that a browser or an office program would run: no HTML, SVG or XML, no macros, no archives, and
no picture that carries markup. A table of signatures is enough for the few types that are taken.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from apps.core.errors import Invalid

TAKEN = "PNG, JPEG, GIF and WebP pictures, PDF, plain text, CSV and logs, and Word, Excel, PowerPoint or OpenDocument"
PIECE = 64 * 1024
_OVERLAP = 32  # longer than any mark that is looked for


@dataclass(frozen=True, slots=True)
class FileType:
    content_type: str
    extensions: tuple[str, ...]  # the first is given to a file whose name says something else
    is_picture: bool = False


PNG = FileType("image/png", ("png",), is_picture=True)
JPEG = FileType("image/jpeg", ("jpg", "jpeg"), is_picture=True)
GIF = FileType("image/gif", ("gif",), is_picture=True)
WEBP = FileType("image/webp", ("webp",), is_picture=True)
PDF = FileType("application/pdf", ("pdf",))
TEXT = FileType("text/plain; charset=utf-8", ("txt", "csv", "log", "tsv", "md", "json", "ini", "conf", "cfg"))
_OFFICE = {
    "word/": FileType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)),
    "xl/": FileType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",)),
    "ppt/": FileType("application/vnd.openxmlformats-officedocument.presentationml.presentation", ("pptx",)),
}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": ("odt",),
    b"application/vnd.oasis.opendocument.spreadsheet": ("ods",),
    b"application/vnd.oasis.opendocument.presentation": ("odp",),
}
CONTENT_TYPES = sorted(
    {kind.content_type.partition(";")[0] for kind in (PNG, JPEG, GIF, WEBP, PDF, TEXT, *_OFFICE.values())}
    | {mimetype.decode() for mimetype in _OPEN_DOCUMENT}
)
PICTURES = {kind.content_type for kind in (PNG, JPEG, GIF, WEBP)}

# Markup inside a picture has one use only: to be taken for something else. Long enough never to come up by chance.
_MARKUP = re.compile(rb"<script|<!doctype|<iframe|<html[\s>]|javascript:|<\?php", re.IGNORECASE)
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")  # escape is left in: logs are coloured with it
_SIGNATURES: list[tuple[Callable[[bytes], bool], FileType]] = [
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), PNG),
    (lambda head: head.startswith(b"\xff\xd8\xff"), JPEG),
    (lambda head: head.startswith((b"GIF87a", b"GIF89a")), GIF),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", WEBP),
    (lambda head: head.startswith(b"%PDF-"), PDF),
]


def type_of(file: IO[bytes]) -> FileType:
    """What the file is. Raises Invalid for anything that is not taken. The file is left where it was read to."""
    file.seek(0)
    head = file.read(512)
    if not head:
        raise _refused("the file is empty")
    found = next((kind for begins, kind in _SIGNATURES if begins(head)), None)
    if found is None:
        return _document(file) if head.startswith(b"PK\x03\x04") else _text(file)
    if found.is_picture and _holds(file, _MARKUP):
        raise _refused("the picture carries markup, as a picture never does")
    return found


def _document(file: IO[bytes]) -> FileType:
    """Office documents are zip archives with certain files in them; other archives are not taken."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if any("vbaproject" in name.lower() or name.startswith("Basic/") for name in names):
                raise _refused("documents with macros are not taken")
            if "[Content_Types].xml" in names:
                for folder, kind in _OFFICE.items():
                    if any(name.startswith(folder) for name in names):
                        return kind
            if names and names[0] == "mimetype" and archive.getinfo("mimetype").file_size < PIECE:
                mimetype = archive.read("mimetype")
                if extensions := _OPEN_DOCUMENT.get(mimetype):
                    return FileType(mimetype.decode(), extensions)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
        raise _refused("the file is damaged") from None
    raise _refused(f"archives are not taken; {TAKEN} are")


def _text(file: IO[bytes]) -> FileType:
    file.seek(0)
    start = file.read(PIECE).removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        raise _refused("HTML, SVG and XML are not taken")
    if _holds(file, _NOT_TEXT):
        raise _refused(f"this is not of a type that is taken; {TAKEN} are")
    return TEXT


def _holds(file: IO[bytes], mark: re.Pattern[bytes]) -> bool:
    file.seek(0)
    rest = b""
    while piece := file.read(PIECE):
        if mark.search(rest + piece):
            return True
        rest = piece[-_OVERLAP:]
    return False


def name_of(claimed: str, kind: FileType) -> str:
    """The name without folders and what cannot be seen, and with an extension that says what the file is."""
    base = re.split(r"[/\\]", claimed)[-1]
    seen = "".join(letter for letter in base if letter.isprintable() and letter not in '"<>:|?*').strip(". ")
    stem, dot, extension = seen.rpartition(".")
    if dot and stem and extension.lower() in kind.extensions:
        return f"{stem[: 140 - len(extension)]}.{extension}"
    return f"{(seen or 'file')[:140]}.{kind.extensions[0]}"


def _refused(message: str) -> Invalid:
    return Invalid.field("file", message)
