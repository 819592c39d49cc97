import gzip
import ipaddress
import socket
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from input_files import PAGE, PAGE_TEXT, read_sources
from multisumm.errors import InputError
from multisumm.reading import fetching, read_uploads
from multisumm.reading.fetching import MAX_REDIRECTS, fetch

RESOLVE = socket.getaddrinfo


class Handler(BaseHTTPRequestHandler):
    """A server whose answers depend on the path; it remembers the requests."""

    seen: list = []  # noqa: RUF012

    def do_GET(self):
        self.seen.append((self.path, self.headers["Host"]))
        status, headers, body = ANSWERS.get(self.path.split("?")[0], (404, {}, b"no"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value.replace("PORT", str(self.server.server_port)))
        self.end_headers()
        if self.path == "/slow":
            for _ in range(100):
                self.wfile.write(b"A")
                if self.server.stopping.wait(0.05):
                    return
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


ANSWERS = {
    "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode()),
    "/text": (200, {"Content-Type": "text/plain; charset=iso-8859-1"}, b"caf\xe9"),
    "/a.txt": (200, {}, b"A."),
    "/packed.txt": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"A.")),
    "/brotli": (200, {"Content-Encoding": "br"}, b"..."),
    "/big": (200, {"Content-Type": "text/plain"}, b"A" * 5000),
    "/long": (200, {"Content-Length": "99"}, b"A."),
    "/slow": (200, {"Content-Type": "text/plain"}, b""),
    "/here": (302, {"Location": "/a.txt"}, b""),
    "/loop": (301, {"Location": "/loop"}, b""),
    "/private": (302, {"Location": "http://localhost:PORT/a.txt"}, b""),
    "/metadata": (307, {"Location": "http://169.254.169.254/latest"}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/nowhere": (302, {}, b""),
}


