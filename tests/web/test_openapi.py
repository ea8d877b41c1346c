"""The description of the application is what it does, whatever it is asked."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from firsthand.model import Judgement
from firsthand.web.app import application
from firsthand.web.jobs import Job
from firsthand.web.routes import TABLE, address
from firsthand.web.safety import Rules
from show.traces import READINGS, traced
from web.conftest import HOSTS, fill

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
KNOWN = {
    "/claims/{id}": {"id": "k1"},
    "/articles/{id}": {"id": READINGS["copy0"].document.id},
    "/articles/{id}/beside/{other}": {"id": READINGS["copy0"].document.id, "other": READINGS["copy1"].document.id},
}


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    """An application of its own, whose jobs are not done: what is asked for must not fill the disk."""
    app = application(fill(tmp_path_factory.mktemp("fuzzed") / "ferry.case"), rules=Rules(hosts=HOSTS), work=False)
    desk = app.state.desk
    desk.traces = lambda: (traced(),)
    desk.judge = lambda decision, subject, value, *, note, by: Judgement(
        id="j", decision=decision, subject=subject, value=value, note=note, by=by, at="2032-02-02T00:00:00Z"
    )
    desk.jobs.submit = lambda kind, about, **more: Job(id=1, kind=kind, about=about)
    return schemathesis.openapi.from_asgi("/openapi.json", app)


OPERATIONS = sorted((one.method, address(one, ending)) for one in TABLE for ending in one.formats or ("html",))


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_whatever_is_asked_the_answer_is_as_described(schema, method, path):
    operation = schema[path][method]
    seen = set()

    @settings(
        max_examples=15,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(case=operation.as_strategy())
    def ask(case):
        if case.path_parameters and len(seen) % 2:  # every other one about something that is there
            case.path_parameters.update(KNOWN.get(path.removesuffix(".json").removesuffix(".csv"), {}))
        answer = case.call()
        seen.add((len(seen), answer.status_code))
        case.validate_response(answer, checks=list(CHECKS))

    ask()
    assert seen


def test_every_address_is_described_and_no_other(schema):
    described = {(method, path) for path, item in schema.raw_schema["paths"].items() for method in item}
    assert described == {(method.lower(), path) for method, path in OPERATIONS}
