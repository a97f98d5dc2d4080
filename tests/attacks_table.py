"""The attacks' table: `python -m tests.attacks_table` runs all of them in every tier and writes docs/attacks.md.

--unsafe   also in the plain process with limits
--bare     also as plain scripts without any sandbox, which shows that each attack is a real one
NAME ...   these alone, and nothing is written
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

from autograder.course import config as course_file
from autograder.course.config import ROOT
from autograder.reports.html import printable
from autograder.sandbox.limits import UNSAFE
from tests.attack_files import GROUPS, attacks
from tests.attack_range import BARE, Range
from tests.test_attacks import tiers

NOBODY = 65534
NAMES = {BARE: "no sandbox", 1: "tier 1", 2: "tier 2", UNSAFE: "tier 3 (plain process)"}
NOT_HELD = "Run as root; as the user nobody some were not held: the end of the output says which."
FOUND = ROOT / "docs" / "attacks.md"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--unsafe", action="store_true")
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--plain", action="store_true", help="no second user, nothing written")
    options = parser.parse_args()
    chosen = [attack for attack in attacks() if not options.names or attack.name in options.names]
    columns = [*tiers()]
    columns += [UNSAFE] if options.unsafe and UNSAFE not in columns else []
    columns += [BARE] if options.bare else []
    rows = run(chosen, columns)
    show(rows, columns)
    tried = [(attack, outcome) for attack, outcomes in rows for outcome in outcomes if outcome]
    through = sum(not o.held and o.tier in tiers() and o.tier not in attack.gaps for attack, o in tried)
    if not options.names and not options.plain:
        nobody = as_nobody(sys.argv[1:]) if os.geteuid() == 0 else "Run as an ordinary user."
        FOUND.write_text(markdown(rows, [c for c in columns if c != BARE], nobody), encoding="utf-8")
        print(nobody)
        through += nobody == NOT_HELD
    return through > 0


def run(chosen, columns):
    """[(attack, [its outcome in each column, or None where there is nothing to try])]"""
    rows = []
    with Range(course_file.load()) as attack_range:
        for attack in chosen:
            print(f"{attack.name} ...", file=sys.stderr, flush=True)
            one = lambda tier, a=attack: attack_range.run_bare(a) if tier == BARE else attack_range.run(a, tier)  # noqa: E731
            rows.append((attack, [None if attack.lacks else one(column) for column in columns]))
    return rows


def show(rows, columns):
    """The table on the terminal, with what each attack was answered where it was held."""
    table = rich.table.Table("group", "attack", *(NAMES[column] for column in columns), "s", box=None, pad_edge=False)
    for attack, outcomes in sorted(rows, key=lambda row: GROUPS.index(row[0].group)):
        seconds = " ".join(f"{outcome.seconds:.1f}" for outcome in outcomes if outcome)
        table.add_row(attack.group, attack.name, *(rich.text.Text(_cell(attack, o)) for o in outcomes), seconds)
    console = rich.console.Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    console.print(table)
    for column, outcomes in zip(*_by_column(rows, columns), strict=True):
        console.print(f"{_total(column, outcomes)}, {sum(outcome.seconds for outcome in outcomes):.0f} s")


def _cell(attack, outcome):
    if outcome is None:
        return f"(needs {attack.lacks})"
    last = "".join(outcome.message.strip().splitlines()[-1:])
    answer = f"held ({last[:90]})" if last else "held"
    return printable("; ".join(outcome.through) or answer)[:200]


def markdown(rows, columns, nobody):
    """The same for people who read the repository. `nobody` says what became of it as another user."""
    totals = "; ".join(map(_total, *_by_column(rows, columns)))
    lines = [
        "# Attacks",
        "",
        f"{len(rows)} submissions of `tests/attacks/` that are out for points, secrets or damage, each graded among",
        f"planted secrets and services by `python -m tests.attacks_table`. {totals}.",
        nobody,
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


def as_nobody(arguments):
    """The same attacks once more where nothing is refused or allowed because the user is root. Returns in a sentence
    what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        python = _python_for_nobody(Path(folder))
        if python is None or not _reachable(ROOT / "course.toml"):
            return "Run as root, and not as nobody: that user reaches no Python of this version, or not this folder."
        home = Path(folder, "home")
        home.mkdir()
        os.chown(home, NOBODY, NOBODY)
        environment = {"PATH": os.defpath, "HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [python, "-m", "tests.attacks_table", "--plain", *arguments]
        print("\nAs the user nobody:", flush=True)
        done = subprocess.run(command, user=NOBODY, group=NOBODY, extra_groups=[], cwd=ROOT, env=environment)
        return NOT_HELD if done.returncode else "Run as root; as the user nobody the same were held."


def _python_for_nobody(folder):
    """This Python, or where it lies in root's home the system's, with the packages of this one; None without either."""
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
