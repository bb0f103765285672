//! The bans of clippy.toml bite: an expectation that is not met is an error of `make lint`.

#[test]
fn the_wall_clock_is_banned() {
    #[expect(clippy::disallowed_methods, reason = "the ban is what is tested")]
    let _ = std::time::SystemTime::now();
    #[expect(clippy::disallowed_methods, reason = "the ban is what is tested")]
    let _ = jiff::Timestamp::now();
    #[expect(clippy::disallowed_methods, reason = "the ban is what is tested")]
    let _ = jiff::Zoned::now();
}
