"""A message that matters is in Slack exactly once, whoever fails on the way."""

from knowledge.store.deliveries import DeliveryStatus


def test_a_row_becomes_a_message(slack, outbox, texts_in):
    """What is in the outbox is sent once, by direct message, and the row says where it is."""
    tanaka = slack.person("田中")
    assert outbox.post(tanaka.id)
    assert outbox.send() == 1
    assert outbox.send() == 0
    assert texts_in(tanaka) == ["お知らせ"]
    row = outbox.row()
    assert row.status == DeliveryStatus.SENT
    assert (row.channel, row.ts) in slack.workspace.messages


def test_the_same_key_is_the_same_message(slack, outbox, texts_in):
    """A second draft with a key that was used is no message, however late it comes."""
    tanaka = slack.person("田中")
    assert outbox.post(tanaka.id)
    assert not outbox.post(tanaka.id)
    outbox.send()
    assert not outbox.post(tanaka.id)
    outbox.send()
    assert texts_in(tanaka) == ["お知らせ"]
