"""A network of this process's own, in which a whole range of addresses is this machine.

To a server's limits all of 127/8 is one address, and a flood from one address is stopped by that limit alone.
"""

import ctypes
import fcntl
import os
import socket
import struct

# For benchmarks by RFC 2544: nobody is there.
RANGE, MASK = "198.18.0.1", "255.254.0.0"
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
SET_FLAGS, SET_ADDRESS, SET_MASK = 0x8914, 0x8916, 0x891C
UP_AND_RUNNING = 0x41


def addresses(count):
    """Leaves the machine's network for one of its own, for good, and gives addresses to connect from to 127.0.0.1.

    The one of the loopback where that is not allowed here. Only in a process that has no other thread.
    """
    library = ctypes.CDLL(None, use_errno=True)
    flags = NEW_NETWORK if os.geteuid() == 0 else NEW_NETWORK | NEW_USER
    if library.unshare(flags) != 0:
        return ["127.0.0.1"]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, SET_FLAGS, struct.pack("16sh14x", b"lo", UP_AND_RUNNING))
        # An address of the loopback makes all of its range local, as 127.0.0.1 does with 127/8.
        fcntl.ioctl(control, SET_ADDRESS, _request(b"lo:1", RANGE))
        fcntl.ioctl(control, SET_MASK, _request(b"lo:1", MASK))
    return [f"198.18.{number // 250}.{number % 250 + 2}" for number in range(count)]


def _request(name, address):
    return struct.pack("16sHH4s16x", name, socket.AF_INET, 0, socket.inet_aton(address))
