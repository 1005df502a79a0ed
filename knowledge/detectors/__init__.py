"""Detectors: functions that read a text and yield findings. They decide nothing."""
