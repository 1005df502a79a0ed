"""Writing: where the app may post, what it may say, and what it may change."""

import pytest
from slack_sdk.errors import SlackApiError


def refusal(call, *arguments, **named):
    """Return the answer with which Slack refuses."""
    with pytest.raises(SlackApiError) as refused:
        call(*arguments, **named)
    return refused.value.response


@pytest.fixture
def channel(slack, tanaka):
    return slack.channel("ai", [tanaka])


def test_where_the_app_is_not_it_cannot_write(slack, client, tanaka, channel):
    """A public channel is not_in_channel; what is hidden from the app is channel_not_found."""
    sato = slack.person("佐藤")
    slack.archive(channel)
    places = {
        slack.channel("open", bot=False): "not_in_channel",
        slack.channel("closed", bot=False, private=True): "channel_not_found",
        slack.dm_between(tanaka, sato): "channel_not_found",
        "C0NOWHERE": "channel_not_found",
        channel: "is_archived",
    }
    for place, error in places.items():
        assert refusal(client.chat_postMessage, channel=place, text="x")["error"] == error


def test_a_person_or_a_name_may_stand_for_a_channel(slack, client, tanaka, channel):
    """A person's id means the DM with them; a deactivated person gets it unread."""
    assert client.chat_postMessage(channel="#ai", text="x")["channel"] == channel
    slack.deactivate(tanaka)
    assert client.chat_postMessage(channel=tanaka.id, text="x")["channel"] == tanaka.dm_id
    assert client.users_info(user=tanaka.id)["user"]["deleted"] is True


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({}, "no_text"),
        ({"text": " "}, "no_text"),
        ({"text": "あ" * 40_001}, "msg_too_long"),
        ({"text": "x", "blocks": "{"}, "invalid_blocks_format"),
        ({"text": "x", "blocks": {"type": "divider"}}, "invalid_blocks_format"),
        ({"text": "x", "blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
        ({"text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
        (
            {"text": "x", "metadata": {"event_type": "a", "event_payload": {"b": "あ" * 6000}}},
            "metadata_too_large",
        ),
        (
            {
                "text": "x",
                "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "あ" * 3000}}]
                * 5,
            },
            "msg_blocks_too_long",
        ),
    ],
)
def test_content_is_judged(slack, client, channel, content, error):
    """Each way in which a message can be wrong has its name, and is a problem of the app."""
    answer = refusal(client.api_call, "chat.postMessage", json={"channel": channel, **content})
    assert answer["error"] == error
    assert error in slack.take_problems()[0]


def test_refused_blocks_say_what_and_where(slack, client, channel):
    """invalid_blocks comes with a message and a pointer for each complaint."""
    long = {"type": "header", "text": {"type": "plain_text", "text": "あ" * 151}}
    answer = refusal(client.chat_postMessage, channel=channel, text="x", blocks=[long])
    complaint = "must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    assert answer["errors"] == [complaint]
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {complaint}"]
    slack.take_problems()


def test_an_ephemeral_needs_its_reader_in_the_channel(slack, client, tanaka, channel):
    """Somebody who is not there cannot be shown anything."""
    sato = slack.person("佐藤")
    assert (
        refusal(client.chat_postEphemeral, channel=channel, user=sato.id, text="x")["error"]
        == "user_not_in_channel"
    )
    client.chat_postEphemeral(channel=channel, user=tanaka.id, text="x")
    assert [one.text for one in tanaka.ephemerals] == ["x"]


def test_update_changes_only_own_messages(slack, client, tanaka, channel):
    """Another's message, a missing one, too long a text: each has its name."""
    ts = tanaka.message("x", channel)
    own = client.chat_postMessage(channel=channel, text="x")["ts"]
    for arguments, error in (
        ({"ts": ts, "text": "y"}, "cant_update_message"),
        ({"ts": "1.1", "text": "y"}, "message_not_found"),
        ({"ts": own, "text": "あ" * 4001}, "msg_too_long"),
    ):
        assert refusal(client.chat_update, channel=channel, **arguments)["error"] == error
    slack.take_problems()
    assert refusal(client.chat_delete, channel=channel, ts=ts)["error"] == "cant_delete_message"


def test_a_text_alone_takes_the_place_of_blocks(client, tanaka, channel):
    """An update with text and no blocks removes the blocks; one with metadata alone keeps all."""
    divider = [{"type": "divider", "block_id": "d"}]
    posted = client.chat_postMessage(channel=channel, text="x", blocks=divider)
    place = {"channel": channel, "ts": posted["ts"]}
    metadata = {"event_type": "a", "event_payload": {}}
    kept = client.api_call("chat.update", json={**place, "metadata": metadata})
    assert kept["message"]["blocks"] == divider
    assert "blocks" not in client.chat_update(**place, text="y")["message"]
    assert tanaka.messages(channel)[0].text == "y"


def test_delete_takes_a_message_away(client, tanaka, channel):
    """A deleted message is gone for everybody, also for a second deletion."""
    ts = client.chat_postMessage(channel=channel, text="x")["ts"]
    client.chat_delete(channel=channel, ts=ts)
    assert tanaka.messages(channel) == []
    assert refusal(client.chat_delete, channel=channel, ts=ts)["error"] == "message_not_found"


def test_a_reply_joins_the_thread_of_the_first_message(client, tanaka, channel):
    """Threads have one level: a reply to a reply is a reply to its parent."""
    parent = tanaka.message("x", channel)
    first = client.chat_postMessage(channel=channel, text="1", thread_ts=parent)["ts"]
    second = client.chat_postMessage(channel=channel, text="2", thread_ts=first)["message"]
    assert second["thread_ts"] == parent
    assert (
        refusal(client.chat_postMessage, channel=channel, text="3", thread_ts="1.1")["error"]
        == "thread_not_found"
    )


def test_a_permalink_names_channel_message_and_thread(client, tanaka, channel):
    """The link of a reply carries its thread."""
    parent = tanaka.message("x", channel)
    reply = client.chat_postMessage(channel=channel, text="1", thread_ts=parent)["ts"]
    link = client.chat_getPermalink(channel=channel, message_ts=reply)["permalink"]
    assert link.endswith(
        f"/archives/{channel}/p{reply.replace('.', '')}?thread_ts={parent}&cid={channel}"
    )


def test_a_reaction_of_the_app_is_put_once(slack, client, tanaka, channel):
    """The second time it is already_reacted."""
    ts = tanaka.message("x", channel)
    place = {"channel": channel, "timestamp": ts}
    client.reactions_add(**place, name="eyes")
    assert refusal(client.reactions_add, **place, name="eyes")["error"] == "already_reacted"
    history = client.conversations_history(channel=channel)
    assert history["messages"][0]["reactions"] == [
        {"name": "eyes", "users": ["U0ANNAI"], "count": 1}
    ]
