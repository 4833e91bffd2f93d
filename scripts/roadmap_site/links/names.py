"""Where host names lead when the system is not to be asked: a hosts file, or a DNS server."""

from __future__ import annotations

import ipaddress
import re
import socket
from pathlib import Path


class WrongResolver(Exception):
    """What was given is neither a hosts file nor a DNS server."""


def parse(value: str) -> tuple[dict[str, tuple[str, ...]], tuple[str, int] | None]:
    """Return the hosts of a file in the form of /etc/hosts (`*` stands for all others), or a DNS server's address.

    A server is written as 127.0.0.1, 127.0.0.1:5353 or [::1]:5353. Raises WrongResolver.
    """
    if found := re.fullmatch(r"\[?([0-9A-Fa-f.:]+?)\]?(?::(\d{1,5}))?", value):
        try:
            return {}, (str(ipaddress.ip_address(found[1])), int(found[2] or 53))
        except ValueError:
            pass
    try:
        text = Path(value).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongResolver(
            f"--resolver must be a DNS server such as 127.0.0.1:53, or a hosts file; {value}: {error}"
        ) from None
    names: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        address, *hosts = line.partition("#")[0].split() or [""]
        if not address:
            continue
        try:
            ipaddress.ip_address(address)
        except ValueError:
            raise WrongResolver(f"{value}:{number}:1: a line must begin with an internet address") from None
        for host in hosts:
            names[host.lower()] = (*names.get(host.lower(), ()), address)
    return names, None


def lookup(host: str, server: str, port: int) -> tuple[str, ...]:
    """Return a host's internet addresses as a DNS server gives them; raise socket.gaierror as the system would."""
    import dns.exception  # late: hardly any run needs it, and it takes its time
    import dns.nameserver
    import dns.resolver

    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers = [dns.nameserver.Do53Nameserver(server, port)]
    resolver.lifetime = 5.0
    try:
        answers = resolver.resolve_name(host)
        found = tuple(answers.addresses())
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        raise socket.gaierror(socket.EAI_NONAME, "the DNS server knows no such name") from None
    except dns.exception.DNSException as error:
        raise socket.gaierror(socket.EAI_AGAIN, f"the DNS server did not help: {type(error).__name__}") from None
    if not found:
        raise socket.gaierror(socket.EAI_NONAME, "the name has no address")
    return found
