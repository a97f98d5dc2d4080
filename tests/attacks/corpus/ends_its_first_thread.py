"""Tries: end the first thread, with whose descriptors and memory the watch is kept, and fill the disk from another.

Must: the process is stopped.
"""

# group: resources
# deserves: 0
# needs: x86_64

# %%
import gc

server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
before, kept, start = os.statvfs("."), [], time.time()
first = threading.current_thread()
ID, PLACE = request()["id"], request()["place"]


def other():
    time.sleep(0.3)
    for number in range(18):
        file = open("file", "w+b", 0)
        for _ in range(50):
            file.write(b"x" * (1 << 20))
        os.unlink("file")
        kept.append(file)
    time.sleep(0.5)
    after = os.statvfs(".")
    text = f"{TARGET['marker']}: {(before.f_bfree - after.f_bfree) * before.f_frsize >> 20} MB of the disk in {time.time() - start:.1f} s"
    os.write(channel(), frame_of(packed(id=ID, place=PLACE, error=error_of(text))))
    server.serve()


threading.Thread(target=other).start()
LIBC2 = ctypes.CDLL(None)
LIBC2.syscall(60, 0)
