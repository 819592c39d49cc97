"""Connections that are given up when the client keeps its place and does nothing with it.

The application limits uploads and summaries. This file limits what comes before and after them: a
client must send the head of a request in time, and must take the answer. Only so many connections
are open at a time.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from multisumm.web.limits import Limits

_TOO_MANY = (
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\n"
    b"content-length: %d\r\nretry-after: 5\r\nconnection: close\r\n\r\n%s"
)
_TOO_MANY_BODY = b'{"error": "too many connections at the same time; try again in a moment"}'


class WatchedConnection(H11Protocol):
    """A connection of uvicorn that ends when its client is too slow.

    The client has `limits.idle` seconds to send the head of a request, counted from the beginning
    of the connection or from the end of the last answer. Within each such time, it must take
    `limits.rate` bytes a second of an answer that waits for it.
    """

    def __init__(self, *arguments: Any, limits: Limits, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._limits = limits
        self._deadline: asyncio.TimerHandle | None = None
        self._untaken = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Watch a new connection; refuse it if there are too many."""
        super().connection_made(transport)
        self._watch()
        if len(self.connections) > self._limits.connections:
            self.connections.discard(self)
            transport.write(_TOO_MANY % (len(_TOO_MANY_BODY), _TOO_MANY_BODY))
            transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Watch it no longer."""
        self._let_be()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Let a connection be whose request has begun: the application watches that."""
        before = self.cycle
        super().handle_events()
        if self.cycle is not before and not self.cycle.response_complete:
            self._let_be()

    def on_response_complete(self) -> None:
        """Watch the connection from the end of an answer to the head of the next request."""
        self._watch()
        super().on_response_complete()

    def pause_writing(self) -> None:
        """Watch how a client takes an answer that waits for it."""
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        """Let a client be that has taken what waited for it."""
        super().resume_writing()
        if self.cycle is not None and not self.cycle.response_complete:
            self._let_be()

    def _watch(self) -> None:
        self._let_be()
        self._untaken = self.transport.get_write_buffer_size()
        self._deadline = self.loop.call_later(self._limits.idle, self._give_up)

    def _let_be(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        """End the connection, unless its client is taking an answer fast enough."""
        taken = self._untaken - self.transport.get_write_buffer_size()
        if taken >= self._limits.rate * self._limits.idle and taken > 0:
            self._watch()
        else:
            self.transport.abort()
