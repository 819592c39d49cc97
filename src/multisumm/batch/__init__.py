"""Summarise many clusters, a line of JSON each, in worker processes; a run can be continued.

    run             the whole way from a file of clusters to a file of summaries
    input           a file of clusters -> its lines one by one
    scheduling      lines -> records in the same order; restarts workers that hang or die
    process_engine  workers as processes of this machine
    ray_engine      workers as actors under Ray
    worker          one line -> one record; runs in the workers
    digest_run      the subjects of a digest by the same workers
    values          values of the package as JSON and back
    journal         answers of workers, kept until the output is written
    output          records -> the output file, which can be continued after an interruption
    progress        the progress of a run as one line
    lines           the old name of `worker`, deprecated

docs/batch.md describes the command.
"""
