"""The control API around the app's pane: beginning a conversation in it, and what the app shows."""

PROMPTS = [{"title": "聞く", "message": "顧客の氏名は？"}]


def test_a_conversation_begins_in_the_direct_message(slack, page, tanaka):
    """Each press begins one, and the app hears of it."""
    first = page.act(tanaka, "open_pane")["thread"]
    second = page.act(tanaka, "open_pane")["thread"]
    assert first != second
    told = [one.payload["event"] for one in slack.events]
    begun = [one for one in told if one["type"] == "assistant_thread_started"]
    assert [one["assistant_thread"]["thread_ts"] for one in begun] == [first, second]
    shown = page.get("/control/messages", **{"as": tanaka.id, "channel": tanaka.dm_id})
    assert [one["begins_pane"] for one in shown["messages"]] == [True, True]


def test_what_the_app_shows_around_it_stands_there(page, client, tanaka):
    """Status, title and prompts; and the status goes with the app's next message."""
    place = {"channel_id": tanaka.dm_id, "thread_ts": page.act(tanaka, "open_pane")["thread"]}
    client.assistant_threads_setSuggestedPrompts(prompts=PROMPTS, title="たとえば", **place)
    client.assistant_threads_setStatus(status="調べています…", **place)

    def pane():
        where = {"as": tanaka.id, "channel": tanaka.dm_id, "thread": place["thread_ts"]}
        return page.get("/control/messages", **where)["pane"]

    assert (pane()["status"], pane()["prompts"]) == ("調べています…", PROMPTS)
    assert pane()["prompts_title"] == "たとえば"
    client.chat_postMessage(channel=tanaka.dm_id, thread_ts=place["thread_ts"], text="答え")
    assert (pane()["status"], pane()["prompts"]) == ("", PROMPTS)


def test_any_other_thread_is_no_pane(page, tanaka):
    """A thread in the direct message, too."""
    ts = tanaka.message("やあ")
    where = {"as": tanaka.id, "channel": tanaka.dm_id, "thread": ts}
    assert page.get("/control/messages", **where)["pane"] is None


def test_an_app_without_a_pane_has_no_button_for_it(page, tanaka):
    """As the manifest says."""
    assert page.state(tanaka)["bot"]["pane"] is False
