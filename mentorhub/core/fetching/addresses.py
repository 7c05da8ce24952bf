"""Which IP addresses are public: what the registries of IANA and known clouds keep apart is not."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

# IANA's special-purpose registries, and what lies between them. Written out: the standard library calls
# several of these global (192.0.0.192, NAT64, 6to4), and what it says changes with its version.
_NOT_PUBLIC = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        # Azure answers its virtual machines here, though the block is public.
        "168.63.129.16/32",
        # Protocol assignments with Teredo in them, examples, 6to4, AS112, segment routing.
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
        "5f00::/16",
    )
)
# All of IPv6 that is given out; NAT64, mapped and compatible IPv4, local and multicast lie outside.
_GIVEN_OUT = IPv6Network("2000::/3")


def is_public(address: str) -> bool:
    """Whether an IP address, written as text, is one of the open internet; anything odd is not."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return _is_open(found) and not any(found in block for block in _NOT_PUBLIC)


def _is_open(found: IPv4Address | IPv6Address) -> bool:
    if isinstance(found, IPv6Address) and (found.scope_id or found not in _GIVEN_OUT):
        return False
    return found.is_global and not found.is_multicast and not found.is_reserved
