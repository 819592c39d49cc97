import pytest

from multisumm import summarize
from multisumm.errors import NothingToSummarize
from multisumm.text.blocks import split_blocks
from multisumm.text.boilerplate import find_noise
from multisumm.text.log_lines import is_log_line


@pytest.mark.parametrize(
    "line",
    [
        "2024-03-05 10:00:01,123 INFO  [main] com.ex.App - Starting application v2.3.1",
        "2024-03-05T10:00:01.123Z [db-1] ERROR refused",
        "[2024/03/05 10:00:01] app WARNING: slow",
        "10:00:01 DEBUG ready",
        "ERROR 2024-03-05 10:00:01 refused",
        "[INFO] 10:00:01 ready",
        "Mar  5 10:00:01 host sshd[4711]: Accepted password for ann",
        '10.0.0.5 - ann [05/Mar/2024:10:00:01 +0100] "GET /a HTTP/1.1" 200 12',
        "java.net.ConnectException: Connection refused (Connection refused)",
        "Caused by: java.io.IOException: closed",
        'Exception in thread "main" java.lang.NullPointerException',
        "\tat java.net.Socket.connect(Socket.java:606)",
        "    at Object.<anonymous> (/app/index.js:1:7)",
        "\t... 12 more",
        "Traceback (most recent call last):",
        '  File "/app/main.py", line 12, in run',
        "goroutine 1 [running]:",
    ],
)
def test_entries_and_stack_traces_are_lines_of_a_log(line):
    assert is_log_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "WARNING: Do not open the lid at 10:00:00.",
        "The error came at 10:00:01, said the operator.",
        "2024-03-05 10:00:01 Ann: I am at home now.",
        "[05.03.24, 10:00:01] Ann: I am at home now.",
        "At the Museum of Art (open daily) there is a show.",
        "at home (with her mother)",
        "10:00:01 A fire breaks out.",
        "Mar 5 10:00 The council meets.",
        "The class com.example.App fails.",
        "... 12 more people were found.",
    ],
)
def test_sentences_and_messages_are_no_lines_of_a_log(line):
    assert not is_log_line(line)


def test_lines_of_a_log_are_noise():
    log = "2024-03-05 10:00:01 ERROR [db-1] com.ex.Db - Connection refused"
    prose = "The server of the town failed on Tuesday, the mayor said."
    with pytest.raises(NothingToSummarize, match="only noise"):
        summarize([f"{log}\n{log}\n"])
    summary = summarize([f"{prose}\n{log}\n\tat java.net.Socket.connect(Socket.java:606)\n"])
    assert [sentence.text for sentence in summary.sentences] == [prose]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("# Changelog\n\n## Fixed\n- A crash of the watcher\n", [False, False, True]),
        ("## What is next?\nThe vote is on Monday.\n", [True, True]),
        ("# Floods\n## In May\n", [True, True]),
        ("#1 of the list\n# 2\nThe vote is on Monday.", [True, False, True]),
    ],
)
def test_headings_of_markdown_are_noise_beside_a_text(text, kept):
    reasons = find_noise(text, split_blocks(text), language="en")
    assert [not reason for reason in reasons] == kept
