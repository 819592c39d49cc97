import pytest

from multisumm.batch.output import RecordCounts as Counts
from multisumm.batch.progress import Progress, progress_line

NONE = Counts()


@pytest.mark.parametrize(
    ("before", "written", "share", "seconds", "line"),
    [
        (NONE, Counts(90, 2), 0.75, 60, "90 clusters, 2 of them failed, 1.5/s, 75 %, 20 s left"),
        (Counts(80, 0), Counts(90, 0), 0.5, 10, "90 clusters, 1.0/s, 50 %, 1 min 30 s left"),
        (NONE, Counts(1, 0), None, 2, "1 cluster, 0.5/s"),
        (NONE, Counts(1000, 0), 0.1, 1, "1000 clusters, 1000/s, 10 %, 9 s left"),
        (NONE, Counts(1, 0), 0.0001, 1, "1 cluster, 1.0/s, 0 %, 2 h 46 min left"),
        (NONE, Counts(5, 0), 1.0, 1, "5 clusters, 5.0/s, 100 %, 0 s left"),
        (NONE, NONE, 0.0, 0, "0 clusters, 0 %"),
        (Counts(5, 0), Counts(5, 0), 0.5, 3, "5 clusters, 50 %"),
        (NONE, Counts(5, 0), 0.0, 1, "5 clusters, 5.0/s, 0 %"),
    ],
)
def test_a_progress_line_gives_the_count_the_speed_and_the_time_left(
    before, written, share, seconds, line
):
    assert progress_line(Progress(before, written, share), seconds) == line
