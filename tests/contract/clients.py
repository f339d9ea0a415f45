"""An existing client of the API, as far as the API can see it: over plain HTTP, and inside a real browser.

It fetches one CSRF token before anybody signs in and keeps it for its whole life, sends JSON headers
with every call, cookies included, and parses every answer as JSON.
"""

import json
from dataclasses import dataclass
from typing import Any, Protocol

import httpx
from playwright.sync_api import Page

_FETCH = """
async ({method, path, body, headers}) => {
  const options = {method, headers, credentials: 'include', redirect: 'error'};
  if (body !== null) options.body = JSON.stringify(body);
  const response = await fetch(path, options);
  return {status: response.status, text: await response.text(), headers: Object.fromEntries(response.headers)};
}
"""


@dataclass(frozen=True)
class Reply:
    status: int
    text: str
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        """What the client works with. Fails on anything but JSON, an empty body included."""
        try:
            return json.loads(self.text)
        except ValueError:
            raise AssertionError(f"{self.status} is not JSON: {self.text[:200]!r}") from None


class Caller(Protocol):
    """Sends a call with the client's own headers."""

    def send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Reply: ...


class PlainCaller:
    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=60, follow_redirects=False)

    def send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Reply:
        content = None if body is None else json.dumps(body).encode()
        answer = self.http.request(method, path, content=content, headers=headers)
        return Reply(answer.status_code, answer.text, dict(answer.headers))


class BrowserCaller:
    """The same from a page of the client's own, with the browser's cookies, origin and policies."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Reply:
        told = self.page.evaluate(_FETCH, {"method": method, "path": path, "body": body, "headers": headers})
        return Reply(told["status"], told["text"], told["headers"])


class ExistingClient:
    """One tab of the client."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.token = ""

    def open(self) -> "ExistingClient":
        """What happens when the tab is opened: the one token of its life is fetched."""
        self.token = self.get("/csrf/").json["csrfToken"]
        return self

    def get(self, path: str) -> Reply:
        return self._call("GET", path)

    def post(self, path: str, body: Any = None) -> Reply:
        return self._call("POST", path, body)

    def patch(self, path: str, body: Any) -> Reply:
        return self._call("PATCH", path, body)

    def delete(self, path: str) -> Reply:
        return self._call("DELETE", path)

    def rows(self, path: str) -> list[dict[str, Any]]:
        """The first page of a list, which is all the client ever reads."""
        listed = ok(self.get(path))
        assert set(listed) >= {"count", "next", "previous", "results"}, sorted(listed)
        rows: list[dict[str, Any]] = listed["results"]
        return rows

    def _call(self, method: str, path: str, body: Any = None) -> Reply:
        headers = {"Content-Type": "application/json"}
        if method != "GET":
            headers["X-CSRFToken"] = self.token
        return self.caller.send(method, f"/api{path}", body, headers)


def ok(reply: Reply, status: int = 200) -> Any:
    """The body of an answer that must have this status."""
    assert reply.status == status, f"{reply.status}: {reply.text[:300]}"
    return reply.json
