"""Which lines are those of a program's log, and not of a text."""

from __future__ import annotations

import re

_LEVEL = r"(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|SEVERE|FATAL|CRITICAL)"
_CLOCK = r"\d\d:\d\d:\d\d(?:[.,]\d{1,9})?"
_TIME = rf"[\[(]?(?:\d{{4}}[-/]\d\d[-/]\d\d[T ])?{_CLOCK}(?:Z|[+-]\d\d:?\d\d)?[\])]?"
_NAME = r"[A-Za-z_$][\w$<>]*"
_PROCESS = r"(?:kernel|[^\s:\[]+\[\d+\]|[^\s:]*[\d_./-][^\s:]*)"
_LOG_LINE = re.compile(
    rf"\s*(?:{_TIME}[\s|:-]+(?:\S+\s+){{0,3}}?[\[(]?{_LEVEL}\b"
    rf"|[\[(]?{_LEVEL}[\])]?[\s|:]+{_TIME}"
    rf"|[A-Z][a-z]{{2}} [ \d]\d {_CLOCK} \S+ {_PROCESS}:"  # syslog
    r"|\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] \"[A-Z]+ "  # requests
    rf"|at {_NAME}(?:[.:/\\]+(?:{_NAME}|<\w+>))+\s?\("  # frames of a stack
    rf"|(?:Caused by: |Exception in thread \"[^\"]{{1,99}}\" )?{_NAME}(?:\.{_NAME})+"
    r"(?:Exception|Error|Throwable)(?::|\s*\Z)"
    r"|\.\.\. \d+ (?:more|common frames omitted)\s*\Z"
    r"|Traceback \(most recent call last\):"
    r"|File \"[^\"\n]{1,999}\", line \d+"
    r"|goroutine \d+ \[)"
)


def is_log_line(line: str) -> bool:
    r"""Return whether a line is one of a log: an entry with time and level, or of a stack trace.

    >>> is_log_line("2024-03-05 10:00:01,123 WARN [db-1] com.ex.Db - Connection slow")
    True
    >>> is_log_line("\tat java.net.Socket.connect(Socket.java:606)")
    True
    >>> is_log_line("WARNING: Do not open the lid at 10:00:00.")
    False
    >>> is_log_line("Mar 12 10:00:01 Smith said: The dam broke at ten.")
    False
    """
    return _LOG_LINE.match(line, 0, 2000) is not None
