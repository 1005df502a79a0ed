"""A local Slack over HTTP on loopback: the tests' double and the newcomer's playground.

Three things stand for the real one:

* `workspace.py` holds what Slack knows: people, channels, messages, open modals;
* `web/` answers the Web API, with Slack's error names, argument checks and Block Kit limits
  (`blockkit/`);
* `actors.py` are the people: what they do becomes a payload of the real shape, which
  `delivery.py` carries to the bot, signed over HTTP or as a Socket Mode envelope.

`server.LocalSlack` puts them together. Nothing in here is imported by the bot itself.
"""
