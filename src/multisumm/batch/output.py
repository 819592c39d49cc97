"""Records -> the output file, whole or not at all; what is there of it can be continued.

Beside OUTPUT there are, as long as it is not whole:

    OUTPUT.partial         the records so far, a line each; the last may be torn
    OUTPUT.partial.json    what they were made with: input and options

`OUTPUT.partial` is made first and goes first, by being renamed to OUTPUT. So at any moment the two
names tell how far a run had come that was killed.
"""

from __future__ import annotations

import fcntl
import functools
import gzip
import json
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TextIO, TypeGuard

from multisumm.batch.worker import is_failure
from multisumm.errors import InputError, OptionError
from multisumm.escaping import safe_json
from multisumm.messages import printable
from multisumm.output import discard, mode_of

_OWN_KEYS = {"input", "version", "shard"}
_OWN_BEGINNING = b'{"input": '
_MAX_SETTINGS_BYTES = 1 << 20
_READABLE = stat.S_IRUSR | stat.S_IWUSR
"""What tells settings of ours from other files: keys, how they begin if torn, and bytes."""

Settings = Mapping[str, object]
"""What the records depend on: only with equal ones may a run be continued."""


class Written(NamedTuple):
    """How many records are in the output, and how many of them tell of an error."""

    records: int = 0
    failures: int = 0

    def plus(self, record: bytes) -> Written:
        """Return what there is with one record more."""
        return Written(self.records + 1, self.failures + is_failure(record))


class Destination(NamedTuple):
    """Where records go.

    Attributes:
        before: What was there already; so many tasks are to be passed over.
        write: Append a record; raises OSError.
        finish: Make the output whole; raises OSError.
    """

    before: Written
    write: Callable[[bytes], None]
    finish: Callable[[], None]


def is_file(output: str | None) -> TypeGuard[str]:
    """Return whether this output is, or will be, a file: no stream, device or pipe."""
    return output is not None and (not os.path.exists(output) or os.path.isfile(output))


def files_beside(output: str) -> tuple[Path, Path, Path]:
    """Return the files that are there until the output is: records, settings, compressed records.

    They are beside the file itself, not beside a link to it.
    """
    partial = f"{os.path.realpath(output)}.partial"
    return Path(partial), Path(f"{partial}.json"), Path(f"{partial}.gz")


def finished(output: str) -> Written | None:
    """Return what is in an output that is whole; None if there is none, or a run to continue."""
    partial, settings, _ = files_beside(output)
    if partial.exists() or not os.path.exists(output):
        return None
    if _is_own(settings):  # the run was killed at its very last step
        settings.unlink(missing_ok=True)
    with gzip.open(output) if _is_compressed(output) else open(output, "rb") as file:
        written, _ = _whole_lines(file)
    return written


@contextmanager
def to_stream(output: str | None) -> Iterator[Destination]:
    """A destination without an end that could be put off: standard output, a device, a pipe."""
    if output is not None:
        with open(output, "wb", buffering=0) as stream:
            write = functools.partial(_append, stream.fileno())
            yield Destination(Written(), write, finish=lambda: None)
    elif sys.stdout is not None:  # it is None where the caller closed it
        write = functools.partial(_print, sys.stdout)  # an engine may put something in its place
        yield Destination(Written(), write, finish=lambda: None)
    else:
        raise InputError("standard output is closed; give an --output")


def _print(stream: TextIO, record: bytes) -> None:
    try:
        stream.buffer.write(record)
        stream.buffer.flush()
    except OSError:
        discard(stream)
        raise


@contextmanager
def to_file(output: str, settings: Settings, *, resume: bool) -> Iterator[Destination]:
    """A destination which becomes a file when it is finished; until then it can be continued.

    Raises:
        OptionError: There is a partial output and it is not to be resumed, or was made with other
            settings, or another run is writing it; or a file that is not ours has such a name.
        OSError: The partial output cannot be written.
    """
    partial, _, _ = files_beside(output)
    file = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        _lock(file, partial)
        with _removed_if_empty(file, output):
            before = _continued(file, output, settings, resume=resume)
            write = functools.partial(_append, file)
            yield Destination(before, write, functools.partial(_publish, file, output))
    finally:
        os.close(file)


@contextmanager
def _removed_if_empty(file: int, output: str) -> Iterator[None]:
    """Remove a partial output if it ends early and there is nothing in it to be continued."""
    try:
        yield
    except (Exception, KeyboardInterrupt):
        if not os.fstat(file).st_size:
            partial, settings, _ = files_beside(output)
            if _is_own(settings):
                settings.unlink(missing_ok=True)
            partial.unlink(missing_ok=True)
        raise


