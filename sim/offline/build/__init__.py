"""How the offline file is built: what is fetched, the bases that are fitted, and the page that all of it is put in."""
