"""What the company has decided: pure rules, no Slack, no language model, no clock."""
