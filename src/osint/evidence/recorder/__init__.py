"""The only rooms that open connections: HTTP, WHOIS, DNS and TLS, kept byte for byte."""
