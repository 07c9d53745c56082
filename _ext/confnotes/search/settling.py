"""The files of Pagefind's index, the same for every build.

Pagefind is deterministic but for three things: the order of the values of a filter, that of the
filters, and that of the orders by which one can sort. They change from run to run; and with them
the names of the files, which have a digest. All are put in order here. A file in another form than
that of Pagefind 1.5 stays as it is.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from pathlib import PurePosixPath

Files = dict[str, bytes]

#: What stands at the beginning of each file, then an array of two: name and values.
_HEAD = b"pagefind_dcd\x82"
_FILTER = re.compile(r"filter/(\w+)\.pf_filter")
_META = re.compile(r"pagefind\.(\w+)\.pf_meta")
_ENTRY = "pagefind-entry.json"
#: CBOR: the kinds of arrays and of texts, in the first three bits.
_TEXT, _ARRAY = 3, 4


def settle(files: Files) -> Files:
    """Return the files with everything in order."""
    try:
        return _settled(files)
    except (OSError, EOFError, ValueError, LookupError, StopIteration, zlib.error):
        return files


def _settled(files: Files) -> Files:
    settled = {name: content for name, content in files.items() if not _FILTER.fullmatch(name)}
    named: dict[bytes, tuple[bytes, bytes]] = {}  # as the index names it → name, as it will
    for path in filter(_FILTER.fullmatch, files):
        name, content = _sorted_filter(gzip.decompress(files[path]))
        before = PurePosixPath(path).stem
        after = _renamed(before, content)
        settled[f"filter/{after}.pf_filter"] = gzip.compress(content, mtime=0)
        named[_pair(name, before)] = (name, _pair(name, after))
    if not named:
        return files
    path = next(filter(_META.fullmatch, files))
    content = _with_filters(gzip.decompress(files[path]), named)
    before = path.split(".")[1]
    after = _renamed(before, content)
    del settled[path]
    settled[f"pagefind.{after}.pf_meta"] = gzip.compress(content, mtime=0)
    settled[_ENTRY] = files[_ENTRY].replace(before.encode(), after.encode())
    return settled


def _renamed(name: str, content: bytes) -> str:
    """Return a name with the digest of a content, as long as it was: ``en_1a2b3c4``."""
    language, _, digest = name.rpartition("_")
    return f"{language}_{hashlib.sha256(content).hexdigest()[: len(digest)]}"


def _sorted_filter(content: bytes) -> tuple[bytes, bytes]:
    """Return the name of a filter, as it is written, and the file with its values sorted."""
    if not content.startswith(_HEAD):
        raise ValueError(content[:20])
    start = len(_HEAD)
    at = _after(content, start)
    name = content[start:at]
    values, end = _sorted_array(content, at)
    if end != len(content):
        raise ValueError(end)
    return name, content[:at] + values


def _with_filters(content: bytes, named: dict[bytes, tuple[bytes, bytes]]) -> bytes:
    """Return the index with its table of filters sorted, with their new names, and its orders."""
    any_of_them = b"|".join(map(re.escape, named))
    table = re.compile(b"(?:%s){%d}" % (any_of_them, len(named)))
    after = b"".join(pair for _name, pair in sorted(named.values()))
    content, times = table.subn(lambda _match: after, content)
    if times != 1:
        raise ValueError(times)
    at = content.index(after) + len(after)  # the orders stand behind the filters
    orders, end = _sorted_array(content, at)
    return content[:at] + orders + content[end:]


def _sorted_array(content: bytes, at: int) -> tuple[bytes, int]:
    """Return the array that begins here with its values sorted, and where it ends."""
    kind, count, end = _head(content, at)
    if kind != _ARRAY:
        raise ValueError(kind)
    head, values = content[at:end], []
    for _ in range(count):
        start, end = end, _after(content, end)
        values.append(content[start:end])
    return head + b"".join(sorted(values)), end


def _pair(name: bytes, digest: str) -> bytes:
    """Return an array of two texts, the second a short one."""
    return b"\x82" + name + bytes([_TEXT << 5 | len(digest)]) + digest.encode()


def _head(content: bytes, at: int) -> tuple[int, int, int]:
    """Return the kind of what begins here, its number or length, and where that ends."""
    kind, size = content[at] >> 5, content[at] & 31
    if size < 24:
        return kind, size, at + 1
    if size > 27:
        raise ValueError(size)
    end = at + 1 + 2 ** (size - 24)
    return kind, int.from_bytes(content[at + 1 : end], "big"), end


def _after(content: bytes, at: int) -> int:
    """Return where what begins here ends: a number, a text, or an array of those."""
    kind, count, at = _head(content, at)
    if kind == _TEXT:
        return at + count
    if kind == _ARRAY:
        for _ in range(count):
            at = _after(content, at)
        return at
    if kind != 0:
        raise ValueError(kind)
    return at
