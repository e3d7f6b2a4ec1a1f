"""Which addresses may be links, and how they are written so that every checker takes them."""

from __future__ import annotations

import re

_HIERARCHICAL = re.compile(
    r"https?://(?P<host>\[[0-9a-f:.]+\]|[^\s/?#:@\[\]\\%]+)(?::(?P<port>\d{1,5}))?(?=[/?#]|$)",
    re.IGNORECASE,
)
_OPAQUE = re.compile(r"(?:mailto|tel):(?=.)", re.IGNORECASE)
_LABEL = re.compile(r"[\w-]+")
_BYTE = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_IPV4 = re.compile(rf"{_BYTE}(?:\.{_BYTE}){{3}}")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ILLEGAL = re.compile(r"[\x00-\x20\x7f-\xa0\"<>\\^`{|}\[\]\ud800-\udfff]")


def safe_url(url: str) -> str:
    """*url* with what URLs may not hold percent-encoded, or nothing if it is no link to follow:
    only http, https, mailto and tel are, with a host that can exist and without a password.
    The syntax is that of the URL Standard (https://url.spec.whatwg.org/#url-writing)."""
    url = url.strip()
    match = _HIERARCHICAL.match(url)
    if match:
        possible = _is_host(match["host"]) and int(match["port"] or 0) < 65536
        return url[: match.end()] + _encode(url[match.end() :]) if possible else ""
    match = _OPAQUE.match(url)
    return match[0] + _encode(url[match.end() :]) if match else ""


def _is_host(host: str) -> bool:
    if host.startswith("["):
        return _is_ipv6(host[1:-1])
    labels = host.removesuffix(".").split(".")
    if labels[-1][:1].isdigit():
        return _IPV4.fullmatch(host) is not None
    return all(_LABEL.fullmatch(label) for label in labels) and _is_international(host)


def _is_ipv6(address: str) -> bool:
    from ipaddress import AddressValueError, IPv6Address

    try:
        IPv6Address(address)
    except AddressValueError:
        return False
    return True


def _is_international(host: str) -> bool:
    """Whether the labels of *host* beyond ASCII, if any, are such as a name server may know."""
    if host.isascii() and "xn--" not in host.lower():
        return True
    try:
        return bool(host.encode("idna").decode("idna"))
    except UnicodeError:
        return False


def _encode(rest: str) -> str:
    rest = _BAD_PERCENT.sub("%25", rest)
    rest = _ILLEGAL.sub(_percent, rest)
    before, mark, fragment = rest.partition("#")
    rest = before + mark + fragment.replace("#", "%23")
    return rest if rest.isascii() else _composed(rest)


def _composed(rest: str) -> str:
    """*rest*, percent-encoded throughout if its accents are not composed (form NFC), which
    checkers warn of."""
    from unicodedata import is_normalized

    return rest if is_normalized("NFC", rest) else re.sub(r"[^\x00-\x7f]", _percent, rest)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))
