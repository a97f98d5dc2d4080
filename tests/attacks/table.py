"""Run all attacks in every tier and write docs/attacks.md: `python -m tests.attacks.table`.

--unsafe   also in the plain process with limits
--bare     also as plain scripts without any sandbox, which shows what each attack can do
NAME ...   these attacks only; nothing is written
"""

import argparse
import os
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import rich.console
import rich.table

from autograder.course.loading import load_course
from autograder.reports.text import printable
from autograder.sandbox.limits import UNSAFE
from tests.attacks.attack import GROUPS, attacks, course_of, tiers
from tests.attacks.attack_range import BARE, Range
from tests.attacks.targets import REPOSITORY
from tests.conftest import released

NOBODY = 65534
NAMES = {BARE: "no sandbox", 1: "tier 1", 2: "tier 2", UNSAFE: "tier 3 (plain process)"}
NOT_HELD = "Run as root. As the user nobody, some attacks were not held; the end of the output names them."
PAGE = REPOSITORY / "docs" / "attacks.md"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--unsafe", action="store_true")
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--plain", action="store_true", help="no second user, nothing is written")
    parser.add_argument("--small-course", type=Path, help="the released small course (default: a new copy of it)")
    options = parser.parse_args()
    chosen = [attack for attack in attacks() if not options.names or attack.name in options.names]
    columns = [*tiers()]
    columns += [UNSAFE] if options.unsafe and UNSAFE not in columns else []
    columns += [BARE] if options.bare else []
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        small = options.small_course or released(Path(folder, "course")).root
        return report(options, chosen, columns, small)


def report(options, chosen, columns, small):
    """Run the attacks, print their table and write the page. Returns whether one succeeds that is not a known gap."""
    rows = run(chosen, columns, small)
    show(rows, columns)
    tried = [(attack, outcome) for attack, outcomes in rows for outcome in outcomes if outcome]
    through = sum(not o.held and o.tier in tiers() and o.tier not in attack.gaps for attack, o in tried)
    if not options.names and not options.plain:
        nobody = as_nobody(sys.argv[1:], small) if os.geteuid() == 0 else "Run as an ordinary user."
        PAGE.write_text(markdown(rows, [c for c in columns if c != BARE], nobody), encoding="utf-8")
        print(nobody)
        through += nobody == NOT_HELD
    return through > 0


def run(chosen, columns, small):
    """[(attack, [its outcome in each column, or None if it cannot be tried])]"""
    rows = []
    with Range(load_course(small), load_course(REPOSITORY)) as attack_range:
        for attack in chosen:
            print(f"{attack.name} ...", file=sys.stderr, flush=True)
            possible = not attack.lacks and course_of(attack, attack_range.courses) is not None
            rows.append((attack, [_one(attack_range, attack, tier) if possible else None for tier in columns]))
    return rows


def _one(attack_range, attack, tier):
    return attack_range.run_bare(attack) if tier == BARE else attack_range.run(attack, tier)


def show(rows, columns):
    """Print the table, with the last message of each attack that was held."""
    heads = ["group", "attack", *(NAMES[column] for column in columns), "s", "s of work", "MB", "starts"]
    table = rich.table.Table(*heads, box=None, pad_edge=False)
    for attack, outcomes in sorted(rows, key=lambda row: GROUPS.index(row[0].group)):
        seconds = " ".join(f"{outcome.seconds:.1f}" for outcome in outcomes if outcome)
        work = " ".join(f"{outcome.work:.1f}" for outcome in outcomes if outcome)
        memory = " ".join(str(outcome.memory) for outcome in outcomes if outcome)
        starts = " ".join(str(outcome.starts) for outcome in outcomes if outcome)
        cells = [rich.text.Text(_cell(attack, outcome)) for outcome in outcomes]
        table.add_row(attack.group, attack.name, *cells, seconds, work, memory, starts)
    console = rich.console.Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    console.print(table)
    for column, outcomes in zip(*_by_column(rows, columns), strict=True):
        console.print(f"{_total(column, outcomes)}, {sum(outcome.seconds for outcome in outcomes):.0f} s")


