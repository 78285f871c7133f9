"""The parts of Benchmarks/run. Standard library only."""
