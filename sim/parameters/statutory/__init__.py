"""Statutory services around children in care: health, reviews, social work, school, life story, performance."""
