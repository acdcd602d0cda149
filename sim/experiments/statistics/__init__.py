"""Statistics of replications, free of scenarios: samples, differences, intervals, stopping."""
