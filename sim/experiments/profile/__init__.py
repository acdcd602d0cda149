"""A profile of one council from published figures: ten years, beside its statistical neighbours, region and England."""
