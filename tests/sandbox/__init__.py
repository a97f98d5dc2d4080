"""Tests of the sandbox: how student code is run, confined and called."""
