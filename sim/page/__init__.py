"""The local page: a small web server for one person on this machine, whose runs are ordinary commands."""
