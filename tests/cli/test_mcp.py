import builtins
import json
import signal
import subprocess
import sys

import pytest


def test_a_folder_that_is_not_there_is_an_error_of_one_line(main):
    pytest.importorskip("mcp_types", reason='mcp is not installed: pip install "multisumm[mcp]"')
    assert main("mcp", "nothing/there") == (
        1,
        b"",
        "multisumm: error: nothing/there: no such folder\n",
    )


def test_without_a_folder_the_usage_is_shown(main):
    status, _, errors = main("mcp")
    assert status == 2
    assert "Missing argument 'FOLDER...'" in errors


@pytest.mark.parametrize("missing", ["mcp", "mcp_types"])  # the second is not in version 1
def test_without_the_package_the_command_that_installs_it_is_named(main, monkeypatch, missing):
    import_module = builtins.__import__

    def refuse(name, *arguments, **options):
        if name.partition(".")[0] == missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return import_module(name, *arguments, **options)

    monkeypatch.delitem(sys.modules, "multisumm.integrations.mcp_server", False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    line = 'to serve tools, run: pip install "multisumm[mcp]"'
    assert main("mcp", ".") == (1, b"", f"multisumm: error: {line}\n")


def test_an_interrupt_ends_a_server_that_waits_for_its_client(tmp_path):
    pytest.importorskip("mcp_types", reason='mcp is not installed: pip install "multisumm[mcp]"')
    command = [sys.executable, "-m", "multisumm", "mcp", str(tmp_path)]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(command, text=True, **pipes) as server:
        question = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
        server.stdin.write(json.dumps(question) + "\n")
        server.stdin.flush()
        assert json.loads(server.stdout.readline())["id"] == 1  # so it is there
        server.send_signal(signal.SIGINT)
        assert server.wait() == 130
        assert server.stderr.read().endswith("multisumm: error: interrupted\n")
