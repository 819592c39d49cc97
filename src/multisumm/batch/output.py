"""Records -> the output file, whole or not at all; a part of it can be continued.

Two files are beside OUTPUT until it is whole:

    OUTPUT.partial         the records so far, a line each; the last one may be torn
    OUTPUT.partial.json    the input and the options that they were made with

`OUTPUT.partial` is created first, and disappears first when it is renamed to OUTPUT. So the two
names show how far a run came, whenever it was killed.
"""

from __future__ import annotations

import functools
import gzip
import json
import os
import shutil
import stat
import sys
import zlib
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
"""The keys of a run's settings, their beginning if the file is torn, and their greatest size.

Other files of these names belong to the user."""

OWNER_ACCESS = stat.S_IRUSR | stat.S_IWUSR

BatchSettings = Mapping[str, object]
"""Everything that the records depend on; a run is continued only with equal settings."""


class RecordCounts(NamedTuple):
    """The number of records in an output and of those with an error, and the first of these."""

    records: int = 0
    failures: int = 0
    first_failure: bytes = b""

    def plus(self, record: bytes) -> RecordCounts:
        """Return the counts with one record more."""
        if not is_failure(record):
            return self._replace(records=self.records + 1)
        first = self.first_failure or record
        return RecordCounts(self.records + 1, self.failures + 1, first)


class Destination(NamedTuple):
    """An output that takes records.

    Attributes:
        before: Counts of the records that it had already. Their tasks are not done again.
        write: Append a record; raises OSError.
        finish: Make the output whole; raises OSError.
    """

    before: RecordCounts
    write: Callable[[bytes], None]
    finish: Callable[[], None]


def is_file(output: str | None) -> TypeGuard[str]:
    """Return whether an output is or will be a file, and not a stream, device or pipe."""
    return output is not None and (not os.path.exists(output) or os.path.isfile(output))


def files_beside(output: str) -> tuple[Path, Path, Path]:
    """Return the paths used until an output is whole: records, settings, compressed records.

    They are beside the file itself, not beside a link to it.
    """
    partial = f"{os.path.realpath(output)}.partial"
    return Path(partial), Path(f"{partial}.json"), Path(f"{partial}.gz")


def count_finished(output: str) -> RecordCounts | None:
    """Return the counts of an output that is whole; None if it is missing or can be continued.

    Raises:
        OptionError: It is not an output of a run: damaged, cut off, or another file.
        OSError: It cannot be read.
    """
    partial, settings, _ = files_beside(output)
    if partial.exists() or not os.path.exists(output):
        return None
    counts = RecordCounts()
    try:
        with gzip.open(output) if _is_compressed(output) else open(output, "rb") as file:
            for record in file:
                _check_record(record)
                counts = counts.plus(record)
    except (ValueError, RecursionError, EOFError, gzip.BadGzipFile, zlib.error):
        reason = "not a whole output of a run; move it away, or delete it to make it again"
        raise OptionError(f"{printable(output)}: {reason}") from None
    if _is_own(settings):  # a run was killed at its very last step
        settings.unlink(missing_ok=True)
    return counts


def _check_record(line: bytes) -> None:
    """Raise ValueError if a line is not the record of a summary or of an error."""
    record = json.loads(line)
    is_record = isinstance(record, dict) and "id" in record
    if not (line.endswith(b"\n") and is_record and ("sentences" in record or is_failure(line))):
        raise ValueError("not a record")


@contextmanager
def to_stream(output: str | None) -> Iterator[Destination]:
    """Give a destination that is written at once: standard output, a device or a pipe."""
    if output is not None:
        with open(output, "wb", buffering=0) as stream:
            write = functools.partial(append_record, stream.fileno())
            yield Destination(RecordCounts(), write, finish=lambda: None)
    elif sys.stdout is not None:  # None: the caller closed it
        write = functools.partial(_print, sys.stdout)  # an engine may replace it
        yield Destination(RecordCounts(), write, finish=lambda: None)
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
def to_file(output: str, settings: BatchSettings, *, resume: bool) -> Iterator[Destination]:
    """Give a destination that becomes a file when it is finished; until then it can be continued.

    Raises:
        OptionError: A partial output exists and `resume` is not set, its settings differ, or
            another run is writing it; or a file of a user has one of the names.
        OSError: The partial output cannot be written.
    """
    partial, _, _ = files_beside(output)
    file = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        lock_output(file, partial)
        with _removed_if_empty(file, output):
            before = _prepare_partial(file, output, settings, resume=resume)
            write = functools.partial(append_record, file)
            yield Destination(before, write, functools.partial(_publish, file, output))
    finally:
        os.close(file)


