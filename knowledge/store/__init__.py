"""Where decisions are kept: the only package that speaks SQL; its functions never commit."""
