"""Where the command begins, also as `python -m multisumm`; Ctrl-C while it loads is explained."""

from __future__ import annotations

import os
import signal
from typing import NoReturn


def main() -> NoReturn:
    """Load the command and run it."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # else whoever started us wants it ignored
        signal.signal(signal.SIGINT, _leave)
    from multisumm.cli.main import main as run

    signal.signal(signal.SIGINT, before)
    run()


def _leave(*_: object) -> NoReturn:
    """End at once: there is nothing yet to tidy up, and an exception would end up in an import."""
    try:
        os.write(2, b"multisumm: error: interrupted\n")
    finally:
        os._exit(130)


if __name__ == "__main__":
    main()