@contextmanager
def _removed_if_empty(file: int, output: str) -> Iterator[None]:
    """Remove a partial output if the run ends early and it is empty."""
    try:
        yield
    except (Exception, KeyboardInterrupt):
        if not os.fstat(file).st_size:
            partial, settings, _ = files_beside(output)
            if _is_own(settings):
                settings.unlink(missing_ok=True)
            partial.unlink(missing_ok=True)
        raise


def lock_output(file: int, partial: Path) -> None:
    """Raise OptionError if another process is writing this file, or has just finished it."""
    import fcntl  # here, because it exists on POSIX systems only

    with suppress(BlockingIOError, FileNotFoundError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(file), os.stat(partial)):
            return
    raise OptionError(f"{printable(str(partial))}: another run is writing it")


def _prepare_partial(
    file: int, output: str, settings: BatchSettings, *, resume: bool
) -> RecordCounts:
    """Return the counts of a partial output, cut behind its last whole record.

    The settings of a new one are written before its first record, so an output without settings
    has no records.
    """
    partial, settings_file, compressed = files_beside(output)
    name = printable(str(partial))
    wanted = safe_json(dict(settings))
    empty = not os.fstat(file).st_size
    if not _is_own(settings_file):
        raise _foreign_file(settings_file)
    begun = _load_settings(settings_file)
    if begun is None or empty:
        if not empty:
            raise _foreign_file(partial)
        if _is_compressed(output) and os.path.lexists(compressed):
            raise _foreign_file(compressed)
        if (mode := mode_of(output)) is not None:
            os.fchmod(file, mode | OWNER_ACCESS)  # nobody else may read it meanwhile
        settings_file.write_text(wanted, encoding="utf-8")
        return RecordCounts()
    if not resume:
        reason = "left by an interrupted run; continue with --resume, or delete this file"
        raise OptionError(f"{name}: {reason}")
    _compare(begun, json.loads(wanted), name)
    with os.fdopen(os.dup(file), "rb") as records:
        before, end = _count_whole_lines(records)
    os.ftruncate(file, end)
    return before


def _foreign_file(path: Path) -> OptionError:
    reason = "not from a run that can be continued; move it away"
    return OptionError(f"{printable(str(path))}: {reason}")


def _is_own(settings: Path) -> bool:
    """Return whether a file is missing, or has the settings of a run, whole or torn."""
    if not os.path.lexists(settings):
        return True
    if not settings.is_file():
        return False
    with settings.open("rb") as file:
        data = file.read(_MAX_SETTINGS_BYTES)
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return data.startswith(_OWN_BEGINNING) or _OWN_BEGINNING.startswith(data)
    return isinstance(record, dict) and record.keys() >= _OWN_KEYS


def _load_settings(path: Path) -> dict[str, object] | None:
    """Return the settings of a partial output; None if they are missing or torn."""
    with suppress(FileNotFoundError, ValueError):
        record = json.loads(path.read_text(encoding="utf-8"))
        return record if isinstance(record, dict) else None
    return None


def _compare(begun: BatchSettings, wanted: BatchSettings, name: str) -> None:
    """Raise OptionError if a partial output was begun with other settings."""
    for key in (*wanted, *begun):
        before, now = begun.get(key), wanted.get(key)
        if before != now:
            values = f"{key} {safe_json(before)}, not {safe_json(now)}"
            difference = "another input" if key == "input" else values
            raise OptionError(f"{name}: begun with {difference}; it cannot be continued")


def _count_whole_lines(records: Iterable[bytes]) -> tuple[RecordCounts, int]:
    """Return the counts of the records before a torn one, and the length of these in bytes."""
    counts, end = RecordCounts(), 0
    for record in records:
        if not (record.startswith(b"{") and record.endswith(b"}\n")):
            break
        counts, end = counts.plus(record), end + len(record)
    return counts, end


def append_record(file: int, record: bytes) -> None:
    """Write a record without a buffer, so that it is kept if this process is killed.

    Raises:
        OSError: It cannot be written.
    """
    rest = memoryview(record)
    while rest:
        rest = rest[os.write(file, rest) :]


def _publish(file: int, output: str) -> None:
    """Turn a partial output into the output, compressed if its name ends in `.gz`."""
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
    """Write a gzip file whose bytes depend only on the source: it has no name and no time."""
    target.unlink(missing_ok=True)  # from a run that was killed while it compressed
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