def _cell(attack, outcome):
    if outcome is None:
        return f"(needs {attack.lacks or attack.exercise})"
    last = "".join(outcome.message.strip().splitlines()[-1:])
    answer = f"held ({last[:90]})" if last else "held"
    return printable("; ".join(outcome.through) or answer)[:200]


def markdown(rows, columns, nobody):
    """Return the text of docs/attacks.md. `nobody` says how the attacks ended as another user."""
    totals = "; ".join(map(_total, *_by_column(rows, columns)))
    lines = [
        "# Attacks",
        "",
        f"Written by `make attacks`. The {len(rows)} submissions in `tests/attacks/corpus/` try to get points, to read",
        f"secrets or to do damage. Each is graded on a machine with test secrets and test services. {totals}.",
        nobody,
        _most(rows),
        "",
    ]
    for group in GROUPS:
        lines += [f"## {group.capitalize()}", "", f"| attack | tries to | {' | '.join(NAMES[c] for c in columns)} |"]
        lines += ["| --- " * (2 + len(columns)) + "|"]
        for attack, outcomes in rows:
            if attack.group == group:
                words = [_word(attack, outcome) for outcome in outcomes[: len(columns)]]
                lines.append(f"| `{attack.name}` | {attack.tries} | {' | '.join(words)} |")
        lines.append("")
    return "\n".join(lines)


def _word(attack, outcome):
    if outcome is None:
        return "not tried"
    known = f": {attack.reason}" if outcome.tier in attack.gaps else ""
    return "held" if outcome.held else f"**gets through**{known}"


def _by_column(rows, columns):
    return columns, [[outcomes[place] for _, outcomes in rows if outcomes[place]] for place, _ in enumerate(columns)]


def _total(column, outcomes):
    return f"{NAMES[column]}: {sum(outcome.held for outcome in outcomes)} of {len(outcomes)} held"


def _most(rows):
    """What the grader itself needed at most for one attack, as a sentence."""
    found = [outcome for _, outcomes in rows for outcome in outcomes if outcome and outcome.tier != BARE]
    memory, work, starts = (max(getattr(one, name) for one in found) for name in ("memory", "work", "starts"))
    used = f"{memory} MB, {work:.1f} s of the processor and {starts} processes for student code"
    return f"For one attack, the grader itself used at most {used}."


def as_nobody(arguments, small):
    """Run the attacks again as a user with no rights of root. Returns the outcome as a sentence."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        python = _python_for_nobody(Path(folder))
        if python is None or not _reachable(REPOSITORY / "course.toml"):
            return "Run as root, but not as nobody: that user cannot read this folder, or a Python of this version."
        home = Path(folder, "home")
        home.mkdir()
        os.chown(home, NOBODY, NOBODY)
        environment = {
            "PATH": os.defpath,
            "HOME": str(home),
            "PYTHONPATH": str(REPOSITORY),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        command = [python, "-m", "tests.attacks.table", "--plain", "--small-course", str(small), *arguments]
        print("\nAs the user nobody:", flush=True)
        done = subprocess.run(command, user=NOBODY, group=NOBODY, extra_groups=[], cwd=REPOSITORY, env=environment)
        return NOT_HELD if done.returncode else "Run as root. As the user nobody, the same attacks were held."


def _python_for_nobody(folder):
    """A Python for that user: this one, or the system's with the packages of this one. None if it can read neither."""
    if _reachable(Path(sys.executable).resolve()):
        return sys.executable
    system = Path("/usr/bin", f"python3.{sys.version_info.minor}")
    if not _reachable(system):
        return None
    subprocess.run([system, "-m", "venv", "--without-pip", folder], check=True)
    [packages] = folder.glob("lib/python*/site-packages")
    packages.rmdir()
    packages.symlink_to(sysconfig.get_paths()["purelib"])
    return folder / "bin" / "python"


def _reachable(path):
    test = ["/usr/bin/test", "-r", str(path)]
    found = path.exists() and subprocess.run(test, user=NOBODY, group=NOBODY, extra_groups=[], check=False)
    return bool(found) and found.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
