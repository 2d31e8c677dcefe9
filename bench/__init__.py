"""What is measured: accuracy, speed and size, start, and the knowledge itself."""
