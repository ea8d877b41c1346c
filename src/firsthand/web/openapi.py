"""The description of the application in OpenAPI 3.1, generated from the table of routes and the records."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from firsthand.web.answers import MEDIA, ErrorAnswer
from firsthand.web.asked import Param
from firsthand.web.routes import Endpoint, address

_IN_PATH = re.compile(r"\{(\w+)\}")
_MEANINGS = {
    200: "The answer",
    201: "Kept",
    202: "Begun",
    303: "Go on to another address",
    400: "A value is not in order",
    404: "There is no such thing",
    429: "Too much is waiting; try again later",
    503: "The case cannot be read now",
}

Json = dict[str, Any]


def described(table: Iterable[Endpoint], *, version: str) -> Json:
    """Return the description of every address."""
    endpoints = tuple(table)
    records = [one.record for one in endpoints if one.record is not None]
    schemas, components = msgspec.json.schema_components(
        [*records, ErrorAnswer], ref_template="#/components/schemas/{name}"
    )
    by_record = {id(record): schema for record, schema in zip(records, schemas, strict=False)}
    paths: dict[str, Json] = {}
    for one in endpoints:
        for ending in one.formats or ("html",):
            schema = by_record.get(id(one.record))
            paths.setdefault(address(one, ending), {})[one.method.lower()] = _operation(
                one, ending, schema, schemas[-1]
            )
    return {
        "openapi": "3.1.0",
        "info": {"title": "Firsthand", "version": version, "license": {"name": "Apache-2.0"}},
        "paths": paths,
        "components": {"schemas": components},
    }


def _operation(one: Endpoint, ending: str, schema: Json | None, error: Json) -> Json:
    made: Json = {"summary": one.about, "parameters": [_in_path(name) for name in _IN_PATH.findall(one.path)]}
    if one.method == "GET":
        made["parameters"] += [_parameter(param) for param in one.params]
    else:
        made["requestBody"] = _body(one.params)
    made["responses"] = {}
    for status in {one.status, *one.statuses, *({303} if one.method == "POST" else ()), *_always(one)}:
        made["responses"][str(status)] = _response(one, ending, status, schema, error)
    return made


def _always(one: Endpoint) -> tuple[int, ...]:
    found = [503]
    if one.params or one.method == "POST":
        found.append(400)
    if one.method == "POST":
        found += [403, 413, 415]
    return tuple(found)


def _response(one: Endpoint, ending: str, status: int, schema: Json | None, error: Json) -> Json:
    made: Json = {"description": _MEANINGS.get(status, "Refused")}
    if status == 303:
        return made | {"headers": {"location": {"schema": {"type": "string"}}}}
    if status >= 400:
        content: Json = {"application/json": {"schema": error}}
        return made | {"content": content | {media: {} for media in ("text/html", "text/plain")}}
    if one.method == "POST":
        return made | {"content": {"application/json": {"schema": schema or {}}}}
    media = MEDIA[ending].partition(";")[0]  # type: ignore[index]
    content = {media: {"schema": schema} if ending == "json" and schema else {}}
    if ending == "html" and schema:
        content["application/json"] = {"schema": schema}  # where the client prefers it
    return made | {"content": content}


def _in_path(name: str) -> Json:
    schema = {"type": "string", "minLength": 1, "pattern": "^[^/.]+$"}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _parameter(param: Param) -> Json:
    return {
        "name": param.name,
        "in": "query",
        "description": param.about,
        "required": param.required,
        "schema": _schema(param),
    }


def _schema(param: Param) -> Json:
    if param.kind == "integer":
        return {"type": "integer", "minimum": param.least, "maximum": param.most, "default": int(param.default)}
    if param.kind == "file":
        one: Json = {"type": "string", "format": "binary"}
        return {"type": "array", "items": one} if param.several else one
    made: Json = {"type": "string", "maxLength": param.longest}
    if param.required:
        made["minLength"] = 1
    if param.choices:
        made["enum"] = list(param.choices)
    return made


def _body(params: Iterable[Param]) -> Json:
    listed = tuple(params)
    schema: Json = {
        "type": "object",
        "properties": {param.name: _schema(param) | {"description": param.about} for param in listed},
        "required": [param.name for param in listed if param.required],
        "additionalProperties": False,
    }
    kind = (
        "multipart/form-data" if any(param.kind == "file" for param in listed) else "application/x-www-form-urlencoded"
    )
    return {"required": True, "content": {kind: {"schema": schema}}}
