//! The only SQL of the module.
