"""Attacks: student code that is after points, secrets or damage earns nothing, reads nothing and leaves nothing."""

import subprocess
import sys
from dataclasses import replace

import pytest

from autograder.sandbox.limits import UNSAFE
from tests.attacks.attack import GROUPS, attacks, course_of, tiers
from tests.attacks.attack_range import Range
from tests.attacks.shown import harm

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="attacks try what Linux has")

ANYWHERE = ("scores", "the channel", "text")  # the grader holds them, whatever the tier
LONG = ("the channel", "resources")  # they run until their limits


@pytest.fixture(scope="module")
def attack_range(course, real_course):
    with Range(course, real_course) as attack_range:
        yield attack_range


def cases():
    """Each attack in each tier, but only in the best one if the tier makes no difference. `make attacks` runs all."""
    chosen = [(a, tier) for a in attacks() for tier in tiers() if tier == tiers()[0] or a.group not in ANYWHERE]
    slow = lambda a, tier: [pytest.mark.slow] if a.group in LONG or tier != tiers()[0] else []  # noqa: E731
    return [pytest.param(a, tier, marks=slow(a, tier)) for a, tier in chosen]


@pytest.mark.parametrize(("attack", "tier"), cases(), ids=lambda value: getattr(value, "name", value))
def test_an_attack_is_held(attack_range, attack, tier):
    """No undeserved point, no secret, no trace, and an honest submission afterwards has its points."""
    if attack.lacks:
        pytest.skip(f"needs {attack.lacks}")
    if course_of(attack, attack_range.courses) is None:
        pytest.skip(f"there is no exercise {attack.exercise}")
    outcome = attack_range.run(attack, tier)
    if not outcome.held and tier in attack.gaps:
        pytest.xfail(f"{attack.reason}: {'; '.join(outcome.through)}")
    assert outcome.held, "\n".join(outcome.through)


def test_every_group_has_attacks():
    """Each group has attacks, and there are at least 300 in all."""
    assert {attack.group for attack in attacks()} == set(GROUPS)
    assert len(attacks()) >= 300


def test_the_range_notices_what_gets_through(attack_range):
    """An attack that succeeds is reported: in the plain process it reads, writes and connects."""
    chosen = {attack.name: attack for attack in attacks()}
    run = lambda name: attack_range.run(chosen[name], UNSAFE)  # noqa: E731
    assert any("home/secret.txt" in word for word in run("reads_the_home_folder").through)
    assert any(word.startswith("new: …/planted/course") for word in run("writes_conftest").through)
    assert "something arrived at tcp" in run("connects_by_tcp").through
    assert "the victim is dead" in run("kills_the_victim").through


def test_an_undeserved_point_is_noticed(attack_range):
    """A score other than the deserved one is reported."""
    [attack] = [attack for attack in attacks() if attack.name == "counts_the_calls"]
    outcome = attack_range.run(replace(attack, deserves=1.0), (*tiers(), UNSAFE)[0])
    assert "graded, 0.0 points instead of 1" in outcome.through


def texts():
    """The attacks with text. A few of them are quick."""
    quick = ("escapes_in_exceptions", "escapes_in_values")
    chosen = [attack for attack in attacks() if attack.group == "text"]
    return [pytest.param(a, marks=[] if a.name in quick else [pytest.mark.slow], id=a.name) for a in chosen]


@pytest.mark.parametrize("attack", texts())
def test_hidden_tests_by_hand_show_no_control_characters(attack, attack_range, tmp_path):
    """`pytest FILE --submission NOTEBOOK` prints text of the submission, and nothing that controls a terminal."""
    exercise = course_of(attack, attack_range.courses).exercise(attack.exercise)
    path = tmp_path / f"{exercise.name}.ipynb"
    path.write_bytes(attack.notebook({"marker": "a marker"}))
    command = [sys.executable, "-m", "pytest", "-v", "-p", "autograder.pytest_plugin", "-p", "no:cacheprovider"]
    command += [str(exercise.hidden_tests), "--submission", str(path)]
    done = subprocess.run(command, cwd=exercise.folder, capture_output=True, timeout=240)
    output = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert "FAILED" in output, output
    assert harm("the terminal", output.replace("\t", " "), attack.never) == []
