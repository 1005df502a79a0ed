"""Processes that live until they are killed, and what comes to rest after them."""

_PATIENCE = 120


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


class Replica:
    """One process that does as it is told at each moment, started anew whenever it has died."""

    def __init__(self, forks, live, *given):
        self._forks, self._live, self._given = forks, live, given
        self._process = None
        self.deaths = 0

    def begin(self, moment, lines):
        if self._process is None:
            self._orders, theirs = self._forks.Pipe()
            self._process = self._forks.Process(target=self._live, args=(theirs, *self._given))
            self._process.start()
            theirs.close()
        self._orders.send((moment.isoformat(), lines))

    def finish(self):
        """Wait until it has looked, or died."""
        try:
            assert self._orders.poll(_PATIENCE)
            assert self._orders.recv() == "done"
        except (EOFError, ConnectionResetError):
            self.deaths += 1
            self.stop()

    def stop(self):
        if self._process is not None:
            self._orders.close()
            self._process.kill()
            self._process.join(_PATIENCE)
            self._process.close()
            self._process = None
