"""Waiting before the next attempt: longer each time, never the same for two bots."""

from __future__ import annotations

import asyncio
import random


class Backoff:
    """Counts failures in a row and says how long to wait after each."""

    def __init__(self, first: float = 1.0, longest: float = 300.0) -> None:
        """Wait about *first* seconds after the first failure and twice as long after each, up to *longest*."""
        self.first = first
        self.longest = longest
        self.failures = 0

    def reset(self) -> None:
        """Forget the failures: the last attempt was a good one."""
        self.failures = 0

    def next(self) -> float:
        """Return how long to wait after one more failure."""
        seconds = min(self.longest, self.first * 2.0 ** min(self.failures, 32))
        self.failures += 1
        return seconds * random.uniform(0.5, 1.0)

    async def wait(self) -> None:
        """Wait after one more failure."""
        await asyncio.sleep(self.next())
