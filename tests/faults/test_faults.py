"""Every system call that a run makes on its own files fails in turn; the disk fills; memory runs out; the process is killed; two
runs meet. Each time: a clear error and the old output whole, or a complete new one."""
import collections
import os
import random
import re
import shutil
import subprocess
import threading
import time

import pytest

from conftest import PRELOADED, is_complete, made

CALLS = {"openat": "EIO", "read": "EIO", "write": "ENOSPC", "fsync": "EIO", "renameat2": "EIO", "newfstatat": "EIO", "close": "EIO", "mkdir": "ENOSPC",
         "getdents64": "EIO"}
OF_A_DATABASE = {"pread64": "EIO", "pwrite64": "ENOSPC"}  # SQLite's
CALLS_OF = {"run": CALLS, "compose": CALLS, "locate-csv": CALLS, "locate-gpkg": CALLS | OF_A_DATABASE}
BY_NAME = {"openat", "mkdir", "newfstatat", "renameat2"}


def troubled(done):
    """The problem with how a run ended that could not go on, or nothing."""
    if done.returncode not in (3, 4):
        return f"exit {done.returncode}"
    if not done.stderr.startswith("maillage: ") or "terminate" in done.stderr or len(done.stderr.strip()) < 20:
        return "no clear error"
    return None


def verdict(case, done, new):
    """What is wrong with an ended run and what it left, or nothing."""
    left = case.left()
    if done.returncode == 0:
        return None if left == new else "done, but the new output is not complete"
    if left not in (case.old, new):
        return "neither the old output nor the new one"
    return troubled(done)


