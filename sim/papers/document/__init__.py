"""What a paper is made of, whatever it is written as."""
