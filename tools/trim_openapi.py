"""Cut Discord's OpenAPI description down to what tests/wire needs.

    python tools/trim_openapi.py openapi.json tests/wire/openapi.json

The document is specs/openapi.json of github.com/discord/discord-api-spec (MIT).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

USED = {
    "/users/@me": ("get",),
    "/oauth2/applications/@me": ("get",),
    "/gateway/bot": ("get",),
    "/applications/{application_id}/commands": ("get", "put"),
    "/channels/{channel_id}/messages": ("post",),
    "/interactions/{interaction_id}/{interaction_token}/callback": ("post",),
    "/webhooks/{webhook_id}/{webhook_token}": ("post",),
    "/webhooks/{webhook_id}/{webhook_token}/messages/@original": ("patch",),
}
REF = "#/components/schemas/"


def trim(document: dict[str, Any]) -> dict[str, Any]:
    """Return *document* with the operations in USED, their requests, and the schemas that these need."""
    paths = {path: _path(document["paths"][path], methods) for path, methods in USED.items()}
    schemas: dict[str, Any] = {}
    wanted = sorted(_refs(paths))
    while wanted:
        name = wanted.pop()
        if name not in schemas:
            schemas[name] = _plain(document["components"]["schemas"][name])
            wanted += sorted(_refs(schemas[name]))
    return {
        "openapi": document["openapi"],
        "info": document["info"],
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def _path(item: dict[str, Any], methods: tuple[str, ...]) -> dict[str, Any]:
    shared = {"parameters": _plain(item["parameters"])} if "parameters" in item else {}
    return {**shared, **{method: _operation(item[method]) for method in methods}}


def _operation(operation: dict[str, Any]) -> dict[str, Any]:
    return _plain({key: operation[key] for key in ("operationId", "parameters", "requestBody") if key in operation})


def _plain(node: Any) -> Any:
    """Return *node* without its prose."""
    if isinstance(node, dict):
        return {
            key: _plain(value) for key, value in node.items() if key not in ("description", "title") or not isinstance(value, str)
        }
    return [_plain(item) for item in node] if isinstance(node, list) else node


def _refs(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"].removeprefix(REF)} if isinstance(node.get("$ref"), str) else set()
        return own.union(*(_refs(value) for value in node.values()))
    return set().union(*(_refs(item) for item in node)) if isinstance(node, list) else set()


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    target.write_text(json.dumps(trim(json.loads(source.read_text())), indent=0, sort_keys=True) + "\n")
    print(f"{target}: {target.stat().st_size:,} bytes")
