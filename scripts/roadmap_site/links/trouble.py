"""What libcurl's codes and words mean."""

from __future__ import annotations

import errno
import os
import re
from typing import Final

import pycurl

from roadmap_site.links.seen import Trouble

_OLD: Final = re.compile(
    r"protocol version|unsupported protocol|version too low|legacy|dh key too small|ee key too small|no protocols"
    r"|handshake failure|no ciphers|illegal parameter"
)
_CERTIFICATE: Final[tuple[tuple[str, Trouble], ...]] = (
    ("expired", "tls-expired"),
    ("not yet valid", "tls-expired"),
    ("self-signed certificate in certificate chain", "tls-untrusted"),
    ("self signed certificate in certificate chain", "tls-untrusted"),
    ("self-signed", "tls-self-signed"),
    ("self signed", "tls-self-signed"),
    ("subject name", "tls-wrong-host"),
    ("hostname mismatch", "tls-wrong-host"),
    ("does not match", "tls-wrong-host"),
    ("too weak", "tls-old"),
    ("too small", "tls-old"),
)


def curl_trouble(curl: pycurl.Curl, code: int, message: str) -> tuple[Trouble, str]:
    """Return what libcurl's code and words mean."""
    said = message.lower()
    if code == pycurl.E_OPERATION_TIMEDOUT:
        return "timeout", ""
    if code == pycurl.E_COULDNT_CONNECT:
        number = curl.getinfo(pycurl.OS_ERRNO)
        if number in (errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL, errno.EMFILE, errno.ENFILE):
            return "network", os.strerror(number)
        return "connect", os.strerror(number) if number else ""
    if code in (pycurl.E_COULDNT_RESOLVE_HOST, pycurl.E_COULDNT_RESOLVE_PROXY):
        return "dns", ""
    if code == pycurl.E_PEER_FAILED_VERIFICATION:
        for words, kind in _CERTIFICATE:
            if words in said:
                return kind, ""
        return "tls-untrusted", ""
    if code in (pycurl.E_SSL_CONNECT_ERROR, pycurl.E_SSL_CIPHER):
        if "wrong version" in said:
            return "broken", "it does not speak TLS"
        if _OLD.search(said):
            return "tls-old", ""
        if re.search(r"reset|eof|closed|syscall|timed out", said):
            return "broken", "the connection ended during the handshake"
        return "tls", message[:120]
    if code in (pycurl.E_SSL_CACERT_BADFILE, pycurl.E_SSL_CERTPROBLEM):
        return "tls", message[:120]
    return "broken", message[:120]
