"""The one loose type of the playground: a JSON object as Slack sends and takes it."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
