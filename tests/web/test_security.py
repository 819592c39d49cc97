import pytest

from multisumm.web.security import HEADERS, host_form, is_own_host
from web_server import THEIRS

ASK = {"documents": [THEIRS], "format": "text"}
REFUSED = b'{"error": "requests from other sites are refused"}'


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        *((name, True) for name in ("localhost", "localhost:80", "127.0.0.1:8000", "[::1]:8000")),
        *((name, False) for name in ("", "evil.example", "localhost.evil.example", "localhost:x")),
        *((name, False) for name in ("localhost@evil.example", "evil.example/localhost", "[::2]")),
        *((name, False) for name in ("127.0.0.1.evil.example", "10.0.0.1", "localhost.", "::1")),
    ],
)
def test_only_names_of_this_machine_are_own_hosts(host, ours):
    assert is_own_host(host, ("localhost", "127.0.0.1", "::1")) is ours


def test_a_public_server_accepts_any_ip_address_and_no_other_name():
    for host in ("10.0.0.1:80", "[fe80::1]"):
        assert is_own_host(host, (), any_address=True)
        assert not is_own_host(host, ())
    for host in ("evil.example", "10.0.0.1.evil.example", "10.0.0", "1", "0x7f.1"):
        assert not is_own_host(host, (), any_address=True)


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Our.Example", "our.example:80"),
        ("[FE80::1]", "[fe80::1]:8000"),
        ("fe80:0:0::1", "[fe80::1]"),
        ("fe80::1", "[fe80:0::1]"),
        ("10.0.0.1", "10.0.0.1:80"),
    ],
)
def test_a_name_is_that_of_a_header_however_it_is_written(name, header):
    assert is_own_host(header, [host_form(name)])


@pytest.mark.parametrize(
    "name", ["", "[]", "[our.example]", "[10.0.0.1]", "fe80::1%eth0", "[fe80::1", "our:80", "a b"]
)
def test_what_no_header_can_have_is_no_name(name):
    assert host_form(name) is None


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", ""])
def test_a_foreign_host_name_that_resolves_here_is_rejected(site, host):
    for method, path in (("GET", "/"), ("GET", "/openapi.json"), ("POST", "/api/summarize")):
        status, headers, body = site.ask(method, path, host=host)
        assert (status, headers["content-type"]) == (421, "application/json")
        assert body == b'{"error": "the header Host does not name this server; see --allow-host"}'


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"origin": "http://localhost"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_requests_from_pages_of_other_sites_are_rejected(site, headers):
    for path in ("/api/summarize", "/api/summarize/stream"):
        assert site.post(path, ASK, **headers)[::2] == (403, REFUSED)


def test_requests_from_the_own_page_or_from_no_page_are_answered(site):
    for headers in ({}, {"origin": site.url, "sec_fetch_site": "same-origin"}):
        assert site.post("/api/summarize", ASK, **headers)[0] == 200


def test_nothing_is_allowed_to_other_sites(site):
    for path in ("/", "/api/summarize", "/openapi.json"):
        status, headers, _ = site.ask(
            "OPTIONS", path, origin="http://evil.example", access_control_request_method="POST"
        )
        assert status == 405
        assert not [name for name in headers if name.startswith("access-control")]
    assert not [h for h in site.ask("GET", "/")[1] if h.startswith("access-control")]


@pytest.mark.parametrize("path", ["/", "/api", "/frame", "/page.js", "/openapi.json", "/nothing"])
def test_every_response_carries_the_security_headers(site, path):
    headers = site.ask("GET", path)[1]
    assert HEADERS.keys() <= headers.keys()
    assert "server" not in headers
    assert headers["content-security-policy"].count("default-src 'none'") == 1
    for name in HEADERS.keys() - {"content-security-policy", "x-frame-options"}:
        assert headers[name] == HEADERS[name]


def test_only_the_frame_may_be_framed_and_it_has_no_origin(site):
    headers = site.ask("GET", "/frame")[1]
    policy = headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts ")
    assert "allow-same-origin" not in policy
    assert "frame-ancestors 'self'" in policy
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert "'unsafe" not in policy


def test_a_request_to_read_changes_nothing_and_other_methods_are_refused(site):
    for path in ("/api/summarize", "/api/summarize/stream"):
        for method in ("GET", "PUT", "DELETE", "PATCH", "TRACE"):
            status, headers, body = site.ask(method, path)
            assert (status, headers["allow"]) == (405, "POST")
            assert body == b'{"error":"Method Not Allowed"}'
