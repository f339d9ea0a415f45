"""`./bms sbom`: what a release is made of, as CycloneDX 1.6, from the lock files alone.

The same lock files give the same document, so that anybody can make it again and compare.
"""

import json
import tomllib
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from launcher.locked import Package, locked_packages
from launcher.project import ROOT


def bill_of_materials(root: Path = ROOT) -> dict[str, Any]:
    """The document. What only tests and builds need is in it with the scope `excluded`."""
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    components = [_component(package) for package in locked_packages(root)]
    itself = f"pkg:generic/{project['name']}@{project['version']}"
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, itself + json.dumps(components))}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": itself,
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
                "purl": itself,
                "licenses": [{"license": {"id": project["license"]["text"]}}],
            }
        },
        "components": components,
        "dependencies": [
            {"ref": itself, "dependsOn": [each["bom-ref"] for each in components if each["scope"] == "required"]}
        ],
    }


def _component(package: Package) -> dict[str, Any]:
    """One package. A Python package has a file for each platform, whose hashes cannot be told apart here."""
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "purl": package.purl,
        "scope": "required" if package.is_shipped else "excluded",
    }
    if len(package.hashes) == 1:
        component["hashes"] = [{"alg": algorithm, "content": digest} for algorithm, digest in package.hashes]
    if package.license:
        component["licenses"] = [{"expression": package.license}]
    return component
