"""The files users edit: loading, checking, real leads."""
