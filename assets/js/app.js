// Small behaviours only; every page reads and works without them.
