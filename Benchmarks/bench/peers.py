"""The other side of each ratio: ledger, hledger, nginx, OpenSSL and the disk, measured in the same run."""

import csv
import io
import os
import re
import subprocess
import time
from datetime import datetime
from pathlib import Path

from .processes import Background, Failure, Series, run

NGINX = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
worker_processes auto;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    open_file_cache max=16;
    keepalive_requests 100000000;
    client_body_temp_path {folder}/nginx-body;
    proxy_temp_path {folder}/nginx-proxy;
    fastcgi_temp_path {folder}/nginx-fastcgi;
    uwsgi_temp_path {folder}/nginx-uwsgi;
    scgi_temp_path {folder}/nginx-scgi;
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_protocols TLSv1.3;
        ssl_certificate {folder}/certificate.pem;
        ssl_certificate_key {folder}/certificate.key;
        default_type application/json;
        root {folder}/www;
    }}
}}
"""


def ledger_report(journal):
    """Spending by month and category, from ledger."""
    return run(["ledger", "--init-file", "/dev/null", "-f", journal, "register", "^Expenses", "--monthly",
                "--format", "%(format_date(date, \"%Y-%m\"))\\t%(account)\\t%(quantity(amount))\\n"])


def hledger_report(journal):
    return run(["hledger", "-f", journal, "balance", "^Expenses", "--monthly", "--no-total", "-O", "csv"])


def ledger_sums(output):
    """Minor units by (month, category), from ledger's answer."""
    sums = {}
    for line in output.decode().splitlines():
        month, account, quantity = line.split("\t")
        sums[month, account.removeprefix("Expenses:")] = round(float(quantity) * 100)
    return sums


def hledger_sums(output):
    rows = list(csv.reader(io.StringIO(output.decode())))
    months = [datetime.strptime(cell, "%b %Y").strftime("%Y-%m") if not re.match(r"\d{4}-\d\d", cell) else cell[:7]
              for cell in rows[0][1:]]
    sums = {}
    for row in rows[1:]:
        for month, cell in zip(months, row[1:]):
            quantity = cell.split()[0].replace(",", "") if cell.strip() else "0"
            if float(quantity):
                sums[month, row[0].removeprefix("Expenses:")] = round(float(quantity) * 100)
    return sums


def fdatasync_rate(folder, seconds):
    """Appends of 4 KiB, each made durable before the next: what one writer without group commit can do here."""
    path = Path(folder) / "fdatasync-probe"
    block = os.urandom(4_096)
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    try:
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds:
            os.write(descriptor, block)
            os.fdatasync(descriptor)
            count += 1
        return count / (time.perf_counter() - start)
    finally:
        os.close(descriptor)
        path.unlink()


def openssl_bytes_per_second(size, seconds):
    answer = subprocess.run(
        ["openssl", "speed", "-mr", "-seconds", str(seconds), "-evp", "aes-256-gcm", "-bytes", str(size)],
        check=True, capture_output=True, text=True, timeout=60,
    )
    for line in answer.stdout.splitlines():
        if line.startswith("+F:"):
            return float(line.split(":")[-1])
    raise Failure("openssl speed printed no figure")


class Nginx:
    """nginx with TLS 1.3 on loopback, serving one file."""

    def __init__(self, folder, port, content):
        self.folder, self.port = Path(folder), port
        (self.folder / "www").mkdir(parents=True, exist_ok=True)
        (self.folder / "www" / "report.json").write_bytes(content)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-keyout", self.folder / "certificate.key", "-out",
             self.folder / "certificate.pem"],
            check=True, capture_output=True,
        )
        configuration = self.folder / "nginx.conf"
        user = "user root;" if os.geteuid() == 0 else ""  # or its workers could not read the folder
        configuration.write_text(NGINX.format(folder=self.folder, port=port, user=user))
        self.process = Background(["nginx", "-p", self.folder, "-c", configuration], self.folder / "nginx.log")

    def stop(self):
        self.process.stop()


class LoadResult:
    __slots__ = ("per_second", "p99_seconds", "errors", "count")

    def __init__(self, per_second, p99_seconds, errors, count):
        self.per_second, self.p99_seconds, self.errors, self.count = per_second, p99_seconds, errors, count


# wrk prints for people; the script prints one line that a program can read.
WRK_DONE = """
function done(summary, latency, requests)
    local e = summary.errors
    io.write(string.format("RESULT %d %d %f %d\\n", summary.requests, summary.duration, latency:percentile(99),
        e.connect + e.read + e.write + e.status + e.timeout))
end
"""


def wrk(url, seconds, connections, folder, script="", threads=1):
    """Keep-alive load from wrk; `script` is Lua that may set method, headers and bodies."""
    path = Path(folder) / "load.lua"
    path.write_text(script + WRK_DONE)
    os.chmod(path, 0o600)
    usage = run(["wrk", "--threads", threads, "--connections", connections, "--duration", f"{seconds}s",
                 "--timeout", "10s", "--script", path, url], timeout=seconds + 60)
    path.unlink()
    match = re.search(rb"^RESULT (\d+) (\d+) ([\d.]+) (\d+)$", usage.output, re.MULTILINE)
    if not match:
        raise Failure("wrk printed no result")
    count, microseconds, p99, errors = int(match[1]), int(match[2]), float(match[3]), int(match[4])
    return LoadResult(count / (microseconds / 1e6), p99 / 1e6, errors, count)


def repeat(times, function):
    return Series(function() for _ in range(times))
