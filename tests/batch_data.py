"""Clusters, and work that misbehaves, for workers in other processes to import."""

import json
import os
import signal
import time
from pathlib import Path

from multisumm.batch.worker import Task

ONE = "The ferry sank off the island on Sunday morning."
TWO = "Rescuers searched the bay for ten missing people on Monday."


def cluster_line(number):
    """A cluster of two documents, as a line."""
    documents = [{"id": "a", "text": f"{ONE} It had left port {number}."}, {"id": "b", "text": TWO}]
    return json.dumps({"id": f"c{number}", "documents": documents}).encode() + b"\n"


def clusters(count):
    return b"".join(cluster_line(number) for number in range(1, count + 1))


def tasks_of(*lines):
    return [Task(number, line) for number, line in enumerate(lines, start=1)]


def obedient():
    return obey


def obey(task):
    """Do what the line says, in the process that reads it."""
    order, _, argument = task.line.decode().partition(" ")
    if order == "hang" or (order == "hang-once" and _first_time(argument)):
        print("hanging", flush=True)
        while True:
            time.sleep(1)
    if order == "die" or (order == "die-once" and _first_time(argument)):
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "allocate":
        try:
            bytearray(int(argument))
        except MemoryError:
            return b'{"error": "out of memory"}\n'
    return b'{"line": %d, "said": "%s"}\n' % (task.number, order.encode())


def unwilling():
    """A worker that cannot even begin."""
    os.kill(os.getpid(), signal.SIGKILL)


def broken():
    """A worker that has a bug before it can begin."""
    raise ZeroDivisionError("by zero")


def starved():
    """A worker that has too little memory to begin."""
    raise MemoryError


def _first_time(path):
    if Path(path).exists():
        return False
    Path(path).touch()
    return True
