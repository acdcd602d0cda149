"""Running replications: studies, the laboratory, precision, and on which machines."""
