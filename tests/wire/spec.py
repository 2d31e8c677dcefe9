"""Discord's own description of its API, and the rules that it leaves out, held against what the bot sends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

DOCUMENT = Path(__file__).with_name("openapi.json")
ROOT = "urn:discord"


class Spec:
    """Finds what is wrong with a request."""

    def __init__(self) -> None:
        document = json.loads(DOCUMENT.read_text())
        # discord.py sends some ids as numbers, and Discord takes both.
        document["components"]["schemas"]["SnowflakeType"] = {"type": ["string", "integer"], "pattern": "^(0|[1-9][0-9]*)$"}
        self._paths = document["paths"]
        self._registry = Registry().with_resource(ROOT, Resource(document, DRAFT202012))
        # Literal paths before those with a placeholder.
        patterns = sorted(self._paths, key=lambda path: path.count("{"))
        self._patterns = [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), path) for path in patterns]

    def problems(self, method: str, path: str, query: dict[str, str], body: Any) -> list[str]:
        """Return what Discord would not take."""
        template = next((template for pattern, template in self._patterns if pattern.fullmatch(path)), None)
        operation = self._paths.get(template, {}).get(method.lower())
        if template is None or operation is None:
            return [f"{method} {path} is not among the operations that are described"]
        known = {p["name"] for p in (*self._paths[template].get("parameters", ()), *operation.get("parameters", ()))}
        found = [f"unknown parameter {name}" for name in query if name not in known]
        if "requestBody" in operation:
            pointer = f"/paths/{_escaped(template)}/{method.lower()}/requestBody/content/{_escaped('application/json')}/schema"
            validator = Draft202012Validator({"$ref": f"{ROOT}#{pointer}"}, registry=self._registry)
            found += [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:300]}" for e in validator.iter_errors(body)]
        return [f"{method} {template}: {problem}" for problem in (*found, *own_rules(path, body))]


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")


def own_rules(path: str, body: Any) -> Iterator[str]:
    """Yield what breaks a rule that the description does not encode."""
    if path.endswith("/commands"):
        yield from _command_rules(body or [])
        return
    if not isinstance(body, dict):
        return
    kind = body["type"] if path.endswith("/callback") else 4
    data = body.get("data", {}) if path.endswith("/callback") else body
    if kind == 8:
        yield from _choice_rules(data)
    elif kind == 9:
        yield from _modal_rules(data)
    elif kind in (4, 7):
        yield from _message_rules(data)


def _message_rules(data: dict[str, Any]) -> Iterator[str]:
    content = data.get("content")
    if content is not None and len(content) > 2000:
        yield f"content has {len(content)} characters"
    if not content and not data.get("embeds") and not data.get("attachments") and "flags" not in data:
        yield "the message is empty"
    if content and "allowed_mentions" in data and data["allowed_mentions"].get("parse") != []:
        yield f"mentions are allowed: {data['allowed_mentions']}"
    if content and "allowed_mentions" not in data:
        yield "allowed_mentions is not said, which allows all"
    if content is not None and "](<" not in content and re.search(r"\]\(http", content):
        yield "a link without brackets would be previewed"
    yield from _component_rules(data.get("components") or [])


def _component_rules(rows: list[dict[str, Any]]) -> Iterator[str]:
    if len(rows) > 5:
        yield f"{len(rows)} rows of components"
    items = [item for row in rows for item in row.get("components", ())]
    ids = [item["custom_id"] for item in items if "custom_id" in item]
    if len(ids) != len(set(ids)):
        yield f"a custom_id is used twice: {ids}"
    for row in rows:
        if len(row.get("components", ())) > 5:
            yield "more than five buttons in a row"
    for item in items:
        if item.get("type") == 2 and not item.get("label") and not item.get("emoji"):
            yield "a button says nothing"


def _choice_rules(data: dict[str, Any]) -> Iterator[str]:
    choices = data.get("choices", [])
    if len(choices) > 25:
        yield f"{len(choices)} choices"
    for choice in choices:
        if not 1 <= len(choice["name"]) <= 100 or len(str(choice["value"])) > 100:
            yield f"a choice is too long or empty: {choice}"


def _modal_rules(data: dict[str, Any]) -> Iterator[str]:
    rows = data.get("components", [])
    if not 1 <= len(rows) <= 5:
        yield f"{len(rows)} components in a modal"
    if not 1 <= len(data.get("title", "")) <= 45:
        yield "the title of a modal has 1 to 45 characters"
    ids = [row["component"]["custom_id"] for row in rows]
    if len(ids) != len(set(ids)):
        yield f"a custom_id is used twice: {ids}"
    for row in rows:
        if len(row["label"]) > 45 or len(row.get("description") or "") > 100:
            yield f"a label is too long: {row['label']}"
        value = row["component"].get("value") or ""
        if len(value) > row["component"].get("max_length", 4000):
            yield f"the value of {row['component']['custom_id']} is longer than may be typed"


def _command_rules(commands: list[dict[str, Any]]) -> Iterator[str]:
    for kind, most in ((1, 100), (2, 15), (3, 15)):
        names = [c["name"] for c in commands if (c.get("type") or 1) == kind]
        if len(names) > most or len(names) != len(set(names)):
            yield f"too many commands of kind {kind}, or two of one name"
    for command in commands:
        if len(json.dumps(command, ensure_ascii=False)) > 8000:
            yield f"{command['name']} is longer than 8,000 characters"
        options = command.get("options") or []
        required = [bool(option.get("required")) for option in options if option.get("type") not in (1, 2)]
        if required != sorted(required, reverse=True):
            yield f"{command['name']}: a required option follows an optional one"
        for option in options:
            if option.get("choices") and option.get("autocomplete"):
                yield f"{command['name']}: choices and autocomplete together"
