"""The Web API over HTTP: one file for each family of methods, named as Slack names them."""
