"""A template written as TOML is the same template when it is read again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.template_source import write_template
from knowledge.templates import load_templates, parse_template

PACKAGED = load_templates()
SMALL = PACKAGED["key-points"]
# What a person can type; TOML has no room for half a character.
TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize("id_", PACKAGED)
def test_what_ships_survives(id_):
    """Every packaged template, and people can still read the prompt in lines."""
    written = write_template(PACKAGED[id_])
    assert parse_template(written, id_) == PACKAGED[id_]
    assert max(map(len, written.splitlines())) < 1_000


@given(TYPED)
def test_any_text_survives(text):
    """Quotes, backslashes, line breaks, control characters."""
    places = "".join(f"{{{{{slot.name}}}}}" for slot in SMALL.slots)
    slots = tuple(replace(slot, example=text) for slot in SMALL.slots)
    prompt = f"『{text.replace('{', '')}』{places}"
    template = replace(SMALL, text=prompt, slots=slots, tags=(text,))
    assert parse_template(write_template(template), "x") == template
