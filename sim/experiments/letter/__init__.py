"""The inspection letter replayed: what each service that it names changed."""
