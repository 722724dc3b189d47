from __future__ import annotations

import platform
import subprocess
import sys

HELD = """
import ctypes, gc, re
from bot.server.memory import settle

def resident():
    return int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024

pieces = [bytes(20_000) for _ in range(3_000)]
last = bytes(20_000)  # as long as it is there, the pieces below it stay with the process
del pieces
gc.disable()
before = resident()
settle()
print(gc.isenabled(), gc.get_freeze_count() > 1_000, before - resident())
"""


def test_what_a_start_has_freed_is_given_back_and_what_it_made_is_frozen():
    told = subprocess.run([sys.executable, "-c", HELD], capture_output=True, text=True, check=True).stdout
    collects, froze, megabytes = told.split()
    assert (collects, froze) == ("True", "True")
    assert int(megabytes) > 40 or platform.libc_ver()[0] != "glibc", "no other library can be asked for it"
