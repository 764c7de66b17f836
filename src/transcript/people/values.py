"""A mention: words that mean a person."""

from __future__ import annotations

import attrs

from transcript.text import Span

FORMS = ("full", "surname", "given", "latin", "foreign", "nickname", "title")


@attrs.frozen(kw_only=True)
class Mention:
    """Words that mean a person.

    Attributes:
        span: All of them: organisation, title, name and form of address.
        form: One of `FORMS`: how the person is named; "surname" is a surname with a title, "title" a title alone.
        name: The name as it stands (a full name, a given name, a Latin one, 小周), or None.
        pieces: Where the name, or else the surname, stands; two pieces where a title parts them (方委员志明).
        surname: The surname, if there is one.
        title: The title, without a mere form of address (同志).
        organization: The organisation before it.
        known_as: The name as a lexicon writes it, where that is known to be meant.
    """

    span: Span
    form: str = attrs.field(validator=attrs.validators.in_(FORMS))
    name: str | None = None
    pieces: tuple[Span, ...] = ()
    surname: str | None = None
    title: str | None = None
    organization: str | None = None
    known_as: str | None = None
