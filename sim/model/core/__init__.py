"""What every part of the model knows: people, and what is kept of them."""
