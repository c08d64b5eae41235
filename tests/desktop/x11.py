"""A hand at the virtual screen: it clicks, and closes windows."""

from __future__ import annotations

import ctypes
import os
import subprocess
import time

CLIENT_MESSAGE, FORMAT_LONGS, TITLE = 33, 32, "SLO Desktop"


class ClientMessage(ctypes.Structure):
    """XClientMessageEvent, padded to the size of XEvent."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("padding", ctypes.c_long * 24),
    )


def xdotool(screen: str, *arguments: object) -> str:
    """Do something with mouse or window."""
    done = subprocess.run(
        ["xdotool", *map(str, arguments)],
        env=os.environ | {"DISPLAY": screen},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()


def find_window(screen: str, seconds: float = 60) -> int:
    """The program's window, once it is there."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := windows(screen):
            return found[0]
        time.sleep(0.1)
    raise AssertionError("there is no window")


def windows(screen: str) -> list[int]:
    """The windows that the program has."""
    found = xdotool(screen, "search", "--onlyvisible", "--name", f"^{TITLE}$")
    return [int(window) for window in found.split()]


def click(screen: str, window: int, x: int, y: int) -> None:
    """Press the left button at a place in the window."""
    xdotool(screen, "mousemove", "--window", window, x, y, "click", 1)


def close(screen: str, window: int) -> None:
    """Do what the cross in the corner does."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    x11.XInternAtom.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
    x11.XSendEvent.argtypes = (
        *(ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long),
        ctypes.c_void_p,
    )
    x11.XCloseDisplay.argtypes = (ctypes.c_void_p,)
    display = x11.XOpenDisplay(screen.encode())
    message = ClientMessage(type=CLIENT_MESSAGE, window=window, format=FORMAT_LONGS)
    message.message_type = x11.XInternAtom(display, b"WM_PROTOCOLS", 0)
    message.data[0] = x11.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
    x11.XSendEvent(display, window, 0, 0, ctypes.byref(message))
    x11.XCloseDisplay(display)
