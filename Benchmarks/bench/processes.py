"""Running programs with their time and memory measured. Everything is bounded, and only what was started is stopped."""

import os
import signal
import socket
import statistics
import subprocess
import time
from pathlib import Path


class Failure(Exception):
    """A measurement could not be made. The text goes into the table."""


class Usage:
    __slots__ = ("wall", "cpu", "peak_bytes", "output")

    def __init__(self, wall, cpu, peak_bytes, output):
        self.wall, self.cpu, self.peak_bytes, self.output = wall, cpu, peak_bytes, output


def run(arguments, timeout=300, environment=None, keep_output=True):
    """Runs a program to its end: wall seconds, CPU seconds, peak memory of that process alone, and its output."""
    sink = subprocess.PIPE if keep_output else subprocess.DEVNULL
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(argument) for argument in arguments], stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.PIPE,
        env=environment,
    )
    deadline = start + timeout
    output, errors = b"", b""
    try:
        output, errors, usage, status = _drain(process, deadline)
    except TimeoutError:
        process.kill()
        process.wait()
        raise Failure(f"{Path(str(arguments[0])).name} did not end within {timeout} s") from None
    wall = time.perf_counter() - start
    if status != 0:
        words = errors.decode(errors="replace").strip().split("\n")[-1][:300]
        raise Failure(f"{Path(str(arguments[0])).name} ended with {status}: {words}")
    return Usage(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, output)


def _drain(process, deadline):
    """Reads both pipes to their ends and reaps the process with its own resource usage (wait4)."""
    import selectors

    collected = {}
    with selectors.DefaultSelector() as selector:
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                collected[pipe] = []
                selector.register(pipe, selectors.EVENT_READ)
        while selector.get_map():
            remaining = deadline - time.perf_counter()
            if remaining <= 0:
                raise TimeoutError
            for key, _ in selector.select(remaining):
                chunk = os.read(key.fileobj.fileno(), 1 << 16)
                if chunk:
                    collected[key.fileobj].append(chunk)
                else:
                    selector.unregister(key.fileobj)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    joined = {pipe: b"".join(chunks) for pipe, chunks in collected.items()}
    for pipe in collected:
        pipe.close()
    return joined.get(process.stdout, b""), joined.get(process.stderr, b""), usage, process.returncode


class Background:
    """A program that serves until it is stopped."""

    def __init__(self, arguments, log, environment=None):
        self.log = Path(log)
        self.started = time.perf_counter()
        with open(self.log, "ab") as sink:
            self.process = subprocess.Popen(
                [str(argument) for argument in arguments], stdin=subprocess.DEVNULL, stdout=sink, stderr=sink,
                env=environment, start_new_session=True,
            )

    def check(self):
        if self.process.poll() is not None:
            last = self.log.read_text(errors="replace").strip().split("\n")[-1][:300]
            raise Failure(f"the server ended with {self.process.returncode}: {last}")

    def stop(self, timeout=15):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def descendants(pid):
    """Pids of a process's children and theirs, with their command lines."""
    parents, commands = {}, {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            stat = (folder / "stat").read_text()
            commands[int(folder.name)] = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue  # it ended meanwhile
        parents[int(folder.name)] = int(stat.rsplit(")", 1)[1].split()[1])
    found, wave = {}, {pid}
    while wave:
        wave = {child for child, parent in parents.items() if parent in wave and child not in found}
        found.update({child: commands.get(child, []) for child in wave})
    return found


def memory_bytes(pid, field="VmRSS"):
    for line in Path(f"/proc/{pid}/status").read_text().split("\n"):
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024
    raise Failure(f"no {field} of process {pid}")


def cpu_seconds(pid):
    """CPU time of all threads, in nanosecond steps where the kernel keeps them."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            total += int((task / "schedstat").read_text().split()[0])
        except OSError:
            continue  # a thread that ended takes its share with it; the pools here do not shrink
    return total / 1e9


class Series:
    """Several runs of one measurement: the median counts, the spread is shown."""

    def __init__(self, values):
        self.values = list(values)

    @property
    def median(self):
        return statistics.median(self.values)

    def percentile(self, share):
        ordered = sorted(self.values)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def text(self, form):
        if len(self.values) == 1:
            return form(self.median)
        return f"{form(self.median)} ({form(min(self.values))}–{form(max(self.values))})"
