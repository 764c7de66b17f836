"""Writers: a record becomes a text that somebody reads. None of them changes it."""
