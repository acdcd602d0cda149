"""Charts of pages: what they show as plain data, and how they are drawn as SVG by the standard library alone."""
