"""No address is connected to here: they are only values."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.reading.public_addresses import is_public

# First and last address of each range that is not public, and its neighbours that are.
NOT_PUBLIC = [
    ("0.0.0.0", "0.255.255.255", None, "1.0.0.0"),
    ("10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"),
    ("100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0"),
    ("127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0"),
    ("169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0"),
    ("172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0"),
    ("192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0"),
    ("192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0"),
    ("192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0"),
    ("192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0"),
    ("198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0"),
    ("198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0"),
    ("203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0"),
    ("224.0.0.0", "255.255.255.255", "223.255.255.255", None),
    ("::", "::1", None, None),
    ("::127.0.0.1", "::8.8.8.8", None, None),  # wrapped in an old way
    ("::ffff:0:8.8.8.8", "::ffff:0:127.0.0.1", None, None),
    ("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", None, None),
    ("100::", "100::1:ffff:ffff:ffff:ffff", None, None),
    ("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2000::", "2001:200::"),
    ("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7::", "2001:db9::"),
    ("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3ffe::", "3fff:1000::"),
    ("4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", None, None),
]
IN_BETWEEN = ["5f00::1", "5f00:ffff::", "fc00::1", "fd00::1", "fe80::1", "fec0::1", "ff02::1"]


@pytest.mark.parametrize(("first", "last", "before", "after"), NOT_PUBLIC)
def test_a_range_of_the_registries_is_not_public_up_to_its_ends(first, last, before, after):
    for address in (first, last):
        assert not is_public(ipaddress.ip_address(address))
    for address in (before, after):
        assert address is None or is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", IN_BETWEEN)
def test_what_is_not_given_out_as_global_unicast_is_not_public(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "192.31.196.1", "2606:4700::1111",
                                     "2620:4f:8000::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
                                     "2002:808:808::1"])  # fmt: skip
def test_public_addresses_are_public(address):
    assert is_public(ipaddress.ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_address_within_another_is_as_public_as_it_is_by_itself(address):
    mapped = ipaddress.IPv6Address(f"::ffff:{address}")
    translated = ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) | int(address))
    tunnelled = ipaddress.IPv6Address(int(ipaddress.IPv6Address("2002::")) | int(address) << 80)
    assert {*map(is_public, (mapped, translated, tunnelled))} == {is_public(address)}


WRAPPING = [*map(ipaddress.ip_network, ("::ffff:0:0/96", "64:ff9b::/96", "2002::/16"))]


@given(st.ip_addresses())
def test_nothing_is_public_that_python_knows_to_be_special(address):
    """Python's table may lack ranges, but what it has is special.

    But for addresses that wrap another: how Python calls these has changed from version to version.
    """
    kinds = ("private", "loopback", "link_local", "multicast", "reserved", "unspecified")
    if any(getattr(address, f"is_{kind}") for kind in kinds):
        assert any(address in network for network in WRAPPING) or not is_public(address)
