"""Celery: tasks sent after commit, the broker in a folder, rows whose file a worker makes."""
