"""Children that end when the driver ends, whatever ends it.

Each child is in a session of its own, so the terminal's Ctrl-C reaches only the driver, which
stops them in reverse order. On Linux a parent-death signal covers the driver's own sudden death.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from devtool.steps import Failure

Command = list[str | Path]
STOP_SECONDS = 15
PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None


@dataclass(frozen=True)
class Account:
    """The user that a child becomes; PostgreSQL refuses to run as root."""

    uid: int
    gid: int
    groups: tuple[int, ...]


def unprivileged_account() -> Account | None:
    """None when we are not root ourselves and can stay who we are."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        groups = tuple(os.getgrouplist(name, entry.pw_gid))
        return Account(entry.pw_uid, entry.pw_gid, groups)
    raise Failure("PostgreSQL refuses to run as root and there is no user `postgres` or `nobody`.")


def child_setup(death_signal: int = signal.SIGTERM, account: Account | None = None) -> Callable[[], None]:
    """What a child does between fork and exec."""
    parent = os.getpid()

    def setup() -> None:
        # A parent that ignores a signal hands this down through exec.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            signal.signal(number, signal.SIG_DFL)
        if account is not None:
            os.setgroups(account.groups)
            os.setgid(account.gid)
            os.setuid(account.uid)
        if _LIBC is not None:  # after setuid, which clears it
            _LIBC.prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
            if os.getppid() != parent:
                os.kill(os.getpid(), signal.SIGKILL)

    return setup


def spawn(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    cwd: Path,
    log: Path | None = None,
    death_signal: int = signal.SIGTERM,
    account: Account | None = None,
) -> subprocess.Popen[bytes]:
    """Start a service; its output goes to `log`."""
    output = log.open("ab") if log else subprocess.DEVNULL
    try:
        return subprocess.Popen(
            list(command),
            env=dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=child_setup(death_signal, account),
        )
    finally:
        if not isinstance(output, int):
            output.close()


def run_logged(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    cwd: Path,
    log: Path,
    what: str,
    account: Account | None = None,
) -> None:
    """Run to the end with the output in `log`; raise with its tail when it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("")
    child = spawn(command, env=env, cwd=cwd, log=log, account=account)
    try:
        code = child.wait()
    except BaseException:
        stop(child)
        raise
    if code:
        raise Failure(f"{what} failed (exit code {code})", log)


def output_of(command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path, what: str) -> str:
    """Standard output of a short command; raise with its error text when it fails."""
    done = subprocess.run(
        list(command),
        env=dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        preexec_fn=child_setup(),
    )
    if done.returncode:
        detail = (done.stderr or done.stdout).strip().splitlines()[-8:]
        raise Failure(f"{what} failed:\n  " + "\n  ".join(detail))
    return done.stdout


def stop(child: subprocess.Popen[bytes], first: int = signal.SIGTERM) -> None:
    """Ask to end, wait, then insist."""
    if child.poll() is None:
        child.send_signal(first)
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    _end_group(child.pid)


def _end_group(leader: int) -> None:
    """End what a killed child may have left in its own session."""
    try:
        os.killpg(leader, signal.SIGTERM)
    except (ProcessLookupError, PermissionError):
        return


def command_line(pid: int) -> str | None:
    """The command of a living process, or None; never trust a pid file alone."""
    proc = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self/cmdline").exists():
        try:
            return proc.read_bytes().replace(b"\0", b" ").decode(errors="replace").strip() or None
        except OSError:
            return None
    done = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True)
    return done.stdout.strip() or None


def stop_stale(pid_file: Path, expected: str, first: int = signal.SIGTERM) -> bool:
    """End the service that a killed driver left behind, when its pid is still that service."""
    try:
        pid = int(pid_file.read_text())
    except (FileNotFoundError, ValueError):
        return False
    pid_file.unlink()
    if expected not in (command_line(pid) or ""):
        return False
    for number in (first, signal.SIGKILL):
        os.kill(pid, number)
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline:
            if expected not in (command_line(pid) or ""):
                return True
            time.sleep(0.1)
    raise Failure(f"Process {pid} of an earlier run does not end ({expected}).")
