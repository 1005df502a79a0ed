"""What a command was given cannot be used."""


class InputError(Exception):
    """The message is for the person, in their language."""
