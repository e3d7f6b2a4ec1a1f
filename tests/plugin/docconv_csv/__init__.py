"""Comma-separated tables for docconv."""
