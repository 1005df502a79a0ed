"""Reading: history, threads, people and conversations, in pages."""

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


def test_history_has_the_top_level_only_and_replies_has_the_thread(client, tanaka, channel):
    """A reply is not in history; asked for by its ts, history gives the neighbour before it."""
    first = tanaka.message("一", channel)
    parent = tanaka.message("二", channel)
    reply = tanaka.message("返事", channel, parent)
    texts = [one["text"] for one in client.conversations_history(channel=channel)["messages"]]
    assert texts == ["二", "一"]
    nearest = client.conversations_history(channel=channel, latest=reply, inclusive=True, limit=1)
    assert nearest["messages"][0]["ts"] == parent
    thread = client.conversations_replies(channel=channel, ts=parent)["messages"]
    assert [one["text"] for one in thread] == ["二", "返事"]
    assert (thread[0]["reply_count"], thread[0]["latest_reply"]) == (1, reply)
    assert thread[1]["parent_user_id"] == tanaka.id
    alone = client.conversations_replies(channel=channel, ts=reply)["messages"]
    assert [one["ts"] for one in alone] == [reply]
    between = client.conversations_history(channel=channel, oldest=first, latest=reply)["messages"]
    assert [one["ts"] for one in between] == [parent]
    assert (
        refusal(client.conversations_replies, channel=channel, ts="1.1")["error"]
        == "thread_not_found"
    )


def test_metadata_is_read_only_by_who_asks(client, channel):
    """History leaves it out unless include_all_metadata is set."""
    metadata = {"event_type": "delivery", "event_payload": {"key": "k1"}}
    client.chat_postMessage(channel=channel, text="x", metadata=metadata)
    plain = client.conversations_history(channel=channel)["messages"][0]
    full = client.conversations_history(channel=channel, include_all_metadata=True)["messages"][0]
    assert "metadata" not in plain
    assert full["metadata"] == metadata


def test_long_lists_come_in_pages(slack, client, tanaka, channel):
    """The cursor leads through; a made-up one, or too large a page, is refused."""
    for number in range(5):
        tanaka.message(str(number), channel)
    pages = [page["messages"] for page in client.conversations_history(channel=channel, limit=2)]
    assert [len(page) for page in pages] == [2, 2, 1]
    people = [slack.person(f"社員{number}").id for number in range(4)]
    members = [one["id"] for page in client.users_list(limit=3) for one in page["members"]]
    assert members == ["U0ANNAI", tanaka.id, *people]
    assert refusal(client.users_list, cursor="?")["error"] == "invalid_cursor"
    assert refusal(client.users_list, limit=1001)["error"] == "invalid_limit"


def test_people_are_described_and_outsiders_are_strangers(slack, client):
    """The locale comes only on request; somebody of another company is marked, and in no list."""
    guest = slack.person("客", locale="en-US", outsider=True)
    assert "locale" not in client.users_info(user=guest.id)["user"]
    user = client.users_info(user=guest.id, include_locale=True)["user"]
    assert (user["locale"], user["is_stranger"], user["team_id"]) == ("en-US", True, "T0OTHER")
    assert guest.id not in [one["id"] for one in client.users_list()["members"]]
    assert refusal(client.users_info, user="U404")["error"] == "user_not_found"


def test_conversations_are_described_listed_and_opened(slack, client, tanaka, channel):
    """Private ones are listed only where the app is; a DM is opened with a person, not a bot."""
    slack.channel("closed", bot=False, private=True)
    inside = slack.channel("inner", [tanaka], private=True)
    slack.archive(channel)
    listed = client.conversations_list(types="public_channel,private_channel")["channels"]
    assert [one["name"] for one in listed] == ["general", "ai", "inner"]
    active = client.conversations_list(exclude_archived=True)["channels"]
    assert [one["name"] for one in active] == ["general"]
    info = client.conversations_info(channel=inside)["channel"]
    assert (info["is_private"], info["is_member"]) == (True, True)
    dm = client.conversations_open(users=tanaka.id, return_im=True)["channel"]
    assert (dm["id"], dm["is_im"], dm["user"]) == (tanaka.dm_id, True, tanaka.id)
    for users, error in (
        ("", "users_list_not_supplied"),
        ("U404", "user_not_found"),
        ("U0ANNAI", "cannot_dm_bot"),
    ):
        assert (
            refusal(client.api_call, "conversations.open", params={"users": users})["error"]
            == error
        )
    slack.deactivate(tanaka)
    assert refusal(client.conversations_open, users=tanaka.id)["error"] == "user_disabled"


def test_the_bot_can_look_itself_up(client):
    """bots.info leads from the bot's id to its user."""
    assert client.bots_info(bot="B0ANNAI")["bot"]["user_id"] == "U0ANNAI"
    assert refusal(client.bots_info, bot="B404")["error"] == "bot_not_found"