@contextmanager
def serving(context=None):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.stopping = threading.Event()
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    Handler.seen.clear()
    try:
        yield server.server_port
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def site():
    """The address of a server on this machine."""
    with serving() as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def name(monkeypatch):
    """Resolves names, and counts the look-ups of each name."""
    known: dict[str, list[str]] = {}
    asked: list[str] = []

    def resolve(host, port, *arguments, **options):
        asked.append(host)
        addresses = known.get(host, [host])
        return [
            one for address in addresses for one in RESOLVE(address, port, *arguments, **options)
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return known, asked


@pytest.fixture
def no_sockets(monkeypatch):
    """Makes every connection an error of the test, whatever the check of its address says."""

    def connect(endpoints, *, end):
        raise AssertionError(f"it connects to {endpoints}")

    monkeypatch.setattr(fetching, "_connect", connect)


def refused(url, **options):
    with pytest.raises(InputError) as caught:
        fetch(url, **options)
    message = str(caught.value)
    assert message.isprintable()
    assert message.startswith(url)
    return message.removeprefix(f"{url}: ")


# What is fetched


def test_a_page_is_fetched_and_read(site):
    (document,), warnings = read_sources(f"{site}/page", fetch=True, allow_private=True)
    assert (document.id, document.url, document.kind) == (f"{site}/page", f"{site}/page", "html")
    assert (document.text, document.title, warnings) == (PAGE_TEXT, "Ferry sinks", ())


def test_the_headers_of_the_server_count(site):
    (document,), warnings = read_sources(f"{site}/text", fetch=True, allow_private=True)
    assert (document.text, document.kind, warnings) == ("café", "text", ())


def test_a_packed_answer_is_unpacked_and_an_address_given_twice_is_fetched_once(site):
    url = f"{site}/packed.txt"
    (document,), warnings = read_sources([url, url], fetch=True, allow_private=True)
    assert document.text == "A."
    assert warnings == (f"{url}: the same file as {url}; read once",)


def test_a_redirection_is_followed_and_the_last_address_is_that_of_the_document(site):
    found = fetch(f"{site}/here", allow_private=True)
    assert (found.url, found.data) == (f"{site}/a.txt", b"A.")


@pytest.mark.parametrize(
    ("header", "path"), [("/f\xc3\xa4hre.txt", "/fähre.txt"), ("/f\xe4hre.txt", "/fähre.txt")]
)
def test_a_redirection_may_be_written_in_utf8(header, path, monkeypatch):
    class Answer:
        def __init__(self, parts):
            self.status = 200 if parts.path == path else 302

        def getheader(self, name, default=None):
            return header if name == "Location" else default

    monkeypatch.setattr(fetching, "_get", lambda parts, **options: (Answer(parts), b"A."))
    found = fetch("http://lindow.example/here")
    assert (found.url, found.data) == (f"http://lindow.example{path}", b"A.")


def test_an_address_of_an_upload_that_is_given_twice_is_fetched_once(monkeypatch):
    asked = []

    def found(address, **options):
        asked.append(address)
        return fetching.Response(address, b"A.", "text/plain", None)

    monkeypatch.setattr(fetching, "fetch", found)
    url = "http://lindow.example/a.txt"
    (document,) = read_uploads([], addresses=[url, url])
    assert (document.text, asked) == ("A.", [url])


def test_an_address_that_does_not_answer_is_skipped_if_there_are_others(site):
    documents, warnings = read_sources([f"{site}/none", f"{site}/a.txt"], fetch=True,
                                       allow_private=True)  # fmt: skip
    assert [document.text for document in documents] == ["A."]
    assert warnings == (f"{site}/none: the server answered 404; skipped",)


def test_signs_that_may_not_stand_in_an_address_are_escaped(site):
    refused(f"{site}/caf\u00e9 au lait?q=\u00fc&r=%20#part", allow_private=True)
    assert Handler.seen[0][0] == "/caf%C3%A9%20au%20lait?q=%C3%BC&r=%20"


# What is not


def test_nothing_is_fetched_without_being_asked(site):
    with pytest.raises(InputError) as caught:
        read_sources(f"{site}/page")
    assert str(caught.value) == f"{site}/page: addresses are fetched only with option `fetch`"
    with pytest.raises(
        InputError, match=r"127\.0\.0\.1, which is not public; option `allow_private`"
    ):
        read_sources(f"{site}/page", fetch=True)
    assert Handler.seen == []


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/", "http://192.168.1.1/"),
        *("http://169.254.169.254/latest/meta-data", "http://0.0.0.0/", "http://[fe80::1]/"),
        *("http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/"),
        *("http://2130706433/", "http://127.1/", "http://0x7f.1/", "http://224.0.0.1/"),
        *("http://100.64.0.1/", "http://[fd00::1]/", "http://[::]/", "http://255.255.255.255/"),
    ],
)
def test_addresses_that_are_not_public_are_refused_however_they_are_written(url, no_sockets):
    assert refused(url).endswith("which is not public; option `allow_private` allows it")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ftp://e.org/a", "'ftp://e.org/a' is not an http or https address"),
        ("file:///etc/passwd", "'file:///etc/passwd' is not an http or https address"),
        ("http:///a", "'http:///a' is not an http or https address"),
        ("http://a:b@e.org/", "an address with a user name in it is not fetched"),
        ("http://e.org:99999/", "Port out of range 0-65535"),
        ("http://[::1/", "Invalid IPv6 URL"),
    ],
)
def test_an_invalid_address_is_refused(url, message):
    assert refused(url) == message


@pytest.mark.parametrize("url", ["http://" + "a" * 70 + ".org/", "http://a..b/", "http://*\u2603/"])
def test_an_impossible_host_is_an_error(url):
    assert refused(url, timeout=5)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/none", "the server answered 404"),
        ("/nowhere", "the server answered 302"),
        ("/loop", f"more than {MAX_REDIRECTS} redirections"),
        ("/big", "larger than 4,999 bytes; option `max_bytes` allows more"),
        ("/long", "the answer is cut off"),
        ("/brotli", "the answer is packed as br"),
        ("/file", "'file:///etc/passwd' is not an http or https address"),
    ],
)
def test_a_bad_response_is_an_error(site, path, message):
    assert refused(site + path, allow_private=True, max_bytes=4999) == message


def test_a_server_that_sends_slowly_is_cut_off_in_time(site):
    assert refused(f"{site}/slow", allow_private=True, timeout=0.4) == (
        "no whole answer in 0.4 seconds"
    )


def test_a_server_that_says_nothing_is_cut_off_in_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert refused(url, allow_private=True, timeout=0.2) == "no whole answer in 0.2 seconds"
        secure = url.replace("http", "https", 1)
        assert refused(secure, allow_private=True, timeout=0.2) == "no whole answer in 0.2 seconds"


