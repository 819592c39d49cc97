"""Which addresses belong to the public internet, by the registries of special addresses.

The ranges are those of IANA's registries of special-purpose addresses of IPv4 and IPv6 (RFC 6890
and the later entries), as of November 2026. The module `ipaddress` has a table of its own, which
differs from one version of Python to the next, so it is not asked.
"""

from __future__ import annotations

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NOT_PUBLIC_4 = (
    "0.0.0.0/8",  # this network
    "10.0.0.0/8",  # private
    "100.64.0.0/10",  # shared by the customers of a provider
    "127.0.0.0/8",  # loopback
    "169.254.0.0/16",  # link-local; metadata of clouds
    "172.16.0.0/12",  # private
    "192.0.0.0/24",  # protocol assignments
    "192.0.2.0/24",  # documentation
    "192.88.99.0/24",  # relays of 6to4
    "192.168.0.0/16",  # private
    "198.18.0.0/15",  # benchmarks
    "198.51.100.0/24",  # documentation
    "203.0.113.0/24",  # documentation
    "224.0.0.0/4",  # multicast
    "240.0.0.0/4",  # reserved, and broadcast
)

_PUBLIC_6 = "2000::/3"
"""All that is given out as global unicast. Outside of it are loopback, site-local and link-local
addresses, unique local ones (`fc00::/7`), segment routing (`5f00::/16`), multicast and the rest."""

_NOT_PUBLIC_6 = (
    "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID ...
    "2001:db8::/32",  # documentation
    "3fff::/20",  # documentation
)

_WRAPPERS = (
    ("::ffff:0:0/96", 0),  # mapped
    ("64:ff9b::/96", 0),  # translated by NAT64
    ("2002::/16", 80),  # 6to4
)
"""Ranges of IPv6 with an address of IPv4 inside, and the number of bits behind that."""

_NETWORKS_4 = tuple(map(ipaddress.IPv4Network, _NOT_PUBLIC_4))
_NETWORKS_6 = tuple(map(ipaddress.IPv6Network, _NOT_PUBLIC_6))
_GLOBAL_6 = ipaddress.IPv6Network(_PUBLIC_6)
_WRAPPING = tuple((ipaddress.IPv6Network(network), bits) for network, bits in _WRAPPERS)


def is_public(address: Address) -> bool:
    """Return whether an address belongs to the public internet.

    An address of IPv6 that wraps one of IPv4 is as public as that.
    """
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _NETWORKS_4)
    for network, bits in _WRAPPING:
        if address in network:
            return is_public(ipaddress.IPv4Address((int(address) >> bits) & 0xFFFFFFFF))
    return address in _GLOBAL_6 and not any(address in network for network in _NETWORKS_6)
