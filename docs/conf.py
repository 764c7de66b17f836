"""How the documentation is built: `nox -s docs`, or `sphinx-build -n -W docs docs/_build`."""

from importlib.metadata import version as version_of

project = "transcript"
author = "The transcript authors"
version = release = version_of("transcript")
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "transcript"
exclude_patterns = ["_build"]
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_member_order = "bysource"
autodoc_class_signature = "separated"
autodoc_default_options = {"members": True, "exclude-members": "__init__, __new__"}
python_use_unqualified_type_names = True
napoleon_use_ivar = True
napoleon_custom_sections = ["Source"]
# The standard library and what is not part of the promise have no page here.
nitpick_ignore_regex = [
    ("py:.*", r"(?!transcript\.).*"),
    ("py:.*", r"transcript\.model\.RecordView"),
    ("py:.*", r"transcript\.lexicon\.hash_table\.Column"),
    ("py:.*", r"transcript\.lexicon\.records\.Checked"),
]
