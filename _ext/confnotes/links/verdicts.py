"""What an answer means: whether a page is there, is gone, has moved, or nobody can say.

Sphinx's linkcheck calls everything broken that is not well. A server that is busy, keeps strangers
out or has a bad certificate is no sign that its pages are gone, though.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from .addresses import place_of, split_address, with_fragment_of
from .report import Finding

_STATUS = re.compile(r"(\d{3}) (?:Client|Server) Error: (.*?) for url")
_GONE = {"404", "410"}
_PERMANENT = {301, 308}
#: What urllib3 says of a name that has no address, and of one that could not be asked for.
_NO_HOST = re.compile(
    r"Caused by NameResolutionError|(?:\A|: )Failed to resolve|getaddrinfo failed"
)
_NO_NAME_SERVER = re.compile(r"Errno -[34]\]|Temporary failure|Non-recoverable failure")
_GONE_HOST = "its host is gone"
_UNKNOWN_HOST = "its name could not be looked up"
_SILENT = "it does not answer in time"
_HANGS_UP = "it hangs up"
_REFUSES = "it refuses connections"
_FAR = "it cannot be reached"
#: What the parts of such messages mean, in words.
_WORDS = {
    "CERTIFICATE_VERIFY_FAILED": "its certificate is not valid",
    "SSLError": "it speaks no TLS that is safe",
    "SSL:": "it speaks no TLS that is safe",
    "Connection refused": _REFUSES,
    "Connection aborted": _HANGS_UP,
    "Connection reset": _HANGS_UP,
    "RemoteDisconnected": _HANGS_UP,
    "Network is unreachable": _FAR,
    "No route to host": _FAR,
    "timed out": _SILENT,
    "Exceeded": "it redirects in a circle",
    "unauthorized": "401 Unauthorized",
    "service unavailable": "503 Service Unavailable",
}


class Verdict(NamedTuple):
    """What was found, in words why, and where the page is now."""

    finding: Finding
    reason: str = ""
    location: str = ""


def judge(url: str, status: str, message: str, code: int) -> Verdict:
    """Return what a result of Sphinx's linkcheck means: its status, message and redirect's code."""
    if status == "working":
        return Verdict(Finding.WORKS)
    if status == "redirected":
        return _judge_redirect(url, message, code)
    if status == "ignored" and message not in _WORDS:
        return Verdict(Finding.UNASKED, message or "linkcheck_ignore")
    if status == "broken" and not split_address(url):
        return Verdict(Finding.BROKEN, "there is no such file")
    if status == "timeout":
        return Verdict(Finding.UNDECIDED, _SILENT)
    return _judge_message(message)


def is_of_network(verdict: Verdict) -> bool:
    """Say whether no server has answered, so that it may be the network that is gone."""
    return verdict.reason in {_GONE_HOST, _UNKNOWN_HOST, _SILENT, _HANGS_UP, _REFUSES, _FAR}


def _judge_redirect(url: str, location: str, code: int) -> Verdict:
    before, after = urlsplit(url), urlsplit(location)
    was_deep = bool(before.path.strip("/") or before.query)
    if was_deep and not after.path.strip("/") and not after.query:
        return Verdict(Finding.UNDECIDED, f"it redirects to the front page {location}")
    if code in _PERMANENT and place_of(url) and url != location:
        return Verdict(Finding.MOVED, "moved for good", with_fragment_of(url, location))
    return Verdict(Finding.WORKS)


def _judge_message(message: str) -> Verdict:
    if match := _STATUS.search(message):
        finding = Finding.BROKEN if match[1] in _GONE else Finding.UNDECIDED
        return Verdict(finding, f"{match[1]} {match[2]}".strip())
    if _NO_HOST.search(message):
        if _NO_NAME_SERVER.search(message):
            return Verdict(Finding.UNDECIDED, _UNKNOWN_HOST)
        return Verdict(Finding.BROKEN, _GONE_HOST)
    for part, words in _WORDS.items():
        if part in message:
            return Verdict(Finding.UNDECIDED, words)
    return Verdict(Finding.UNDECIDED, " ".join(message.split())[:200])
