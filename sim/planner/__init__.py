"""What a planner asks, as the local page and the offline file both show it, keep it and hand it on."""
