"""The lock file holds what pyproject.toml asks for, exactly and with hashes, for every Python we support."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

SUPPORTED = ("3.11", "3.12", "3.13")


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text())


@pytest.fixture(scope="module")
def locked(root):
    """Each block of the lock: the requirement and its number of hashes."""
    text = re.sub(r"^\s*#.*\n", "", (root / "requirements.lock").read_text(), flags=re.MULTILINE)
    blocks = re.sub(r"\\\n\s*", "", text).splitlines()
    return [(Requirement(block.split(" --hash")[0]), block.count("--hash=sha256:")) for block in blocks]


def wanted(project):
    yield from project["project"]["dependencies"]
    yield from project["build-system"]["requires"]
    for extra in project["project"]["optional-dependencies"].values():
        yield from extra
    yield from project["dependency-groups"]["dev"]


def test_every_locked_package_is_one_version_with_hashes(locked):
    loose = [str(r) for r, hashes in locked if not hashes or r.url or [s.operator for s in r.specifier] != ["=="]]
    assert loose == []


@pytest.mark.parametrize("python", SUPPORTED)
def test_what_the_project_asks_for_is_locked(project, locked, python):
    here = {"python_version": python, "python_full_version": f"{python}.1", "sys_platform": "linux"}
    chosen = {canonicalize_name(r.name): next(iter(r.specifier)).version for r, _ in locked if _applies(r, here)}
    missing = []
    for text in wanted(project):
        requirement = Requirement(text)
        version = chosen.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version):
            missing.append(f"{text}: locked is {version}")
    assert missing == []


@pytest.mark.parametrize("python", SUPPORTED)
def test_no_package_is_locked_twice_for_one_python(locked, python):
    here = {"python_version": python, "python_full_version": f"{python}.1", "sys_platform": "linux"}
    names = [canonicalize_name(r.name) for r, _ in locked if _applies(r, here)]
    assert sorted(names) == sorted(set(names))


def _applies(requirement, environment):
    return requirement.marker is None or requirement.marker.evaluate(environment)
