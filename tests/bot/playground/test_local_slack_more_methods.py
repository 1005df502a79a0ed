"""The Web API beyond writing: pins, reactions, members, uploads, the assistant pane, emoji."""

import pytest
from slack_sdk.errors import SlackApiError


@pytest.fixture
def room(slack, tanaka):
    return slack.channel("部屋", [tanaka])


@pytest.fixture
def error():
    """What Slack's refusal is called."""

    def call(method, *arguments, **named):
        with pytest.raises(SlackApiError) as refused:
            method(*arguments, **named)
        return refused.value.response["error"]

    return call


def test_a_message_is_pinned_once(client, room, tanaka, error):
    """And unpinned once; the newest pin comes first."""
    ts = tanaka.message("見積", channel=room)
    other = tanaka.message("請求", channel=room)
    for one in (ts, other):
        client.pins_add(channel=room, timestamp=one)
    assert error(client.pins_add, channel=room, timestamp=ts) == "already_pinned"
    pinned = client.pins_list(channel=room)["items"]
    assert [item["message"]["ts"] for item in pinned] == [other, ts]
    assert pinned[0]["message"]["pinned_to"] == [room]
    client.pins_remove(channel=room, timestamp=ts)
    assert error(client.pins_remove, channel=room, timestamp=ts) == "not_pinned"
    assert error(client.pins_add, channel=room, timestamp="1.1") == "message_not_found"


def test_the_app_s_own_reactions_come_and_go(slack, client, room, tanaka, error):
    """Only its own; everybody's can be read."""
    ts = tanaka.message("見積", channel=room)
    item = {"channel": room, "timestamp": ts}
    tanaka.react("tada", ts, room)
    client.reactions_add(name="eyes", **item)
    read = client.reactions_get(**item)["message"]["reactions"]
    assert [(one["name"], one["users"]) for one in read] == [
        ("tada", [tanaka.id]),
        ("eyes", ["U0ANNAI"]),
    ]
    client.reactions_remove(name="eyes", **item)
    assert error(client.reactions_remove, name="eyes", **item) == "no_reaction"
    assert error(client.reactions_remove, name="tada", **item) == "no_reaction"
    slack.settle()
    kinds = [one.payload["event"]["type"] for one in slack.events]
    assert kinds[-2:] == ["reaction_added", "reaction_removed"]


@pytest.mark.parametrize("name", ["", "::", "二 つ", "a:b", "UPPER", "wave::skin-tone-9"])
def test_an_emoji_has_a_name_of_slack_s_form(slack, client, room, tanaka, error, name):
    """Anything else is refused."""
    ts = tanaka.message("見積", channel=room)
    refused = error(client.reactions_add, channel=room, timestamp=ts, name=name)
    assert refused in {"invalid_name", "invalid_arguments"}
    slack.take_problems()


def test_fifty_different_emoji_are_the_most(client, room, tanaka, error):
    """One more of a kind that is there already goes."""
    ts = tanaka.message("見積", channel=room)
    for number in range(50):
        tanaka.react(f"e{number}", ts, room)
    item = {"channel": room, "timestamp": ts}
    assert error(client.reactions_add, name="e50", **item) == "too_many_emoji"
    client.reactions_add(name="e1", **item)


def test_members_come_in_pages(slack, client, tanaka):
    """With a cursor for the rest."""
    others = [slack.person(f"社員{number}") for number in range(3)]
    room = slack.channel("部屋", [tanaka, *others])
    first = client.conversations_members(channel=room, limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    rest = client.conversations_members(channel=room, limit=3, cursor=cursor)
    everybody = {tanaka.id, "U0ANNAI", *(one.id for one in others)}
    assert {*first["members"], *rest["members"]} == everybody


def test_the_app_can_join_public_channels_only(slack, client, tanaka, error):
    """Twice does no harm, and is said."""
    public = slack.channel("公開", [tanaka], bot=False)
    private = slack.channel("非公開", [tanaka], private=True)
    assert client.conversations_join(channel=public)["channel"]["is_member"]
    assert client.conversations_join(channel=public)["warning"] == "already_in_channel"
    assert client.chat_postMessage(channel=public, text="着きました")["ok"]
    refused = error(client.conversations_join, channel=private)
    assert refused == "method_not_supported_for_channel_type"
    closed = slack.channel("終了", [tanaka], bot=False)
    slack.archive(closed)
    assert error(client.conversations_join, channel=closed) == "is_archived"


def test_a_file_of_the_app_is_uploaded_in_three_steps(slack, client, room, tanaka):
    """As slack_sdk does it; people find it in the channel."""
    answer = client.files_upload_v2(
        channel=room, filename="月報.csv", content="部署,件数\n", initial_comment="できました"
    )
    (message,) = tanaka.messages(room)
    assert message.text == "できました\n(file: 月報.csv)"
    assert slack.workspace.contents[answer["files"][0]["id"]] == "部署,件数\n".encode()
    slack.settle()
    (event,) = [one.payload["event"] for one in slack.events]
    assert (event["subtype"], event["files"][0]["name"]) == ("file_share", "月報.csv")


def test_a_file_is_shared_only_after_its_content_came(slack, client, room, error):
    """And only by an id that was given out."""
    announced = client.files_getUploadURLExternal(filename="a.csv", length=3)
    files = [{"id": announced["file_id"]}]
    refused = error(client.files_completeUploadExternal, files=files, channel_id=room)
    assert refused == "file_not_found"
    assert error(client.files_getUploadURLExternal, filename="a.csv", length=0)
    slack.take_problems()


def test_the_assistant_pane_takes_status_title_and_prompts(slack, client, tanaka, room, error):
    """In the app's own conversations; at most four prompts."""
    ts = tanaka.message("やあ")
    place = {"channel_id": tanaka.dm_id, "thread_ts": ts}
    prompts = [{"title": "聞く", "message": "顧客の氏名は？"}]
    client.assistant_threads_setStatus(status="考えています", **place)
    client.assistant_threads_setTitle(title="確認", **place)
    client.assistant_threads_setSuggestedPrompts(prompts=prompts, **place)
    pane = slack.workspace.panes[tanaka.dm_id, ts]
    assert (pane["status"], pane["title"], pane["prompts"]) == ("考えています", "確認", prompts)
    elsewhere = {"channel_id": room, "thread_ts": ts, "status": "x"}
    assert error(client.assistant_threads_setStatus, **elsewhere) == (
        "method_not_supported_for_channel_type"
    )
    many = {"prompts": prompts * 5, **place}
    assert error(client.assistant_threads_setSuggestedPrompts, **many) == "invalid_arguments"
    slack.take_problems()


def test_attachments_are_judged_like_blocks(slack, client, room, error):
    """A hundred at most, and no block in them that Slack does not know."""
    post = {"channel": room, "text": "文"}
    wrong = [{"blocks": [{"type": "fireworks"}]}]
    assert error(client.chat_postMessage, attachments=wrong, **post) == "invalid_attachments"
    many = [{"text": "x"}] * 101
    assert error(client.chat_postMessage, attachments=many, **post) == "too_many_attachments"
    assert len(slack.take_problems()) == 2


def test_the_workspace_s_own_emoji_are_listed(slack, client):
    """By name."""
    slack.workspace.emoji["ai_success"] = "🌟"
    assert list(client.emoji_list()["emoji"]) == ["ai_success"]
