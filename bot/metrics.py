"""Numbers for Prometheus: counts and durations, never content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.openai_answers import Completion

# Everything that Slack sends besides commands and events, by its own names; the label values
# are this closed list, so that nothing a person chose can become one.
_KINDS = frozenset(
    {
        "block_actions",
        "block_suggestion",
        "event_callback",
        "message_action",
        "shortcut",
        "view_closed",
        "view_submission",
    }
)
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class Metrics:
    """The numbers of one process."""

    registry: CollectorRegistry
    requests: Counter
    seconds: Histogram
    refused: Counter
    checks: Counter
    model_calls: Counter
    model_tokens: Counter
    model_seconds: Histogram


def new_metrics() -> Metrics:
    """Return all numbers at zero, in a registry of their own."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    return Metrics(
        registry=registry,
        requests=Counter(
            "annai_requests",
            "Requests of Slack by kind and HTTP status of the answer",
            ["kind", "status"],
            registry=registry,
        ),
        seconds=Histogram(
            "annai_request_seconds",
            "Time from a request of Slack to its answer",
            ["kind"],
            buckets=_SECONDS,
            registry=registry,
        ),
        refused=Counter(
            "annai_requests_refused",
            "HTTP requests refused before anything was done",
            ["reason"],
            registry=registry,
        ),
        checks=Counter(
            "annai_checks",
            "Checks by where they were asked and the level that was answered",
            ["surface", "level"],
            registry=registry,
        ),
        model_calls=Counter(
            "annai_model_calls",
            "Questions to the language model by what they are for and what became of them",
            ["use", "outcome"],
            registry=registry,
        ),
        model_tokens=Counter(
            "annai_model_tokens",
            "Tokens that the language model says it has used",
            ["use", "kind"],
            registry=registry,
        ),
        model_seconds=Histogram(
            "annai_model_seconds",
            "Time that the language model took, failures included",
            ["use"],
            buckets=(0.5, 1, 2, 3, 5, 8, 10, 15, 20, 30),
            registry=registry,
        ),
    )


def count_call(metrics: Metrics, use: str, outcome: str, seconds: float, done: Completion) -> None:
    """Count a call of the language model, with its cost and its time."""
    metrics.model_calls.labels(use, outcome).inc()
    metrics.model_tokens.labels(use, "prompt").inc(done.prompt_tokens)
    metrics.model_tokens.labels(use, "completion").inc(done.completion_tokens)
    metrics.model_seconds.labels(use).observe(seconds)


def kind_of(body: Mapping[str, Any]) -> str:
    """Return what sort of request a body from Slack is."""
    if "command" in body:
        return "command"
    kind = body.get("type")
    return kind if isinstance(kind, str) and kind in _KINDS else "other"