def calls_on_files(case, call):
    """Ordinals, in their thread, of the calls that a run makes on files of the case; the main thread's alone."""
    log = case.folder.parent / "trace"
    done = subprocess.run(["strace", "-f", "-y", "-e", f"trace={call}", "-o", str(log), *case.command], cwd=case.folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    case.restore()
    count, ordinals, first = collections.Counter(), [], None
    for line in log.read_text(errors="replace").splitlines():
        match = re.match(r"(\d+) +" + call + r"\(", line)
        if match:
            first = first or match[1]
            count[match[1]] += 1
            # of a file: it is named below, or its descriptor stands for it (-y); output is a pipe
            of_case = f"<{case.folder}" in line if call not in BY_NAME else bool(re.search(r'\((?:AT_FDCWD[^,]*, )?"(?!/)[^"]', line))
            if match[1] == first and (of_case or (call == "write" and "pipe:" in line)):
                ordinals.append(count[first])
    return ordinals


@pytest.mark.parametrize("name, call", [(name, call) for name, calls in CALLS_OF.items() for call in calls])
def test_each_call_fails_in_turn(tmp_path, name, call):
    case = made(name, tmp_path)
    error = CALLS_OF[name][call]
    new = case.new()
    ordinals = calls_on_files(case, call)
    assert ordinals
    wrong = []
    for ordinal in ordinals:
        done = case.run(["strace", "-f", "-o", "/dev/null", "-e", f"inject={call}:error={error}:when={ordinal}"])
        problem = verdict(case, done, new)
        if problem:
            wrong.append(f"{call} {ordinal}: {problem}: {done.stderr.strip()[:300]}")
        elif case.litter() and (case.run().returncode != 0 or case.left() != new or case.litter()):
            wrong.append(f"{call} {ordinal}: the next run does not mend it: {case.litter()} is left")
        if case.litter() or case.left() != case.old:
            case.restore()
    assert not wrong, "\n".join(wrong)


def test_the_disk_fills_at_any_byte(any_case):
    case = any_case
    new = case.new()
    total = sum(len(data) for data in new.values())
    wrong = []
    for room in sorted({0, 1, total - 1, *(total * part // 24 for part in range(1, 24))}):
        done = case.run(LD_PRELOAD=str(PRELOADED / "golden/libfailing_disk.so"), FAILING_DISK_FOLDER=str(case.folder), FAILING_DISK_BYTES=str(room))
        problem = verdict(case, done, new) or ("it fits?" if done.returncode == 0 else None) or (f"{case.litter()} is left" if case.litter() else None)
        if not problem and "No space left" not in done.stderr and "disk is full" not in done.stderr:  # Linux's words, or SQLite's
            problem = f"does not say why: {done.stderr}"
        if problem:
            wrong.append(f"{room} bytes: {problem}")
        case.restore()
    assert not wrong, "\n".join(wrong)


def allocations(case):
    count = case.folder.parent / "allocations"
    done = case.run(LD_PRELOAD=str(PRELOADED / "faults/libfailing_new.so"), FAILING_NEW_COUNT=str(count))
    assert done.returncode == 0
    case.restore()
    return int(count.read_text())


def test_memory_runs_out_at_any_allocation(any_case):
    """Of the engine's own code: what GDAL and PROJ allocate is theirs."""
    case = any_case
    new = case.new()
    total = allocations(case)
    assert total > 1000
    more = 1500 if "MAILLAGE_LONG_TESTS" in os.environ else 60
    chosen = sorted({*range(1, 20), *random.Random(17).sample(range(20, total), more), *range(total - 20, total + 1)})  # the last: when what is done is tidied up
    wrong = []
    for ordinal in chosen:
        done = case.run(LD_PRELOAD=str(PRELOADED / "faults/libfailing_new.so"), FAILING_NEW_AT=str(ordinal))
        problem = verdict(case, done, new)
        if problem:
            wrong.append(f"allocation {ordinal} of {total}: {problem}: {done.stderr.strip()[:300]}")
        if case.left() != case.old:
            case.restore()
    assert not wrong, "\n".join(wrong)


def test_memory_is_bounded_at_any_size(any_case):
    """`--allow memory`: libraries that allocate in C may end the process; the output is whole all the same, and the engine's errors say which limit."""
    case = any_case
    new = case.new()
    wrong, told, done_at = [], 0, None
    command = list(case.command)
    for size in range(2, 200, 4):
        case.command = [*command, "--allow", f"memory={size}M"]
        done = case.run()
        left = case.left()
        if left not in (case.old, new):
            wrong.append(f"{size} MB: neither the old output nor the new one")
        elif done.returncode == 0:
            done_at = size if done_at is None else done_at
            wrong += [] if left == new else [f"{size} MB: done, but the new output is not complete"]
        elif done.returncode > 0:
            problem = troubled(done)
            told += "--allow memory=" in done.stderr
            wrong += [f"{size} MB: {problem}: {done.stderr.strip()[:300]}"] if problem else []
        if left != case.old or case.litter():
            case.restore()
        if done_at is not None and size > done_at + 20:
            break
    assert not wrong, "\n".join(wrong)
    assert told, "the limit was never told"
    assert done_at is not None, "200 MB are not enough for a small case"


def test_killed_at_any_moment(any_case):
    case = any_case
    new = case.new()
    started = time.monotonic()
    assert case.run().returncode == 0
    length = time.monotonic() - started
    case.restore()
    moments, wrong, ended = random.Random(200), [], collections.Counter()
    for turn in range(200):
        process = subprocess.Popen(case.command, cwd=case.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0, 1.1) * length)
        process.kill()
        ended[process.wait() == 0] += 1
        left = case.left()
        if left not in (case.old, new):
            wrong.append(f"turn {turn}: neither the old output nor the new one")
        if turn % 20 == 19:  # what is left lying about is taken away by the next run
            if case.run().returncode != 0 or case.left() != new or case.litter():
                wrong.append(f"turn {turn}: the next run does not mend it: {case.litter()}")
        if left != case.old or turn % 20 == 19:
            case.restore()
    assert not wrong, "\n".join(wrong)
    assert ended[False] > 50, "too few were killed in time to tell"


@pytest.mark.parametrize("turn", range(5))
def test_two_runs_into_one_folder(case, turn):
    """One wins, the other says so, and the folder is complete. Both may win where the second began when the first had ended."""
    done = [None, None]

    def go(which):
        done[which] = case.run()
    threads = [threading.Thread(target=go, args=(which,)) for which in (0, 1)]
    for thread in threads:
        thread.start()
        time.sleep(0.005 * turn)
    for thread in threads:
        thread.join()
    assert is_complete(case.output)
    assert any(one.returncode == 0 for one in done)
    for one in done:
        assert one.returncode == 0 or troubled(one) is None, one.stderr
    assert not case.litter()


def test_two_runs_into_one_new_folder(case):
    shutil.rmtree(case.output)
    case.command.remove("-O")
    done = []
    threads = [threading.Thread(target=lambda: done.append(case.run())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.returncode for one in done].count(0) == 1
    assert is_complete(case.output)
    assert not case.litter()
