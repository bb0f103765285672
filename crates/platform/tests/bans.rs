//! The bans of clippy.toml bite: an expectation that is not met is an error of `make lint`. In the program itself these
//! functions do not exist; here proptest brings them.

use rand::rngs::StdRng;

#[test]
fn unseeded_generators_are_banned() {
    #[expect(clippy::disallowed_methods, reason = "the ban is what is tested")]
    let _ = rand::rng();
    #[expect(clippy::disallowed_methods, reason = "the ban is what is tested")]
    let _: u8 = rand::random();
    #[expect(clippy::disallowed_methods, reason = "the ban is what is tested")]
    let _: StdRng = rand::make_rng();
    #[expect(clippy::disallowed_methods, reason = "the ban is what is tested")]
    let _ = rand::random_range(0..9);
}
