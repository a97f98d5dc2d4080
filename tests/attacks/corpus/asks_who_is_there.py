"""Tries: find out whether a process exists, and its session, priority and processors.

Must: it hears nothing of a process that is not its own.
"""

# group: secrets
# deserves: 0

# %%
victim, answers = TARGET["victim"], []
for ask in (os.getpgid, os.getsid, os.sched_getaffinity, os.sched_getscheduler, lambda pid: os.getpriority(0, pid)):
    try:
        answers.append(ask(victim))
    except OSError:
        pass
if answers:
    worked(answers)
