"""Block Kit as real Slack judges it: limits, required fields, and the pointers of its errors."""
