"""Addresses of the servers' own pages, known without loading a server."""

CONTROL_ROOM = "/kontrolrum"
BIG_SCREEN = "/storskaerm"
# where those go whom nobody knows
LOGIN = "/login"
ICON = "/favicon.ico"
