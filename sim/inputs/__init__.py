"""What the model is told: quantities that know where they come from, scenario files, published figures."""
