"""The way through a proxy: names resolve there, and what it says of itself never holds its password."""

import socket

from python_socks import ProxyError
from python_socks.async_.asyncio import Proxy

from osint.evidence.recorder.answer import Unreachable


async def reach(proxy: str, host: str, port: int, seconds: float) -> socket.socket:
    """A connected socket to a host and port, as the proxy resolves it.

    Raises:
        Unreachable: when the proxy is not there, refuses, or does not answer in time.
    """
    try:
        wire: socket.socket = await Proxy.from_url(proxy, rdns=True).connect(host, port, timeout=seconds)
    except (ProxyError, OSError, ValueError) as why:
        raise Unreachable(f"through the proxy: {why or type(why).__name__}") from why
    return wire