def test_an_unreachable_server_is_an_error():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert "refused" in refused(f"http://127.0.0.1:{port}/", allow_private=True).lower()


def test_each_redirection_is_checked_again(site, name, monkeypatch):
    known, _ = name
    port = int(site.rpartition(":")[2])
    known["public.example"] = ["127.0.0.1"]
    known["localhost"] = ["127.0.0.2"]
    public = ipaddress.ip_address("127.0.0.1")
    monkeypatch.setattr(fetching, "is_public", lambda address: address == public)
    assert fetch(f"http://public.example:{port}/here").data == b"A."
    assert refused(f"http://public.example:{port}/private").startswith("localhost is 127.0.0.2, ")
    message = refused(f"http://public.example:{port}/metadata")
    assert message.startswith("169.254.169.254, which is not public")


def test_a_name_is_looked_up_once_and_the_connection_goes_to_the_checked_address(site, name):
    known, asked = name
    port = site.rpartition(":")[2]
    known["name.example"] = ["127.0.0.1"]
    assert fetch(f"http://name.example:{port}/a.txt", allow_private=True).data == b"A."
    assert asked == ["name.example"]
    assert Handler.seen == [("/a.txt", f"name.example:{port}")]


@pytest.mark.parametrize(
    "address",
    [
        *(
            "192.88.99.1",
            "198.18.0.1",
            "203.0.113.7",
            "fec0::1",
            "5f00::1",
            "3fff::1",
            "2001:db8::1",
        ),
        *("2001:2::1", "64:ff9b:1::1", "100::1", "fe80::1%1", "ff02::1", "::127.0.0.1"),
        *("2002:c0a8:101::", "::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe"),
    ],
)
def test_a_name_of_an_address_that_is_not_public_is_refused(address, name, no_sockets):
    known, _ = name
    known["one.example"] = [address]
    assert "which is not public; option `allow_private` allows it" in refused("http://one.example/")


def test_a_name_with_one_address_that_is_not_public_is_refused(name, no_sockets):
    known, _ = name
    known["two.example"] = ["93.184.215.14", "127.0.0.1"]
    assert refused("http://two.example/").startswith("two.example is 127.0.0.1, which is not")


def test_another_address_of_the_name_is_tried_if_one_does_not_answer(site, name):
    known, _ = name
    port = site.rpartition(":")[2]
    known["two.example"] = ["127.0.0.9", "127.0.0.1"]
    assert fetch(f"http://two.example:{port}/a.txt", allow_private=True).data == b"A."


# TLS


def certificate(host, folder):
    """A certificate for a host that vouches for itself; gives the file of it and its key."""
    x509 = pytest.importorskip(
        "cryptography.x509",
        reason='cryptography, which makes the certificate, is not installed: pip install ".[test]"',
    )
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = made.public_bytes(serialization.Encoding.PEM)
    path = folder / "certificate.pem"
    path.write_bytes(pem + key.private_bytes(serialization.Encoding.PEM, *form))
    return path


def test_the_certificate_has_to_be_of_the_name_and_vouched_for(name, tmp_path, monkeypatch):
    known, _ = name
    known["good.example"] = known["other.example"] = ["127.0.0.1"]
    path = certificate("good.example", tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    names = []
    context.sni_callback = lambda _, host, __: names.append(host)
    with serving(context) as port:
        unknown = refused(f"https://good.example:{port}/a.txt", allow_private=True)
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        assert fetch(f"https://good.example:{port}/a.txt", allow_private=True).data == b"A."
        wrong = refused(f"https://other.example:{port}/a.txt", allow_private=True)
    assert "certificate verify failed" in unknown
    assert "certificate is not valid for 'other.example'" in wrong
    assert names == ["good.example", "good.example", "other.example"]


def test_addresses_are_fetched_after_uploads_and_named_if_they_cannot_be(site):
    found = read_uploads(
        [("b.txt", b"It snowed.")], addresses=[f"{site}/a.txt", f"{site}/none"], allow_private=True
    )
    assert [one.text for one in found] == ["It snowed.", "A."]
    assert [(fate.name, fate.outcome) for fate in found.files] == [
        (f"{site}/none", "failed"),
        ("b.txt", "read"),
        (f"{site}/a.txt", "read"),
    ]
    with pytest.raises(InputError, match="which is not public"):
        read_uploads([], addresses=[f"{site}/a.txt"])
