"""Papers for publication, written from results that were kept: Word, PDF and Excel."""
