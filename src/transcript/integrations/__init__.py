"""Edges to other tools: data frames, Arrow batches, charts. Their packages come with extras and are imported when they are asked for."""
