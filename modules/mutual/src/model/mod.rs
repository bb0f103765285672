//! Entities, states and their legal transitions; no I/O.
