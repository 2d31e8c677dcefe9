"""The core: from a question to an answer, without clock, network or Discord."""
