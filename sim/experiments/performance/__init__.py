"""The monthly performance report: what leaders of children's services see, from the register as recorded by then."""
