# Run by hand, with a package that no other test needs: see its docstring.
collect_ignore = ["with_atheris.py"]
