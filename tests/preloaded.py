"""Processes that start in milliseconds, because the package is loaded in the one they fork from."""

import multiprocessing

PRELOADED = multiprocessing.get_context("forkserver")
PRELOADED.set_forkserver_preload(
    [
        "numpy",
        "pytest",
        "Stemmer",
        "multisumm.batch.run",
        "multisumm.cli.main",
        "multisumm.pipeline",
    ]
)  # pytest is the main module of these tests, which each process loads
