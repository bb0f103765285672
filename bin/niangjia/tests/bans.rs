//! The bans of clippy.toml bite: an expectation that is not met is an error of `make lint`.

#[test]
fn the_randomness_of_the_operating_system_is_banned() {
    let mut bytes = [0; 8];
    #[expect(clippy::disallowed_methods, reason = "the ban is what is tested")]
    let filled = getrandom::fill(&mut bytes);
    #[expect(clippy::disallowed_methods, reason = "the ban is what is tested")]
    let half = getrandom::u32();
    #[expect(clippy::disallowed_methods, reason = "the ban is what is tested")]
    let whole = getrandom::u64();
    assert!(filled.is_ok() && half.is_ok() && whole.is_ok());
}
