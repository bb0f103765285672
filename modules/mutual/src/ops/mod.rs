//! Use cases; HTTP, the command line and the demo call them.
