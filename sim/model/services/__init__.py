"""The council's services, which hear of moments of a life and answer its questions."""
