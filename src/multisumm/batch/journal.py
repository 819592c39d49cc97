"""The journal of a run: the answers of its workers, kept beside the output until that is written.

A run that was interrupted takes from it what is there. Each answer has a key made from all that
it depends on, so the one that is there is the one that would be made again.

    OUTPUT.journal    a line that says what it is, then a line for each answer: `KEY ANSWER`
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from multisumm.batch.output import OWNER_ACCESS, append_record, is_file, lock_output
from multisumm.errors import Interrupted, NothingToSummarize, OptionError
from multisumm.messages import printable
from multisumm.output import mode_of, unwritable

FIRST_LINE = b'{"journal": "multisumm", "version": 1}\n'

_LINE = re.compile(rb"([0-9a-f]{64}) \{.*\}\n")


@dataclass(slots=True)
class Journal:
    """An open journal.

    Attributes:
        path: Its path.
        file: Its file descriptor.
        places: Where the answer of each key is: offset and number of bytes.
    """

    path: Path
    file: int
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __contains__(self, key: str) -> bool:
        """Return whether there is an answer."""
        return key in self.places

    def find(self, key: str) -> bytes:
        """Return the answer of a key that is there, with its line end."""
        start, length = self.places[key]
        return os.pread(self.file, length, start)

    def add(self, key: str, answer: bytes) -> None:
        """Append an answer that ends with a line end.

        Raises:
            InputError: It cannot be written.
        """
        start = os.lseek(self.file, 0, os.SEEK_END)
        try:
            append_record(self.file, b"%s %s" % (key.encode(), answer))
        except OSError as error:
            raise unwritable(str(self.path), error) from None
        self.places[key] = start + len(key) + 1, len(answer)


def key_of(*parts: bytes) -> str:
    """Return the key of what depends on these parts: 64 hexadecimal digits."""
    digest = sha256()
    for part in parts:
        digest.update(b"%d " % len(part) + part)
    return digest.hexdigest()


def journal_beside(output: str) -> Path:
    """Return the path of the journal of an output; it is beside the file, not beside a link."""
    return Path(f"{os.path.realpath(output)}.journal")


def check_place(output: str | None, paths: Sequence[str]) -> str:
    """Return the output, beside which a journal can be.

    Raises:
        OptionError: It is no file, or lies in one of the folders among the paths, which are read.
    """
    if not is_file(output):
        raise OptionError("--resume needs an --output that is a file")
    folder = journal_beside(output).parent
    for path in paths:
        if os.path.isdir(path) and folder.is_relative_to(os.path.realpath(path)):
            raise OptionError(
                f"--resume keeps a journal beside the output, but {printable(path)} is read;"
                " give an --output outside of it"
            )
    return output


@contextmanager
def open_journal(output: str) -> Iterator[Journal]:
    """Give the journal of an output, new or with the answers of an earlier run.

    It disappears when the block ends: by then the output is written, or nothing can be. It stays if
    the block is interrupted or fails otherwise, unless it has no answer.

    Raises:
        OptionError: A file of a user has its name, or another run is writing it.
        InputError: It cannot be written.
        Interrupted: Ctrl-C was pressed.
    """
    path = journal_beside(output)
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
    except OSError as error:
        raise unwritable(str(path), error) from None
    done = False
    try:
        lock_output(file, path)
        journal = Journal(path, file, _read(file, path))
        if (mode := mode_of(output)) is not None:
            os.fchmod(file, mode | OWNER_ACCESS)  # nobody else may read it meanwhile
        try:
            yield journal
            done = True
        except NothingToSummarize:
            done = True
            raise
        except KeyboardInterrupt:
            kept = "; the same command with --resume continues" if journal.places else ""
            raise Interrupted(f"interrupted{kept}") from None
        finally:
            if done or not journal.places:
                path.unlink(missing_ok=True)
    finally:
        os.close(file)


def _read(file: int, path: Path) -> dict[str, tuple[int, int]]:
    """Return where the answers of a journal are; what is torn behind them is cut off."""
    places: dict[str, tuple[int, int]] = {}
    with os.fdopen(os.dup(file), "rb") as lines:
        first = lines.readline()
        if not FIRST_LINE.startswith(first):
            reason = "not from a run that can be continued; move it away"
            raise OptionError(f"{printable(str(path))}: {reason}")
        end = len(first)
        for line in lines:
            found = _LINE.fullmatch(line)
            if not found:
                break
            key = found[1].decode()
            places[key] = end + len(key) + 1, len(line) - len(key) - 1
            end += len(line)
    if first != FIRST_LINE:
        end = 0
    try:
        os.ftruncate(file, end)
        if not end:
            append_record(file, FIRST_LINE)
    except OSError as error:
        raise unwritable(str(path), error) from None
    return places
