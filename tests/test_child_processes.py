import os

from multisumm.child_processes import available_cores


def test_only_cores_that_this_process_may_use_are_counted():
    assert 1 <= available_cores() <= os.cpu_count()
