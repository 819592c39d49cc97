"""The name by which `batch.worker` was imported before version 0.2; it goes with version 0.3."""

import warnings

from multisumm.batch.worker import *  # noqa: F403

warnings.warn(
    "multisumm.batch.lines is now multisumm.batch.worker", DeprecationWarning, stacklevel=2
)
