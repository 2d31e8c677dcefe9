"""Arrays in one flat file, which is mapped into memory when it is loaded, so that only what is used is read.

The file is a length, a header in JSON (name, type, shape and place of each array, and the digest of what they were made
from), then the arrays, each on a boundary of 64 bytes. Nothing in it is executed.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"REBX0002"
_ALIGN = 64

Array = NDArray[Any]
Ints = NDArray[np.integer[Any]]
Floats = NDArray[np.floating[Any]]


def save(path: Path, digest: str, arrays: Mapping[str, Array]) -> None:
    """Write *arrays* to *path* under *digest*: aside first, then moved there, so that no reader sees half a file."""
    header = json.dumps({"digest": digest, "arrays": _places(arrays)}).encode()
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    with aside.open("wb") as file:
        file.write(MAGIC + len(header).to_bytes(8, "little") + header)
        for array in arrays.values():
            file.write(b"\0" * (-file.tell() % _ALIGN))
            file.write(np.ascontiguousarray(array).data)
    aside.replace(path)


def load(path: Path, digest: str | None = None) -> dict[str, Array] | None:
    """Return the arrays saved at *path*, or None where there is no sound file made from *digest*."""
    try:
        with path.open("rb") as file:
            whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return _read(whole, digest)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def ranges(first: Ints, last: Ints) -> Ints:
    """Return the numbers from each of *first* up to that of *last*, one range after the other."""
    sizes = last - first
    ends = sizes.cumsum()
    return np.repeat(first - ends + sizes, sizes) + np.arange(int(ends[-1]) if len(ends) else 0, dtype=np.int32)


def _read(whole: mmap.mmap, digest: str | None) -> dict[str, Array] | None:
    if whole[: len(MAGIC)] != MAGIC:
        return None
    start = len(MAGIC) + 8
    size = int.from_bytes(whole[len(MAGIC) : start], "little")
    header = json.loads(whole[start : start + size])
    if digest is not None and header["digest"] != digest:
        return None
    at, out = start + size, {}
    for name, (kind, count) in header["arrays"].items():
        at += -at % _ALIGN
        out[name] = np.frombuffer(whole, dtype=np.dtype(kind), count=count, offset=at)
        at += out[name].nbytes
    return out


def _places(arrays: Mapping[str, Array]) -> dict[str, tuple[str, int]]:
    return {name: (array.dtype.str, array.size) for name, array in arrays.items()}


class Strings:
    """Many strings in one array of bytes, decoded one by one when they are asked for."""

    def __init__(self, blob: Array, ends: Array) -> None:
        """Read strings from *blob*; string i ends at ends[i + 1] and starts where the one before ends."""
        self.blob = blob
        self.ends = ends
        self._bytes, self._end = memoryview(blob.data), memoryview(ends.data)

    @classmethod
    def of(cls, strings: list[str]) -> Strings:
        """Return *strings* packed."""
        encoded = [string.encode("utf-8", "surrogatepass") for string in strings]
        ends = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)), out=ends[1:])
        return cls(np.frombuffer(b"".join(encoded), np.uint8), ends)

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, i: int) -> str:
        return str(self._bytes[self._end[i] : self._end[i + 1]], "utf-8", "surrogatepass")

    def all(self) -> list[str]:
        """Return every string."""
        whole = self.blob.tobytes()
        return [whole[a:b].decode("utf-8", "surrogatepass") for a, b in pairwise(self.ends.tolist())]
