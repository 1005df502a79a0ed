"""What people see: pure functions from outcomes and words to Block Kit."""
