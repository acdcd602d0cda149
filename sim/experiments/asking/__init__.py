"""What people ask of an experiment, read and checked: measures, designs, standards."""
