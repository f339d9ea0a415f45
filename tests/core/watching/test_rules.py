"""The alert rules and the dashboard ask for numbers that a station really gives, by labels that they really have."""

import json
import re
from pathlib import Path

import pytest
import yaml
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from apps.core.backups import keeping
from apps.core.queue import client
from apps.core.watching import alive, metrics, tally
from apps.core.watching.alive import Kind
from launcher.project import ROOT

pytestmark = pytest.mark.django_db
FOLDER = ROOT / "docker" / "watching"
TOKEN = "a token that only the watcher has"
OF_PROMETHEUS = {"instance", "job"}  # labels that it adds itself
MEASURES = {"part", "measure", "outcome"}  # labels whose values are known beforehand


def rules() -> list[dict]:
    return [rule for group in read(FOLDER / "alerts.yaml")["groups"] for rule in group["rules"]]


def panels() -> list[dict]:
    return read(FOLDER / "grafana-dashboard.json")["panels"]


def read(path: Path) -> dict:
    return json.loads(path.read_text()) if path.suffix == ".json" else yaml.safe_load(path.read_text())


def expressions() -> list[str]:
    return [rule["expr"] for rule in rules()] + [target["expr"] for panel in panels() for target in panel["targets"]]


@pytest.fixture
def given(settings, tmp_path, operator):
    """Every sample's labels, by its name, of a station at which something has happened."""
    settings.METRICS_TOKEN, settings.BACKUP_DIR = TOKEN, str(tmp_path)
    (tmp_path / keeping.name_of(timezone.now(), nightly=True)).touch()
    client.delete("bms:tasks")
    for kind in Kind:
        alive.tell(kind, **({"connections": 3} if kind is Kind.STREAM else {}))
    for outcome in ("done", "failed"):
        tally.note("core.relay", outcome=outcome, seconds=0.1)
    operator.get("/api/profiles/999999991/")
    answer = Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    found: dict[str, list[dict[str, str]]] = {}
    for family in text_string_to_metric_families(answer.content.decode()):
        for sample in family.samples:
            found.setdefault(sample.name, []).append(dict(sample.labels))
    return found


def selected(expression: str) -> list[tuple[str, dict[str, str]]]:
    """Names of numbers with what their labels have to be equal to."""
    return [
        (name, dict(re.findall(r'(\w+)(?:=~|!~|!=|=)"([^"]*)"', labels or "")))
        for name, labels in re.findall(r"\b(bms_\w+)(\{[^}]*\})?", expression)
    ]


def test_rules_and_panels_ask_for_what_is_there(given):
    assert len(expressions()) > 40
    for expression in expressions():
        for name, wanted in selected(expression):
            assert name in given, (name, expression)
            exact = {label: value for label, value in wanted.items() if label in MEASURES}
            assert any(
                exact.items() <= labels.items() and set(wanted) - OF_PROMETHEUS <= set(labels) for labels in given[name]
            ), (name, wanted)
            grouped = {label for names in re.findall(r"\bby \(([^)]*)\)", expression) for label in names.split(", ")}
            assert grouped - OF_PROMETHEUS <= set().union(*given[name]), (name, grouped)


def test_every_rule_says_how_bad_it_is_and_what_to_do():
    names = [rule["alert"] for rule in rules()]
    assert len(names) == len(set(names))
    for rule in rules():
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert {"summary", "description"} == set(rule["annotations"])
        for text in (rule["expr"], *rule["annotations"].values()):
            assert text.count("(") == text.count(")")
            assert text.count("{") == text.count("}")


def test_the_pages_that_rules_name_exist():
    named = {page for rule in rules() for page in re.findall(r"docs/\w+\.md", rule["annotations"]["description"])}
    assert named
    assert not [page for page in named if not (ROOT / page).exists()]


def test_prometheus_is_told_of_the_rules_and_where_the_numbers_are():
    config = read(FOLDER / "prometheus.yaml")
    assert [FOLDER / name for name in config["rule_files"]] == [FOLDER / "alerts.yaml"]
    [job] = config["scrape_configs"]
    assert (job["job_name"], "metrics_path" in job) == ("bms", False)  # /metrics is what it asks for by itself


def test_every_number_is_in_the_page_about_them():
    page = (ROOT / "docs" / "watching.md").read_text()
    names = re.findall(r'"(bms_\w+)"', Path(metrics.__file__).read_text())
    assert len(names) > 10
    assert not [name for name in names if name not in page]


def test_no_panel_covers_another():
    taken = set()
    for place in (panel["gridPos"] for panel in panels()):
        cells = {(place["x"] + x, place["y"] + y) for x in range(place["w"]) for y in range(place["h"])}
        assert not cells & taken
        assert max(x for x, _ in cells) < 24
        taken |= cells
