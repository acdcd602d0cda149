"""The register: what happened, in columns."""