def _lock(file: int, partial: Path) -> None:
    """Raise OptionError if another process writes this file, or has just finished with it."""
    with suppress(BlockingIOError, FileNotFoundError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(file), os.stat(partial)):
            return
    raise OptionError(f"{printable(str(partial))}: another run is writing it")


def _continued(file: int, output: str, settings: Settings, *, resume: bool) -> Written:
    """Return what is whole in a partial output, and cut it there; note the settings of a new one.

    The settings are there before the first record, so that without them there is none.
    """
    partial, beside, compressed = files_beside(output)
    name = printable(str(partial))
    wanted = safe_json(dict(settings))
    empty = not os.fstat(file).st_size
    if not _is_own(beside):
        raise _not_ours(beside)
    begun = _settings_found(beside)
    if begun is None or empty:
        if not empty:
            raise _not_ours(partial)
        if _is_compressed(output) and os.path.lexists(compressed):
            raise _not_ours(compressed)
        if (mode := mode_of(output)) is not None:
            os.fchmod(file, mode | _READABLE)  # nobody else may read the new one meanwhile
        beside.write_text(wanted, encoding="utf-8")
        return Written()
    if not resume:
        raise OptionError(f"{name}: of a run that was interrupted; --resume it, or delete this")
    _compare(begun, json.loads(wanted), name)
    with os.fdopen(os.dup(file), "rb") as records:
        before, end = _whole_lines(records)
    os.ftruncate(file, end)
    return before


def _not_ours(path: Path) -> OptionError:
    return OptionError(f"{printable(str(path))}: not of a run that can be continued; move it away")


def _is_own(settings: Path) -> bool:
    """Return whether these are settings of a run, whole or torn, or there are none."""
    if not os.path.lexists(settings):
        return True
    if not settings.is_file():
        return False
    with settings.open("rb") as file:
        data = file.read(_MAX_SETTINGS_BYTES)
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return data.startswith(_OWN_BEGINNING) or _OWN_BEGINNING.startswith(data)
    return isinstance(found, dict) and found.keys() >= _OWN_KEYS


def _settings_found(path: Path) -> dict[str, object] | None:
    """Return the settings of a partial output; None if they are not there, or not whole."""
    with suppress(FileNotFoundError, ValueError):
        found = json.loads(path.read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else None
    return None


def _compare(begun: Settings, wanted: Settings, name: str) -> None:
    """Raise OptionError if a partial output was begun with other settings than are wanted now."""
    for key in (*wanted, *begun):
        before, now = begun.get(key), wanted.get(key)
        if before != now:
            what = (
                f"{key} {safe_json(before)}, not {safe_json(now)}"
                if key != "input"
                else "another input"
            )
            raise OptionError(f"{name}: begun with {what}; it cannot be continued so")


def _whole_lines(records: Iterable[bytes]) -> tuple[Written, int]:
    """Return how many records come before a torn one, and how many bytes these are."""
    written, end = Written(), 0
    for record in records:
        if not (record.startswith(b"{") and record.endswith(b"}\n")):
            break
        written, end = written.plus(record), end + len(record)
    return written, end


def _append(file: int, record: bytes) -> None:
    """Write all of a record, past any buffer: what is written outlives this process."""
    rest = memoryview(record)
    while rest:
        rest = rest[os.write(file, rest) :]


def _publish(file: int, output: str) -> None:
    """Make a partial output the output, compressed if its name says so."""
    os.fsync(file)
    target = os.path.realpath(output)
    partial, settings, compressed = files_beside(output)
    mode = mode_of(target)
    if mode is not None:
        os.fchmod(file, mode)
    if _is_compressed(output):
        _compress(partial, compressed, mode)
        compressed.replace(target)
        partial.unlink()
    else:
        partial.replace(target)
    settings.unlink()
    _sync_folder(target)


def _is_compressed(output: str) -> bool:
    return output.lower().endswith(".gz")


def _compress(source: Path, target: Path, mode: int | None) -> None:
    """Write a gzip file whose bytes depend on those of the source alone: no name, no time."""
    target.unlink(missing_ok=True)  # of an earlier try, which was killed in it
    try:
        with source.open("rb") as plain, target.open("xb") as file:
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            with gzip.GzipFile("", "wb", 6, file, mtime=0) as compressed:
                shutil.copyfileobj(plain, compressed, 1 << 20)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        target.unlink(missing_ok=True)
        raise


def _sync_folder(target: str) -> None:
    folder = os.open(os.path.dirname(target), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
