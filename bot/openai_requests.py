"""What is sent to an OpenAI-compatible server: the same request in plainer and plainer forms."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from knowledge.prompts import shape_of

if TYPE_CHECKING:
    from knowledge.language_model import Task

OPENAI_URL: Final = "https://api.openai.com/v1"
_AZURE = (".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com")


@dataclass(frozen=True, slots=True)
class Connection:
    """Where the model is, and which one."""

    base_url: str
    model: str
    key: str = field(repr=False)

    @property
    def is_openai(self) -> bool:
        host = urlsplit(self.base_url).hostname or ""
        return host == "api.openai.com" or host.endswith(_AZURE)


def material_of(task: Task) -> str:
    """Return the material as JSON, so that none of it can look like a part of the message."""
    return json.dumps({one.name: one.text.text for one in task.materials}, ensure_ascii=False)


def system_of(task: Task, plainness: int) -> str:
    """Return the instructions; with the shape in words where the request cannot bind it."""
    if plainness == 0:
        return task.instructions.text
    schema = json.dumps(shape_of(task.instructions), ensure_ascii=False)
    return f"{task.instructions.text}\nJSON schema: {schema}"


def _structured(task: Task, _: Connection) -> dict[str, Any]:
    schema = {"name": task.instructions.name, "strict": True, "schema": shape_of(task.instructions)}
    return {
        "response_format": {"type": "json_schema", "json_schema": schema},
        "max_completion_tokens": task.instructions.most_tokens,
        "store": False,
    }


def _plain(task: Task, _: Connection) -> dict[str, Any]:
    return {"max_tokens": task.instructions.most_tokens, "store": False}


def _bare(task: Task, connection: Connection) -> dict[str, Any]:
    # Servers that keep nothing may not know how to be asked to keep nothing.
    keeps = {"store": False} if connection.is_openai else {}
    return {"max_tokens": task.instructions.most_tokens, **keeps}


FORMS = (_structured, _plain, _bare)
"""From the one that binds the answer most to the one that any server understands."""


def model_address(base_url: str | None) -> str:
    """Return the address of the API for what was set: nothing is OpenAI's own.

    Azure gives out the address of the resource alone; its API is under /openai/v1 there.
    """
    if not base_url:
        return OPENAI_URL
    parts = urlsplit(base_url)
    if (parts.hostname or "").endswith(_AZURE) and not parts.path.strip("/"):
        return f"{base_url.rstrip('/')}/openai/v1"
    return base_url.rstrip("/")
