"""The pool of lives from which first days are drawn, made by long runs."""
