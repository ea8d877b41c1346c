"""Where stages run: here, over a pool of processes."""
