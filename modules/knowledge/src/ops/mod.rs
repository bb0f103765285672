//! Use cases; HTTP calls them.

pub mod keep_article;
