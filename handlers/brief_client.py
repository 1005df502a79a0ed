"""A client of Slack's Web API for those who have no time: one short try."""

from __future__ import annotations

from slack_sdk import WebClient


def brief(client: WebClient, seconds: float) -> WebClient:
    """Return a copy of the client that waits no longer than this and never tries again.

    The three seconds of a listener include everything, so a patient client would turn one slow
    call into no answer at all. It also tells the truth about one try: a library that repeats a
    call for us cannot say whether the first one arrived.
    """
    return WebClient(
        token=client.token,
        base_url=client.base_url,
        timeout=seconds,  # type: ignore[arg-type] # urllib takes any number
        ssl=client.ssl,
        proxy=client.proxy,
        headers=dict(client.headers),
        logger=client.logger,
        retry_handlers=[],
    )
