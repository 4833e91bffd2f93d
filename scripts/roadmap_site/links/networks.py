"""Which internet addresses may be asked: public ones, and networks that were allowed by name."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from functools import lru_cache

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def inner(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 address carries, else the address itself."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address.sixtofour:
            return address.sixtofour
        if address.teredo:
            return address.teredo[1]
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if int(address) >> 32 == 0 and int(address) > 1:  # ::a.b.c.d, the old compatible form
            return ipaddress.IPv4Address(int(address))
    return address


@lru_cache(maxsize=100_000)
def why_not(text: str, allowed: Sequence[Network] = ()) -> str:
    """Return why an internet address must not be asked; empty when it may be."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return "it is no internet address"
    real = inner(address)
    if any(one in network for network in allowed for one in {address, real} if one.version == network.version):
        return ""
    if real.is_loopback:
        return "it is this machine itself"
    if real.is_link_local:
        return "it is a link-local address, where cloud machines keep their secrets"
    if real.is_multicast:
        return "it is a multicast address"
    if real.is_unspecified or real.is_reserved:
        return "it is a reserved address"
    if not real.is_global:
        return "it is in a private network"
    return ""
