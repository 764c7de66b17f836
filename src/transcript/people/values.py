"""A mention: words that mean a person; a piece: part of one."""

from __future__ import annotations

import attrs

from transcript.text import Span

FORMS = ("full", "surname", "given", "latin", "foreign", "nickname", "title", "organization")

KINDS = "nsgto"  # of pieces: name, surname, given name, title, organisation


@attrs.frozen
class Piece:
    """A stretch of the text that names somebody in part.

    Attributes:
        span: Where it stands.
        kind: One of `KINDS`.
        confidence: Mean probability of its tags.
    """

    span: Span
    kind: str
    confidence: float


@attrs.frozen(kw_only=True)
class Mention:
    """Words that mean a person.

    Attributes:
        span: All of them: organisation, title, name and form of address.
        form: One of `FORMS`: how the person is named; "surname" is a surname with a title, "title" a title alone,
            "organization" an organisation alone.
        name: The name as it stands (a full name, a given name, a Latin one, 小周), or None.
        pieces: Where the name, or else the surname, stands; two pieces where a title parts them (方委员志明).
        surname: The surname, if there is one.
        title: The title, without a mere form of address (同志).
        organization: The organisation before it.
        known_as: The name as a lexicon writes it, where that is known to be meant.
        given: The given name, where it stands apart or the surname is known.
        nickname: What the person goes by among colleagues: 老周, 桂香嫂, 阿强.
        title_spans: Where the parts of the title stand.
        organization_spans: Where the parts of the organisation stand.
        confidence: How sure it is that these words name a person so, from 0 to 1.
    """

    span: Span
    form: str = attrs.field(validator=attrs.validators.in_(FORMS))
    name: str | None = None
    pieces: tuple[Span, ...] = ()
    surname: str | None = None
    title: str | None = None
    organization: str | None = None
    known_as: str | None = None
    given: str | None = None
    nickname: str | None = None
    title_spans: tuple[Span, ...] = ()
    organization_spans: tuple[Span, ...] = ()
    confidence: float = 1.0
