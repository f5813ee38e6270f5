"""Two sides measured in turns, in one run: wall seconds and peak memory of whole processes."""
import os
import statistics
import subprocess
import sys
import time


def measured(arguments):
    """Wall seconds and peak MB of one child process."""
    start = time.perf_counter()
    child = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{arguments}: {error.decode()}")
    return seconds, usage.ru_maxrss / 1024


def spread(values, unit):
    return f"median {statistics.median(values):.3f} {unit} (least {min(values):.3f}, most {max(values):.3f})"


def compare(name, ours, peer, runs, peer_name="GeoPandas"):
    """Prints the median, least and most of both sides and of the ratio of each pair of turns."""
    measured(ours), measured(peer)  # warm-up
    turns = [(measured(ours), measured(peer)) for _ in range(runs)]
    print(f"{name}, {runs} turns")
    for side, index in (("maillage", 0), (peer_name, 1)):
        seconds, megabytes = zip(*(turn[index] for turn in turns))
        print(f"  {side:10} {spread(seconds, 's')}; peak {max(megabytes):.0f} MB")
    print(f"  {peer_name} / maillage: {spread([turn[1][0] / turn[0][0] for turn in turns], 'times')}")
