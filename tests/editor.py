"""An editor without a screen: it talks to the real yaml-language-server, with the settings that we ship."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from tools import npm_tools

Json = dict[str, Any]


class Editor:
    """Opens texts under names in a workspace, and asks what an editor asks."""

    def __init__(self, workspace: Path, settings: Json) -> None:
        server = npm_tools() / "yaml-language-server/bin/yaml-language-server"
        self.settings = settings
        self.workspace = workspace
        self.published: dict[str, list[Json]] = {}
        self.process = subprocess.Popen(
            ["node", str(server), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.asked = 0
        folder = {"uri": workspace.as_uri(), "name": workspace.name}
        able = {"workspace": {"configuration": True, "workspaceFolders": True}}
        self.ask(
            "initialize", processId=None, rootUri=folder["uri"], workspaceFolders=[folder],
            capabilities={**able, "textDocument": {"hover": {"contentFormat": ["markdown"]}}},
        )  # fmt: skip
        self._send(method="initialized", params={})

    def ask(self, method: str, **params: Any) -> Any:
        """Return the answer to a request; what the server asks meanwhile is answered."""
        self.asked += 1
        self._send(id=self.asked, method=method, params=params)
        while True:
            message = self._receive()
            if message.get("id") == self.asked and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def open(self, name: str, text: str) -> list[Json]:
        """Open a text as a file of the workspace, saved or not, and return what is marked in it."""
        uri = (self.workspace / name).as_uri()
        assert uri not in self.published, "what comes late for an old text could be taken for the new one's"
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send(method="textDocument/didOpen", params={"textDocument": document})
        while uri not in self.published:
            self._receive()
        return self.published[uri]

    def at(self, method: str, name: str, line: int, character: int) -> Any:
        """Return the answer to a request about a place, counted from 0."""
        document = {"uri": (self.workspace / name).as_uri()}
        return self.ask(
            f"textDocument/{method}", textDocument=document, position={"line": line, "character": character}
        )

    def completions(self, name: str, line: int, character: int) -> dict[str, Json]:
        """Return what is offered at a place, under its label."""
        return {item["label"]: item for item in self.at("completion", name, line, character)["items"]}

    def close(self) -> None:
        """End the server."""
        self.process.kill()
        self.process.communicate()

    def _receive(self) -> Json:
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        assert length, "the server ended"
        message: Json = json.loads(self.process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.published[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            items = message["params"]["items"]
            self._send(id=message["id"], result=[self._section(item.get("section", "")) for item in items])
        elif "method" in message and "id" in message:
            self._send(id=message["id"], result=None)
        return message

    def _section(self, section: str) -> Json:
        """Return the settings below `yaml.`, as VS Code hands them out."""
        found: Json = {}
        for name, value in self.settings.items():
            if name.startswith(f"{section}."):
                *folders, last = name.removeprefix(f"{section}.").split(".")
                inner = found
                for folder in folders:
                    inner = inner.setdefault(folder, {})
                inner[last] = value
        return found

    def _send(self, **message: Any) -> None:
        assert self.process.stdin is not None
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()
