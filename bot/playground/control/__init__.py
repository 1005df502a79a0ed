"""The control API: the screens of the local Slack as JSON, and what people do on them."""
