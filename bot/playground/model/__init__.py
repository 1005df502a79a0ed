"""A local server that speaks OpenAI's protocol: canned answers, and every way to misbehave."""
