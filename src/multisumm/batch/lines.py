"""The old name of `batch.worker`; it will be removed in version 0.3."""

import warnings

from multisumm.batch.worker import Task, prepare

__all__ = ["Task", "prepare"]

warnings.warn(
    "multisumm.batch.lines is deprecated; import from multisumm.batch.worker instead",
    DeprecationWarning,
    stacklevel=2,
)
