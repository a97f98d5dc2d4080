"""Give hints: one after the other, or about a symptom that the student sees."""

import re as _re
from typing import Any as _Any

from autograder.toolkit.notebook import _HINTS, _as_argument, _name, _names_of_caller

_HINTED: dict[str, int] = {}  # task -> the number of the last hint that was shown
# task -> pairs of a symptom, as in "I get an IndexError", and the advice; the release adds them
_SYMPTOMS: dict[str, tuple[tuple[str, str], ...]] = {}
_FAILED: list[str] = []  # the task whose checks failed last
_KINDS = ("a first step", "the idea", "the outline")
_FORBIDDEN = """\
Which sentence of the description forbids this call? NumPy may not notice it. Check it yourself and
raise ValueError."""
_OWN_RAISE = _re.compile(r"in the line: raise\b")
_ERROR = _re.compile(r"\b[A-Z]\w*(?:Error|Exception|Warning)\b")
# Words of a problem that a symptom can be about, besides the names of exceptions.
_SIGNS = ("shape", "None", "nan", "inf", "change", "loop")
# How any array is described, and an exception that was not raised: no symptoms.
_NO_SIGN = _re.compile(r"array of shape|expected \w+,")


def hint(task: object = None, about: object = None) -> None:
    """Print a hint for a function: a first step, at the next call the idea, then the outline.

    `hint(f, 2)` prints the second hint, and `hint(f, "IndexError")` what to look at if you see an
    IndexError. `hint()` is about the function whose checks failed last.
    """
    names = _names_of_caller()
    if task is None:
        if not _FAILED:
            print("No check has failed so far. Name the function, as in hint(f).")
            return
        task = _FAILED[-1]
    name = _name(task, names)
    if name not in _HINTS:
        advice = f" There are some for: {', '.join(_HINTS)}." if _HINTS else ""
        print(f"There are no hints for {name}.{advice}")
    elif isinstance(about, str):
        _print_advice(name, about, names)
    else:
        _print_hint(name, about, names)


def _print_hint(name: str, number: object, names: dict[str, _Any]) -> None:
    """Print one of the numbered hints, and what else can be asked for."""
    hints = _HINTS[name]
    following = _HINTED.get(name, 0) + 1
    number = min(max(number if isinstance(number, int) else following, 1), len(hints))
    _HINTED[name] = number
    print(f"Hint {number} of {len(hints)} for {name}, {_KINDS[number - 1]}:\n\n{hints[number - 1]}")
    own = _as_argument(name, names)
    if number < len(hints):
        print(f"\nCall hint({own}) again for the next hint.")
    symptoms = _SYMPTOMS.get(name, ())
    if symptoms:
        example = _example(name, own)
        print(f"\nThere is also advice on what you may see. Ask with a word of it, {example}:")
        print(*[f"  - {symptom}" for symptom, _ in symptoms], sep="\n")


def _print_advice(name: str, word: str, names: dict[str, _Any]) -> None:
    """Print the advice on each symptom that contains a word; if none does, whose advice does."""
    symptoms = _SYMPTOMS.get(name, ())
    asked = word.lower()
    found = [pair for pair in symptoms if asked in pair[0].lower()]
    found = found or [pair for pair in symptoms if asked in pair[1].lower()]
    if not found and asked.strip() == "valueerror":
        print(_FORBIDDEN)
    elif found:
        print("\n\n".join(f"{symptom}:\n\n{advice}" for symptom, advice in found))
    elif symptoms:
        print(f'There is no advice on "{word}" for {name}. There is some on:')
        print(*[f"  - {symptom}" for symptom, _ in symptoms], sep="\n")
    else:
        print(f"There is no advice on symptoms of {name}. Call hint({_as_argument(name, names)}).")


def _example(name: str, own: str) -> str:
    """An example of how to ask about a symptom."""
    words = [word for symptom, _ in _SYMPTOMS[name] for word in _key_words(symptom)]
    word = words[0] if words else _SYMPTOMS[name][0][0].split()[-1].strip(".`'\"")
    return f'as in hint({own}, "{word}")'


def _key_words(symptom: str) -> list[str]:
    """The words of a symptom that can also be in the text of a problem."""
    signs = [sign for sign in _SIGNS if _re.search(rf"\b{sign}", symptom, _re.IGNORECASE)]
    return _ERROR.findall(symptom) + signs


def _stuck(name: str, problem: str, names: dict[str, _Any]) -> str:
    """What to call for help with a problem; "" if there are no hints for the task."""
    if name not in _HINTS:
        return ""
    own = _as_argument(name, names)
    if _OWN_RAISE.search(problem) and "expected" not in problem.split(",")[0]:
        return f"Your own check raised this: which arguments reached it? Or call hint({own})."
    if problem.startswith("expected ValueError, received"):
        return f'Stuck? Call hint({own}), or hint({own}, "ValueError").'
    words = [word for symptom, _ in _SYMPTOMS.get(name, ()) for word in _key_words(symptom)]
    seen = _NO_SIGN.sub("", problem)
    fitting = [word for word in words if _re.search(rf"\b{word}", seen, _re.IGNORECASE)]
    more = f', or hint({own}, "{fitting[0]}")' if fitting else ""
    return f"Stuck? Call hint({own}){more}."
