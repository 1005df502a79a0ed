"""A WSGI application on a loopback port, in a thread, quietly."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING, Final

from typing_extensions import override
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# How often the server looks whether it shall stop; werkzeug's own half second would be
# noticed in a suite that starts one server for each test.
_LOOK_EVERY: Final = 0.01


class _QuietHandler(WSGIRequestHandler):
    @override
    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing: what was called is in the recording."""


class HttpServer:
    """Serves `application` on 127.0.0.1 until it is stopped; never on any other address.

    Raises:
        OSError: the port is taken.
    """

    def __init__(self, application: WSGIApplication, port: int = 0) -> None:
        # Opened here: werkzeug ends the whole process when the port is taken.
        with socket.create_server(("127.0.0.1", port)) as listener:
            self._server: BaseWSGIServer = make_server(
                "127.0.0.1",
                port,
                application,
                threaded=True,
                request_handler=_QuietHandler,
                fd=listener.fileno(),
            )
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_LOOK_EVERY,), name="local-slack-http"
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
