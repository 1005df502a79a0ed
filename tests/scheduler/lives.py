"""Processes that live until they are killed, and what comes to rest after them."""

_PATIENCE = 60


def let_live(forks, live, *given):
    """Let a process do something to its end, and return its exit code."""
    process = forks.Process(target=live, args=given)
    process.start()
    process.join(_PATIENCE)
    code = process.exitcode
    process.close()
    return code


def settle(slack, client):
    """Wait until what the dead have sent has arrived: in real life a lease is time enough."""
    for _ in range(2):
        client.auth_test()
    slack.settle(seconds=_PATIENCE)
