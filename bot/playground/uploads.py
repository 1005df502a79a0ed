"""Files that people add to a message, as the app gets to see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from bot.playground.workspace import DOMAIN, TEAM_ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.json_types import Json
    from bot.playground.records import Member
    from bot.playground.workspace import Workspace

FILES: Final = "files-pri"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
# Slack's own names for a kind of file, and the kind of content that it tells.
_KINDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "txt": ("text", "Plain Text", "text/plain"),
    "csv": ("csv", "CSV", "text/csv"),
    "pdf": ("pdf", "PDF", "application/pdf"),
    "png": ("png", "PNG", "image/png"),
    "jpg": ("jpg", "JPEG", "image/jpeg"),
    "jpeg": ("jpg", "JPEG", "image/jpeg"),
    "gif": ("gif", "GIF", "image/gif"),
    "webp": ("webp", "WebP", "image/webp"),
    "eml": ("eml", "Email", "message/rfc822"),
    "docx": ("docx", "Word Document", f"{_OFFICE}.wordprocessingml.document"),
    "xlsx": ("xlsx", "Excel Spreadsheet", f"{_OFFICE}.spreadsheetml.sheet"),
    "pptx": ("pptx", "PowerPoint Presentation", f"{_OFFICE}.presentationml.presentation"),
}
_UNKNOWN: Final = ("binary", "Binary", "application/octet-stream")


def upload(
    workspace: Workspace,
    owner: Member,
    name: str,
    content: bytes,
    address: str,
    *,
    ident: str = "",
    title: str = "",
) -> Json:
    """Keep a file and return what Slack says of it; `address` is that of the local Slack."""
    ident = ident or workspace.mint.identifier("F")
    filetype, pretty, mimetype = _KINDS.get(name.rpartition(".")[2].lower(), _UNKNOWN)
    place = f"{address}/{FILES}/{TEAM_ID}-{ident}"
    link = f"https://{DOMAIN}.slack.com/files/{owner.id}/{ident}/{quote(name)}"
    file: Json = {
        "id": ident,
        "created": workspace.epoch(),
        "timestamp": workspace.epoch(),
        "name": name,
        "title": title or name,
        "mimetype": mimetype,
        "filetype": filetype,
        "pretty_type": pretty,
        "user": owner.id,
        "user_team": owner.team,
        "editable": False,
        "size": len(content),
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{place}/{quote(name)}",
        "url_private_download": f"{place}/download/{quote(name)}",
        "media_display_type": "unknown",
        "permalink": link,
        "permalink_public": f"https://slack-files.com/{TEAM_ID}-{ident}-local",
        "is_starred": False,
        "has_rich_preview": False,
        "file_access": "visible",
    }
    with workspace.lock:
        workspace.files[ident] = file
        workspace.contents[ident] = content
    return file
