import os
from collections.abc import Iterator

import pytest

from engines.work import double, odd_ones_fail, some_kill, whose
from firsthand.engines.local import AHEAD, Lost, WorkerDiedError, run
from firsthand.errors import SettingsError


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("chunk", [1, 7, 100])
def test_results_come_in_the_order_of_the_inputs(workers, chunk):
    assert list(run(double, range(30), workers=workers, chunk=chunk)) == [2 * number for number in range(30)]


@pytest.mark.parametrize("workers", [1, 2])
def test_no_inputs_give_no_results(workers):
    assert list(run(double, [], workers=workers)) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_an_input_the_function_fails_on_costs_only_itself(workers):
    results = list(run(odd_ones_fail, range(6), workers=workers, chunk=3))
    assert [result.given if isinstance(result, Lost) else "ok" for result in results] == ["ok", 1, "ok", 3, "ok", 5]
    assert str(results[3].error) == "3 is odd"


def test_an_input_that_kills_its_process_costs_only_itself():
    results = list(run(some_kill, range(30), workers=2, chunk=4))
    lost = [result for result in results if isinstance(result, Lost)]
    assert [result.given for result in lost] == [5, 17]
    assert all(isinstance(result.error, WorkerDiedError) for result in lost)
    assert [result for result in results if not isinstance(result, Lost)] == [n for n in range(30) if n not in (5, 17)]


@pytest.mark.parametrize("workers", [1, 2])
def test_inputs_are_taken_only_as_results_are_asked_for(workers):
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = run(double, endless(), workers=workers, chunk=5)
    for number in range(1, 101):
        assert next(results) == 2 * number
        assert taken - number <= workers * AHEAD * 5
    results.close()


def test_one_worker_is_this_process_and_more_are_others():
    assert set(run(whose, range(4), workers=1)) == {os.getpid()}
    assert os.getpid() not in set(run(whose, range(4), workers=2))


def test_workers_end_when_the_results_are_let_go():
    results = run(whose, iter(range(1_000)), workers=2, chunk=1)
    worker = next(results)
    results.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_an_error_of_the_input_is_passed_on():
    def broken() -> Iterator[int]:
        yield 1
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(run(double, broken(), workers=2, chunk=1))


@pytest.mark.parametrize(("workers", "chunk"), [(-1, 1), (1, 0)])
def test_senseless_numbers_are_refused(workers, chunk):
    with pytest.raises(SettingsError):
        run(double, [], workers=workers, chunk=chunk)
