"""Many clusters, a line of JSON each: read one by one, summarised in other processes, resumable.

The parts, in the order in which a cluster passes them:

    source        a file of clusters -> its lines, one after the other
    scheduling    lines -> records in the same order, whatever happens to the workers
    processes     workers as processes of this machine
    ray_engine    workers as actors under Ray
    lines         one line -> one record; runs in the workers
    destination   records -> the output file, or what is there when it is interrupted
    progress      how far it is, in a line
    run           all of it: one screen
"""
