import socket

import pytest

from multisumm.errors import InputError
from multisumm.web.server import address_of, is_local, listen


def test_a_listener_is_local_only_on_a_loopback_address():
    with listen("127.0.0.1", 0) as local, listen("0.0.0.0", 0) as public:
        assert is_local(local)
        assert not is_local(public)


@pytest.mark.parametrize(("host", "name"), [("localhost", "localhost"), ("::1", "[::1]")])
def test_the_address_is_one_that_a_browser_opens(host, name):
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        assert address_of(listener, host) == f"http://{name}:{port}/"


def test_a_port_in_use_is_an_error():
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(
            InputError, match=f"^cannot listen on 127.0.0.1:{port}: address already"
        ):
            listen("127.0.0.1", port)


def test_accepted_connections_send_small_answers_at_once():
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
