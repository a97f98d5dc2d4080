"""Tries: put answers into the memory of replies for questions that come later, and wait until the grader looks there.

Must: an answer to no question ends the process.
"""

# group: the channel
# deserves: 0

# %%
memory = memory_of_replies()
answers = b"".join(frame_of(packed(id=f"{number:016x}", values=[True])) for number in range(50))
memory[16 : 16 + len(answers)] = answers
memory[8:16] = len(answers).to_bytes(8, "little")
time.sleep(0.3)
