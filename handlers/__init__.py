"""What a person can do in Slack: one file per journey."""
