"""The local language model over HTTP, on loopback, with the bad days that tests ask for."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from flask import Flask, Response, request

from bot.playground.http_server import HttpServer
from bot.playground.model.canned import answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType
    from typing import Self

Mood = Literal[
    "well",
    "never",
    "drip",
    "429",
    "500",
    "cut_json",
    "no_json",
    "refusal",
    "filter",
    "filter_400",
    "empty",
    "wrong_label",
    "huge",
    "no_schema",
    "no_store",
    "wrong_key",
    "uncited",
    "unknown_card",
    "verdict",
    "leaky",
]

DRIP_SECONDS: Final = 5.0
_HUGE: Final = 10 * 1024 * 1024
_SCHEMA: Final = "JSON schema: "


@dataclass(frozen=True)
class Asked:
    """One request as it came over the wire."""

    body: dict[str, Any]
    raw: str = field(repr=False)
    headers: dict[str, str] = field(repr=False)


class LocalModel:
    """Speaks `/v1/chat/completions`. A context manager.

    `mood` says how it behaves; `says` replaces the content of its next good answers.
    """

    def __init__(self, port: int = 0) -> None:
        self.mood: Mood = "well"
        self.says: Callable[[dict[str, str]], object] | None = None
        self.asked: list[Asked] = []
        self._times: int | None = None
        self._stopped = threading.Event()
        web = Flask(__name__)
        web.add_url_rule(
            "/v1/chat/completions", view_func=self._complete, methods=["POST"], endpoint="complete"
        )
        self._http = HttpServer(web, port)

    @property
    def base_url(self) -> str:
        return f"{self._http.url}/v1"

    def behave(self, mood: Mood, times: int | None = None) -> None:
        """Behave like this from now on, or for so many requests.

        Raises:
            ValueError: no such mood.
        """
        if mood not in get_args(Mood):
            raise ValueError(f"no such mood: {mood}")
        self.mood, self._times = mood, times

    def start(self) -> None:
        self._http.start()

    def stop(self) -> None:
        self._stopped.set()
        self._http.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _complete(self) -> Response:
        raw = request.get_data(as_text=True)
        body = json.loads(raw)
        self.asked.append(Asked(body, raw, dict(request.headers)))
        if self._times is not None:
            self._times -= 1
            if self._times < 0:
                self.behave("well")
        refusal = self._refusal(body)
        if refusal is not None:
            return refusal
        if self.mood in {"never", "drip", "huge"}:
            return Response(self._slow(), mimetype="application/json")
        return _json(200, self._completion(body))

    def _refusal(self, body: dict[str, Any]) -> Response | None:
        match self.mood:
            case "429":
                refused = _error(429, "rate_limit_exceeded")
                refused.headers["Retry-After"] = "60"
                return refused
            case "500":
                return _error(500, "server_error")
            case "filter_400":
                return _error(400, "content_filter")
            case "wrong_key":
                return _error(401, "invalid_api_key")
            case "no_schema" if "response_format" in body:
                return _error(400, "unsupported_parameter")
            case "no_store" if "response_format" in body or "store" in body:
                return _error(400, "unknown_parameter")
        return None

    def _slow(self) -> Iterator[bytes]:
        if self.mood == "huge":
            yield b'{"choices":[{"message":{"content":"'
            for _ in range(_HUGE // 65536):
                yield b"a" * 65536
            yield b'"},"finish_reason":"stop"}]}'
            return
        step = DRIP_SECONDS if self.mood == "drip" else 3600.0
        while not self._stopped.wait(step):
            yield b" "

    def _completion(self, body: dict[str, Any]) -> dict[str, Any]:
        content: str | None = json.dumps(self._content(body), ensure_ascii=False)
        message: dict[str, Any] = {"role": "assistant"}
        finish = "stop"
        match self.mood:
            case "cut_json":
                content, finish = str(content)[:-8], "length"
            case "no_json":
                content = "もちろんです。答えは次のとおりです。"
            case "refusal":
                content, message["refusal"] = None, "I cannot help with that."
            case "filter":
                content, finish = "", "content_filter"
            case "empty":
                content = ""
        message["content"] = content
        return {
            "id": "chatcmpl-local",
            "object": "chat.completion",
            "model": body.get("model", ""),
            "choices": [{"index": 0, "finish_reason": finish, "message": message}],
            "usage": {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150},
        }

    def _content(self, body: dict[str, Any]) -> object:
        system, user = body["messages"]
        given = json.loads(user["content"])
        if self.says is not None:
            return self.says(given)
        fields = _fields(body, system["content"])
        said = answer(fields, given, japanese="答えは日本語" in system["content"])
        if "level" in fields and self.mood == "wrong_label":
            return {**said, "level": "たぶんOK"}
        if "sentences" in fields:
            return {"sentences": [self._spoiled(one) for one in said["sentences"]]}
        return said

    def _spoiled(self, sentence: dict[str, Any]) -> dict[str, Any]:
        match self.mood:
            case "uncited":
                return {**sentence, "cards": []}
            case "unknown_card":
                return {**sentence, "cards": [99]}
            case "verdict":
                return {**sentence, "text": "その情報はそのまま入れて大丈夫です。"}
            case "leaky":
                return {**sentence, "text": "鬼頭様（090-0000-1234）に聞いてください。"}
        return sentence


def _fields(body: dict[str, Any], system: str) -> dict[str, Any]:
    """Return the fields that were asked for, bound by a schema or only told in words."""
    asked = body.get("response_format", {}).get("json_schema", {}).get("schema")
    if asked is None:
        asked = json.loads(system.rpartition(_SCHEMA)[2])
    properties: dict[str, Any] = asked["properties"]
    return properties


def _error(status: int, code: str) -> Response:
    said = {"error": {"message": "The text that was sent is repeated here.", "code": code}}
    return _json(status, said)


def _json(status: int, body: object) -> Response:
    content = json.dumps(body, ensure_ascii=False)
    return Response(content, status, mimetype="application/json")
